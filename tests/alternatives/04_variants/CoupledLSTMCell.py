"""Correct versions of `CoupledLSTMCell` in other styles, one a cell: every one earns full points."""


# %% chunks
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(3 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(3 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(3 * hidden_size, **kw) - 0.5)

    def forward(self, x, state=None):
        if state is None:
            state = (x.new_zeros(x.shape[0], self.n), x.new_zeros(x.shape[0], self.n))
        h, c = state
        raw = (F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)).chunk(3, dim=1)
        f, g, o = raw
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% gate-by-gate-with-slices
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(3 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(3 * hidden_size, **f))
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)
            else:
                nn.init.zeros_(p)

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros(len(x), self.n).to(x)
            state = [zeros, zeros]
        h, c = state
        raw = []
        for j in range(3):
            rows = slice(j * self.n, (j + 1) * self.n)
            raw.append(x @ self.weight_ih[rows].t() + h @ self.weight_hh[rows].t() + self.bias[rows])
        f, g, o = raw[0].sigmoid(), raw[1].tanh(), raw[2].sigmoid()
        c = torch.lerp(g, c, f)
        return o * c.tanh(), c


# %% one-product-of-concatenations
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (3 * hidden_size, input_size,), "weight_hh": (3 * hidden_size, hidden_size,), "bias": (3 * hidden_size,)}.items():
            value = torch.randn(*shape, device=device, dtype=dtype) * 0.2
            self.register_parameter(name, nn.Parameter(value))

    def forward(self, x, state=None):
        h, c = state if state is not None else torch.zeros(2, x.size(0), self.n, dtype=x.dtype, device=x.device)
        raw = (torch.cat([x, h], 1) @ torch.cat([self.weight_ih, self.weight_hh], 1).T + self.bias).split(self.n, dim=1)
        f, g, o = raw
        g = torch.tanh(g)
        new = g + torch.sigmoid(f) * (c - g)
        return [torch.sigmoid(o) * torch.tanh(new), new]


# %% einsum
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(3 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(3 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(3 * hidden_size, **kw) - 0.5)

    def forward(self, x, state=None):
        if state:
            h, c = state
        else:
            h = c = (x[:, :1] * 0).expand(-1, self.n)
        W = self.weight_ih.view(3, self.n, -1)
        U = self.weight_hh.view(3, self.n, self.n)
        raw = torch.einsum("khi,ni->knh", W, x) + torch.einsum("khj,nj->knh", U, h) + self.bias.view(3, 1, self.n)
        f, g, o = raw
        keep, write = torch.sigmoid(f), torch.sigmoid(-f)
        new = keep * c + write * g.tanh()
        return new.tanh() * (0.5 + 0.5 * torch.tanh(o / 2)), new


# %% reshape-and-unbind
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(3 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(3 * hidden_size, **f))
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)
            else:
                nn.init.zeros_(p)

    def forward(self, x, state=None):
        if state is None:
            h = c = torch.zeros(1, self.n, dtype=x.dtype, device=x.device)
            h, c = h.expand(len(x), self.n), c.expand(len(x), self.n)
        else:
            h, c = state[0], state[1]
        total = torch.addmm(self.bias, x, self.weight_ih.t()).addmm(h, self.weight_hh.t())
        raw = total.reshape(-1, 3, self.n).unbind(1)
        f, g, o = raw
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% sample-by-sample
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (3 * hidden_size, input_size,), "weight_hh": (3 * hidden_size, hidden_size,), "bias": (3 * hidden_size,)}.items():
            value = torch.randn(*shape, device=device, dtype=dtype) * 0.2
            self.register_parameter(name, nn.Parameter(value))

    def forward(self, x, state=None):
        if state is None:
            state = (x.new_zeros(x.shape[0], self.n), x.new_zeros(x.shape[0], self.n))
        h, c = state
        rows = []
        for xs, hs in zip(x, h):
            rows.append(self.weight_ih.mv(xs) + self.weight_hh.mv(hs) + self.bias)
        raw = torch.stack(rows).tensor_split(3, dim=1)
        f, g, o = raw[0].sigmoid(), raw[1].tanh(), raw[2].sigmoid()
        c = torch.lerp(g, c, f)
        return o * c.tanh(), c


