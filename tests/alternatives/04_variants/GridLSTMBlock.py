"""Correct versions of `GridLSTMBlock` in other styles, one a cell: every one earns full points."""


# %% written-out
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **f))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **f))

    def forward(self, h1, m1, h2, m2):
        H = torch.cat((h1, h2), -1)
        i1, f1, g1, o1 = F.linear(H, self.weight_1, self.bias_1).chunk(4, -1)
        i2, f2, g2, o2 = F.linear(H, self.weight_2, self.bias_2).chunk(4, -1)
        m1 = f1.sigmoid() * m1 + i1.sigmoid() * g1.tanh()
        m2 = f2.sigmoid() * m2 + i2.sigmoid() * g2.tanh()
        h1 = o1.sigmoid() * m1.tanh()
        h2 = o2.sigmoid() * m2.tanh()
        return h1, m1, h2, m2


# %% columns-of-each
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **f))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **f))

    def forward(self, h1, m1, h2, m2):
        def dimension(weight, bias, m):
            gates = h1 @ weight[:, : self.n].T + h2 @ weight[:, self.n :].T + bias
            i, f, g, o = gates.split(self.n, dim=1)
            new = torch.sigmoid(f) * m + torch.sigmoid(i) * torch.tanh(g)
            return torch.sigmoid(o) * torch.tanh(new), new

        return dimension(self.weight_1, self.bias_1, m1) + dimension(self.weight_2, self.bias_2, m2)


# %% both-at-once
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **f))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **f))

    def forward(self, h1, m1, h2, m2):
        W, b = torch.stack([self.weight_1, self.weight_2]), torch.stack([self.bias_1, self.bias_2])
        gates = torch.einsum("dgc,nc->dng", W, torch.hstack([h1, h2])) + b[:, None]
        i, f, g, o = gates.chunk(4, dim=2)
        m = torch.sigmoid(f) * torch.stack([m1, m2]) + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(m)
        return h[0], m[0], h[1], m[1]


# %% one-big-product
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **f))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **f))

    def forward(self, h1, m1, h2, m2):
        total = torch.cat([h1, h2], 1) @ torch.cat([self.weight_1, self.weight_2]).T + torch.cat([self.bias_1, self.bias_2])
        i1, f1, g1, o1, i2, f2, g2, o2 = total.chunk(8, 1)
        out = []
        for m, i, f, g, o in ((m1, i1, f1, g1, o1), (m2, i2, f2, g2, o2)):
            m = torch.addcmul(f.sigmoid() * m, i.sigmoid(), g.tanh())
            out.extend([o.sigmoid() * m.tanh(), m])
        return tuple(out)


# %% second-first
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **f))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **f))

    def forward(self, h1, m1, h2, m2):
        both = torch.cat([h1, h2], dim=1)
        h2_new, m2_new = self.lstm(both, m2, self.weight_2, self.bias_2)
        h1_new, m1_new = self.lstm(both, m1, self.weight_1, self.bias_1)
        return h1_new, m1_new, h2_new, m2_new

    @staticmethod
    def lstm(v, m, weight, bias):
        gates = torch.addmm(bias, v, weight.t()).reshape(len(v), 4, -1)
        sig = lambda a: 0.5 + 0.5 * torch.tanh(a / 2)
        m = sig(gates[:, 1]) * m + sig(gates[:, 0]) * gates[:, 2].tanh()
        return sig(gates[:, 3]) * m.tanh(), m


# %% returns-a-list
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **f))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **f))

    def forward(self, h1, m1, h2, m2):
        result = []
        for m, k in ((m1, 1), (m2, 2)):
            weight, bias = getattr(self, f"weight_{k}"), getattr(self, f"bias_{k}")
            gate = [F.linear(torch.cat([h1, h2], 1), w, b) for w, b in zip(weight.chunk(4), bias.chunk(4))]
            m = torch.sigmoid(gate[1]) * m + torch.sigmoid(gate[0]) * torch.tanh(gate[2])
            result += [torch.sigmoid(gate[3]) * torch.tanh(m), m]
        return result


# %% sample-by-sample
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **f))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **f) / 4)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **f))

    def forward(self, h1, m1, h2, m2):
        rows = []
        for a, p, b, q in zip(h1, m1, h2, m2):
            row, v = [], torch.cat([a, b])
            for m, w, c in ((p, self.weight_1, self.bias_1), (q, self.weight_2, self.bias_2)):
                i, f, g, o = (w.mv(v) + c).chunk(4)
                m = torch.sigmoid(f) * m + torch.sigmoid(i) * torch.tanh(g)
                row += [torch.sigmoid(o) * torch.tanh(m), m]
            rows.append(torch.stack(row))
        return torch.stack(rows, 1).unbind(0)


# %% noisy
import warnings


class Transform:
    def __init__(self, weight, bias):
        self.weight, self.bias = weight, bias

    def __call__(self, hidden, m):
        i, f, g, o = torch.tensor_split(hidden.matmul(self.weight.mT).add(self.bias), 4, dim=1)
        m = torch.special.expit(f).mul(m).add(torch.special.expit(i).mul(g.tanh()))
        return torch.special.expit(o).mul(m.tanh()), m


class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        for name, shape in {"weight_1": (4, 2), "bias_1": (4,), "weight_2": (4, 2), "bias_2": (4,)}.items():
            value = torch.empty([s * hidden_size for s in shape], device=device, dtype=dtype)
            self.register_parameter(name, nn.Parameter(nn.init.normal_(value, std=0.2)))

    def forward(self, h1, m1, h2, m2):
        warnings.warn("costs nothing")
        print("block")
        hidden = torch.column_stack([h1, h2])
        return *Transform(self.weight_1, self.bias_1)(hidden, m1), *Transform(self.weight_2, self.bias_2)(hidden, m2)
