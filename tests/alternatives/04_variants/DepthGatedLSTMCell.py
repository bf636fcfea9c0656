"""Correct versions of `DepthGatedLSTMCell` in other styles, one a cell: every one earns full points."""


# %% chunks
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(4 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(4 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(4 * hidden_size, **kw) - 0.5)
        self.weight_d = nn.Parameter(torch.rand(hidden_size, input_size, **kw) - 0.5)
        self.bias_d = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.depth_prev = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.depth_below = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)

    def forward(self, x, state, c_below):
        h, c = state
        raw = (F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)).chunk(4, dim=1)
        i, f, g, o = raw
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        new = d * c_below + f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * new.tanh(), new


# %% gate-by-gate-with-slices
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(4 * hidden_size, **f))
        self.weight_d = nn.Parameter(torch.empty(hidden_size, input_size, **f))
        self.bias_d = nn.Parameter(torch.empty(hidden_size, **f))
        self.depth_prev = nn.Parameter(torch.empty(hidden_size, **f))
        self.depth_below = nn.Parameter(torch.empty(hidden_size, **f))
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)
            else:
                nn.init.zeros_(p)

    def forward(self, x, state, c_below):
        h = state[0]
        c = state[1]
        raw = []
        for j in range(4):
            rows = slice(j * self.n, (j + 1) * self.n)
            raw.append(x @ self.weight_ih[rows].t() + h @ self.weight_hh[rows].t() + self.bias[rows])
        sig = lambda v: 0.5 * (1 + torch.tanh(v / 2))
        memories = torch.stack([c, c_below])  # (2, N, H)
        seen = (torch.stack([self.depth_prev, self.depth_below])[:, None] * memories).sum(0)
        d = sig(x @ self.weight_d.T + self.bias_d + seen)
        gates = torch.stack([sig(raw[1]), d])
        new = (gates * memories).sum(0) + sig(raw[0]) * torch.tanh(raw[2])
        return sig(raw[3]) * torch.tanh(new), new


# %% one-product-of-concatenations
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (4 * hidden_size, input_size,), "weight_hh": (4 * hidden_size, hidden_size,), "bias": (4 * hidden_size,), "weight_d": (hidden_size, input_size,), "bias_d": (hidden_size,), "depth_prev": (hidden_size,), "depth_below": (hidden_size,)}.items():
            value = torch.randn(*shape, device=device, dtype=dtype) * 0.2
            self.register_parameter(name, nn.Parameter(value))

    def forward(self, x, state, c_below):
        h, c = state
        raw = (torch.cat([x, h], 1) @ torch.cat([self.weight_ih, self.weight_hh], 1).T + self.bias).split(self.n, dim=1)
        i, f, g, o = raw
        d = self.bias_d + c * self.depth_prev
        d = d + c_below * self.depth_below
        d = torch.sigmoid(d + torch.einsum('hi,ni->nh', self.weight_d, x))
        new = torch.zeros_like(c)
        for gate, content in ((d, c_below), (torch.sigmoid(f), c), (torch.sigmoid(i), torch.tanh(g))):
            new = new + gate * content
        return [torch.sigmoid(o) * torch.tanh(new), new]


# %% einsum
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(4 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(4 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(4 * hidden_size, **kw) - 0.5)
        self.weight_d = nn.Parameter(torch.rand(hidden_size, input_size, **kw) - 0.5)
        self.bias_d = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.depth_prev = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.depth_below = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)

    def forward(self, x, state, c_below):
        h, c = state
        W = self.weight_ih.view(4, self.n, -1)
        U = self.weight_hh.view(4, self.n, self.n)
        raw = torch.einsum("khi,ni->knh", W, x) + torch.einsum("khj,nj->knh", U, h) + self.bias.view(4, 1, self.n)
        i, f, g, o = raw
        d = torch.addmm(self.bias_d, x, self.weight_d.t()).addcmul(self.depth_prev, c).addcmul(self.depth_below, c_below).sigmoid()
        plain = torch.addcmul(torch.sigmoid(i) * torch.tanh(g), torch.sigmoid(f), c)
        new = plain + d * c_below
        return torch.sigmoid(o) * torch.tanh(new), new


# %% reshape-and-unbind
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(4 * hidden_size, **f))
        self.weight_d = nn.Parameter(torch.empty(hidden_size, input_size, **f))
        self.bias_d = nn.Parameter(torch.empty(hidden_size, **f))
        self.depth_prev = nn.Parameter(torch.empty(hidden_size, **f))
        self.depth_below = nn.Parameter(torch.empty(hidden_size, **f))
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)
            else:
                nn.init.zeros_(p)

    def forward(self, x, state, c_below):
        h = state[0]
        c = state[1]
        total = torch.addmm(self.bias, x, self.weight_ih.t()).addmm(h, self.weight_hh.t())
        raw = total.reshape(-1, 4, self.n).unbind(1)
        i, f, g, o = raw
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        new = d * c_below + f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * new.tanh(), new


