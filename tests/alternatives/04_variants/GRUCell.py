"""Correct versions of `GRUCell` in other styles, one a cell: every one earns full points."""


# %% as-in-the-text
class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        k = hidden_size**-0.5
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(3 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size, **f))
        self.bias_ih = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        self.bias_hh = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, h=None):
        h = x.new_zeros(len(x), self.n) if h is None else h
        wx = F.linear(x, self.weight_ih, self.bias_ih)
        wh = F.linear(h, self.weight_hh, self.bias_hh)
        r, z = torch.sigmoid(wx[:, : 2 * self.n] + wh[:, : 2 * self.n]).chunk(2, 1)
        n = torch.tanh(wx[:, 2 * self.n :] + r * wh[:, 2 * self.n :])
        return (1 - z) * n + z * h


# %% gate-by-gate
class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size)}
        shapes |= dict.fromkeys(("bias_ih", "bias_hh"), (3 * hidden_size,)) if bias else {}
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            value = None
            if name in shapes:
                value = nn.Parameter((torch.rand(shapes[name], device=device, dtype=dtype) * 2 - 1) / math.sqrt(hidden_size))
            self.register_parameter(name, value)

    def forward(self, x, h=None):
        h = x.new_zeros(len(x), self.n) if h is None else h
        def part(v, weight, bias, k):
            rows = slice(k * self.n, (k + 1) * self.n)
            out = v @ weight[rows].T
            return out if bias is None else out + bias[rows]

        X = [part(x, self.weight_ih, self.bias_ih, k) for k in range(3)]
        H = [part(h, self.weight_hh, self.bias_hh, k) for k in range(3)]
        r = (X[0] + H[0]).sigmoid()
        z = (X[1] + H[1]).sigmoid()
        return torch.lerp((X[2] + r * H[2]).tanh(), h, z)


# %% difference-form
class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        k = hidden_size**-0.5
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(3 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size, **f))
        self.bias_ih = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        self.bias_hh = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, h=None):
        if h is None:
            h = torch.zeros(x.size(0), self.n, dtype=x.dtype, device=x.device)
        ir, iz, i_n = F.linear(x, self.weight_ih, self.bias_ih).split(self.n, 1)
        hr, hz, hn = F.linear(h, self.weight_hh, self.bias_hh).split(self.n, 1)
        r = torch.special.expit(ir + hr)
        n = torch.tanh(i_n + r * hn)
        return n + torch.special.expit(iz + hz) * (h - n)


# %% einsum
class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size)}
        shapes |= dict.fromkeys(("bias_ih", "bias_hh"), (3 * hidden_size,)) if bias else {}
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            value = None
            if name in shapes:
                value = nn.Parameter((torch.rand(shapes[name], device=device, dtype=dtype) * 2 - 1) / math.sqrt(hidden_size))
            self.register_parameter(name, value)

    def forward(self, x, h=None):
        h = x.new_zeros(len(x), self.n) if h is None else h
        zero = x.new_zeros(3 * self.n)
        bx, bh = (zero, zero) if self.bias_ih is None else (self.bias_ih, self.bias_hh)
        X = torch.einsum("khi,ni->knh", self.weight_ih.view(3, self.n, -1), x) + bx.view(3, 1, -1)
        H = torch.einsum("khj,nj->knh", self.weight_hh.view(3, self.n, -1), h) + bh.view(3, 1, -1)
        r, z = torch.sigmoid(X[:2] + H[:2])
        n = torch.tanh(torch.addcmul(X[2], r, H[2]))
        return torch.addcmul(z * h, 1 - z, n)


# %% sigmoid-of-minus
class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        k = hidden_size**-0.5
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(3 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size, **f))
        self.bias_ih = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        self.bias_hh = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, h=None):
        h = x.new_zeros(len(x), self.n) if h is None else h
        ir, iz, i_n = F.linear(x, self.weight_ih, self.bias_ih).reshape(len(x), 3, -1).unbind(1)
        hr, hz, hn = F.linear(h, self.weight_hh, self.bias_hh).reshape(len(x), 3, -1).unbind(1)
        r = 0.5 * (1 + torch.tanh((ir + hr) / 2))
        new, old = torch.sigmoid(-(iz + hz)), torch.sigmoid(iz + hz)
        return new * torch.tanh(i_n + r * hn) + old * h