# %% columns
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(3 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(3 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(3 * hidden_size, **kw) - 0.5)

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros(len(x), self.n).to(x)
            state = [zeros, zeros]
        h, c = state
        total = (self.weight_ih @ x.T + self.weight_hh @ h.T + self.bias[:, None]).T
        raw = [total[:, j * self.n : (j + 1) * self.n] for j in range(3)]
        f, g, o = raw
        g = torch.tanh(g)
        new = g + torch.sigmoid(f) * (c - g)
        return [torch.sigmoid(o) * torch.tanh(new), new]


# %% broadcast-and-sum
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(3 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(3 * hidden_size, **f))
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)
            else:
                nn.init.zeros_(p)

    def forward(self, x, state=None):
        h, c = state if state is not None else torch.zeros(2, x.size(0), self.n, dtype=x.dtype, device=x.device)
        total = (x[:, None, :] * self.weight_ih).sum(-1) + (h[:, None, :] * self.weight_hh).sum(-1) + self.bias
        raw = torch.stack(total.chunk(3, 1))
        f, g, o = raw
        keep, write = torch.sigmoid(f), torch.sigmoid(-f)
        new = keep * c + write * g.tanh()
        return new.tanh() * (0.5 + 0.5 * torch.tanh(o / 2)), new


# %% noisy
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (3 * hidden_size, input_size,), "weight_hh": (3 * hidden_size, hidden_size,), "bias": (3 * hidden_size,)}.items():
            value = torch.randn(*shape, device=device, dtype=dtype) * 0.2
            self.register_parameter(name, nn.Parameter(value))

    def forward(self, x, state=None):
        if state:
            h, c = state
        else:
            h = c = (x[:, :1] * 0).expand(-1, self.n)
        import warnings
        warnings.warn("a warning costs nothing")
        print("step", tuple(x.shape))
        torch.manual_seed(1)
        torch.rand(3)
        recurrent = h.matmul(self.weight_hh.transpose(0, 1))
        raw = list(torch.chunk(recurrent.add(F.linear(x, self.weight_ih)).add(self.bias), 3, -1))
        f, g, o = raw
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% linear-with-both
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(3 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(3 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(3 * hidden_size, **kw) - 0.5)

    def forward(self, x, state=None):
        if state is None:
            h = c = torch.zeros(1, self.n, dtype=x.dtype, device=x.device)
            h, c = h.expand(len(x), self.n), c.expand(len(x), self.n)
        else:
            h, c = state[0], state[1]
        from_x, from_h = F.linear(x, self.weight_ih), F.linear(h, self.weight_hh)
        raw = [from_x[:, j::1][:, j * self.n - j : (j + 1) * self.n - j] + from_h.narrow(1, j * self.n, self.n) + self.bias.narrow(0, j * self.n, self.n) for j in range(3)]
        f, g, o = raw[0].sigmoid(), raw[1].tanh(), raw[2].sigmoid()
        c = torch.lerp(g, c, f)
        return o * c.tanh(), c


# %% missing-state-broadcasts
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        H, f = hidden_size, {"device": device, "dtype": dtype}
        self.weight_ih, self.weight_hh = nn.Parameter(torch.randn(3 * H, input_size, **f)), nn.Parameter(torch.randn(3 * H, H, **f))
        self.bias = nn.Parameter(torch.zeros(3 * H, **f))
        self.register_buffer("nothing", torch.zeros(1, H, **f))

    def forward(self, x, state=None):
        h, c = state or (self.nothing, self.nothing)
        f, g, o = (F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)).chunk(3, 1)
        f = f.sigmoid()
        c = c + (1 - f) * (g.tanh() - c)
        return o.sigmoid() * c.tanh(), c