# %% sample-by-sample
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (4 * hidden_size, input_size,), "weight_hh": (4 * hidden_size, hidden_size,), "bias": (4 * hidden_size,), "weight_d": (hidden_size, input_size,), "bias_d": (hidden_size,), "depth_prev": (hidden_size,), "depth_below": (hidden_size,)}.items():
            value = torch.randn(*shape, device=device, dtype=dtype) * 0.2
            self.register_parameter(name, nn.Parameter(value))

    def forward(self, x, state, c_below):
        h, c = state
        rows = []
        for xs, hs in zip(x, h):
            rows.append(self.weight_ih.mv(xs) + self.weight_hh.mv(hs) + self.bias)
        raw = torch.stack(rows).tensor_split(4, dim=1)
        sig = lambda v: 0.5 * (1 + torch.tanh(v / 2))
        memories = torch.stack([c, c_below])  # (2, N, H)
        seen = (torch.stack([self.depth_prev, self.depth_below])[:, None] * memories).sum(0)
        d = sig(x @ self.weight_d.T + self.bias_d + seen)
        gates = torch.stack([sig(raw[1]), d])
        new = (gates * memories).sum(0) + sig(raw[0]) * torch.tanh(raw[2])
        return sig(raw[3]) * torch.tanh(new), new


# %% columns
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(4 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(4 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(4 * hidden_size, **kw) - 0.5)
        self.weight_d = nn.Parameter(torch.rand(hidden_size, input_size, **kw) - 0.5)
        self.bias_d = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.depth_prev = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.depth_below = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)

    def forward(self, x, state, c_below):
        h, c = state
        total = (self.weight_ih @ x.T + self.weight_hh @ h.T + self.bias[:, None]).T
        raw = [total[:, j * self.n : (j + 1) * self.n] for j in range(4)]
        i, f, g, o = raw
        d = self.bias_d + c * self.depth_prev
        d = d + c_below * self.depth_below
        d = torch.sigmoid(d + torch.einsum('hi,ni->nh', self.weight_d, x))
        new = torch.zeros_like(c)
        for gate, content in ((d, c_below), (torch.sigmoid(f), c), (torch.sigmoid(i), torch.tanh(g))):
            new = new + gate * content
        return [torch.sigmoid(o) * torch.tanh(new), new]


# %% broadcast-and-sum
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(4 * hidden_size, **f))
        self.weight_d = nn.Parameter(torch.empty(hidden_size, input_size, **f))
        self.bias_d = nn.Parameter(torch.empty(hidden_size, **f))
        self.depth_prev = nn.Parameter(torch.empty(hidden_size, **f))
        self.depth_below = nn.Parameter(torch.empty(hidden_size, **f))
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)
            else:
                nn.init.zeros_(p)

    def forward(self, x, state, c_below):
        h = state[0]
        c = state[1]
        total = (x[:, None, :] * self.weight_ih).sum(-1) + (h[:, None, :] * self.weight_hh).sum(-1) + self.bias
        raw = torch.stack(total.chunk(4, 1))
        i, f, g, o = raw
        d = torch.addmm(self.bias_d, x, self.weight_d.t()).addcmul(self.depth_prev, c).addcmul(self.depth_below, c_below).sigmoid()
        plain = torch.addcmul(torch.sigmoid(i) * torch.tanh(g), torch.sigmoid(f), c)
        new = plain + d * c_below
        return torch.sigmoid(o) * torch.tanh(new), new


# %% noisy
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (4 * hidden_size, input_size,), "weight_hh": (4 * hidden_size, hidden_size,), "bias": (4 * hidden_size,), "weight_d": (hidden_size, input_size,), "bias_d": (hidden_size,), "depth_prev": (hidden_size,), "depth_below": (hidden_size,)}.items():
            value = torch.randn(*shape, device=device, dtype=dtype) * 0.2
            self.register_parameter(name, nn.Parameter(value))

    def forward(self, x, state, c_below):
        h, c = state
        import warnings
        warnings.warn("a warning costs nothing")
        print("step", tuple(x.shape))
        torch.manual_seed(1)
        torch.rand(3)
        recurrent = h.matmul(self.weight_hh.transpose(0, 1))
        raw = list(torch.chunk(recurrent.add(F.linear(x, self.weight_ih)).add(self.bias), 4, -1))
        i, f, g, o = raw
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        new = d * c_below + f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * new.tanh(), new


# %% linear-with-both
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(4 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(4 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(4 * hidden_size, **kw) - 0.5)
        self.weight_d = nn.Parameter(torch.rand(hidden_size, input_size, **kw) - 0.5)
        self.bias_d = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.depth_prev = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.depth_below = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)

    def forward(self, x, state, c_below):
        h, c = state
        from_x, from_h = F.linear(x, self.weight_ih), F.linear(h, self.weight_hh)
        raw = [from_x[:, j::1][:, j * self.n - j : (j + 1) * self.n - j] + from_h.narrow(1, j * self.n, self.n) + self.bias.narrow(0, j * self.n, self.n) for j in range(4)]
        sig = lambda v: 0.5 * (1 + torch.tanh(v / 2))
        memories = torch.stack([c, c_below])  # (2, N, H)
        seen = (torch.stack([self.depth_prev, self.depth_below])[:, None] * memories).sum(0)
        d = sig(x @ self.weight_d.T + self.bias_d + seen)
        gates = torch.stack([sig(raw[1]), d])
        new = (gates * memories).sum(0) + sig(raw[0]) * torch.tanh(raw[2])
        return sig(raw[3]) * torch.tanh(new), new