# %% sample-by-sample
class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        k = hidden_size**-0.5
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(3 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size, **f))
        self.bias_ih = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        self.bias_hh = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, h=None):
        h = x.new_zeros(len(x), self.n) if h is None else h
        rows = []
        for xs, hs in zip(x, h):
            wx, wh = self.weight_ih.mv(xs), self.weight_hh.mv(hs)
            if self.bias_ih is not None:
                wx, wh = wx + self.bias_ih, wh + self.bias_hh
            (ir, iz, i_n), (hr, hz, hn) = wx.chunk(3), wh.chunk(3)
            r, z = torch.sigmoid(ir + hr), torch.sigmoid(iz + hz)
            rows.append((1 - z) * torch.tanh(i_n + r * hn) + z * hs)
        return torch.stack(rows)


# %% columns
class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size)}
        shapes |= dict.fromkeys(("bias_ih", "bias_hh"), (3 * hidden_size,)) if bias else {}
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            value = None
            if name in shapes:
                value = nn.Parameter((torch.rand(shapes[name], device=device, dtype=dtype) * 2 - 1) / math.sqrt(hidden_size))
            self.register_parameter(name, value)

    def forward(self, x, h=None):
        h = x.new_zeros(len(x), self.n) if h is None else h
        wx, wh = self.weight_ih @ x.T, self.weight_hh @ h.T
        if self.bias_ih is not None:
            wx, wh = wx + self.bias_ih[:, None], wh + self.bias_hh[:, None]
        n = self.n
        r = torch.sigmoid(wx[:n] + wh[:n])
        z = torch.sigmoid(wx[n : 2 * n] + wh[n : 2 * n])
        new = torch.tanh(wx[2 * n :] + r * wh[2 * n :])
        return (new - z * new + z * h.T).T


# %% noisy
class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        k = hidden_size**-0.5
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(3 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size, **f))
        self.bias_ih = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        self.bias_hh = nn.Parameter(torch.empty(3 * hidden_size, **f)) if bias else None
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, h=None):
        import warnings

        warnings.warn("this costs nothing")
        print("GRUCell", tuple(x.shape))
        torch.manual_seed(3)
        h = torch.zeros(len(x), self.n).to(x) if h is None else h
        wx, wh = F.linear(x, self.weight_ih, self.bias_ih), F.linear(h, self.weight_hh, self.bias_hh)
        gates = torch.sigmoid(wx + wh)
        r, z = gates[:, : self.n], gates[:, self.n : 2 * self.n]
        return (1 - z) * torch.tanh(wx[:, -self.n :] + r * wh[:, -self.n :]) + z * h


# %% helper-module
def gates(v, weight, bias):
    out = torch.matmul(v, weight.transpose(0, 1))
    if bias is not None:
        out = out + bias
    return torch.tensor_split(out, 3, dim=-1)


class Recurrent(nn.Module):
    def uniform(self, *shape, **where):
        return nn.Parameter(torch.empty(*shape, **where).uniform_(-self.bound, self.bound))


class GRUCell(Recurrent):
    """nn.GRUCell has the same equations; this is not an nn.GRUCell."""

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.bound = hidden_size, hidden_size**-0.5
        where = dict(device=device, dtype=dtype)
        self.weight_ih = self.uniform(3 * hidden_size, input_size, **where)
        self.weight_hh = self.uniform(3 * hidden_size, hidden_size, **where)
        self.register_parameter("bias_ih", None)
        self.register_parameter("bias_hh", None)
        if bias:
            self.bias_ih, self.bias_hh = self.uniform(3 * hidden_size, **where), self.uniform(3 * hidden_size, **where)

    def forward(self, x, h=None):
        if h is None:
            h = torch.zeros((x.shape[0], self.hidden_size), device=x.device, dtype=x.dtype)
        a, b = gates(x, self.weight_ih, self.bias_ih), gates(h, self.weight_hh, self.bias_hh)
        z = torch.sigmoid(a[1] + b[1])
        candidate = torch.tanh(a[2] + torch.sigmoid(a[0] + b[0]) * b[2])
        return z * h + (1 - z) * candidate
