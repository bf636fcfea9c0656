"""Correct versions of `PeepholeLSTMCell` in other styles, one a cell: every one earns full points."""


# %% chunks
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(4 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(4 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(4 * hidden_size, **kw) - 0.5)
        self.peephole_i = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.peephole_f = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.peephole_o = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)

    def forward(self, x, state=None):
        if state is None:
            state = (x.new_zeros(x.shape[0], self.n), x.new_zeros(x.shape[0], self.n))
        h, c = state
        raw = (F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)).chunk(4, dim=1)
        i, f, g, o = raw
        i = (i + self.peephole_i * c).sigmoid()
        f = (f + self.peephole_f * c).sigmoid()
        c = f * c + i * g.tanh()
        return torch.sigmoid(o + self.peephole_o * c) * c.tanh(), c


# %% gate-by-gate-with-slices
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(4 * hidden_size, **f))
        self.peephole_i = nn.Parameter(torch.empty(hidden_size, **f))
        self.peephole_f = nn.Parameter(torch.empty(hidden_size, **f))
        self.peephole_o = nn.Parameter(torch.empty(hidden_size, **f))
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
        for j in range(4):
            rows = slice(j * self.n, (j + 1) * self.n)
            raw.append(x @ self.weight_ih[rows].t() + h @ self.weight_hh[rows].t() + self.bias[rows])
        sig = lambda v: 0.5 * (1 + torch.tanh(v / 2))
        seen = torch.stack([self.peephole_i, self.peephole_f])[:, None] * c
        i, f = sig(raw[0] + seen[0]), sig(raw[1] + seen[1])
        new = torch.addcmul(f * c, i, torch.tanh(raw[2]))
        o = sigmoid = sig(torch.addcmul(raw[3], self.peephole_o, new))
        return torch.mul(o, torch.tanh(new)), new


# %% one-product-of-concatenations
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (4 * hidden_size, input_size,), "weight_hh": (4 * hidden_size, hidden_size,), "bias": (4 * hidden_size,), "peephole_i": (hidden_size,), "peephole_f": (hidden_size,), "peephole_o": (hidden_size,)}.items():
            value = torch.randn(*shape, device=device, dtype=dtype) * 0.2
            self.register_parameter(name, nn.Parameter(value))

    def forward(self, x, state=None):
        h, c = state if state is not None else torch.zeros(2, x.size(0), self.n, dtype=x.dtype, device=x.device)
        raw = (torch.cat([x, h], 1) @ torch.cat([self.weight_ih, self.weight_hh], 1).T + self.bias).split(self.n, dim=1)
        i, f, g, o = raw
        i = F.sigmoid(i + c @ torch.diag(self.peephole_i))
        f = F.sigmoid(f + c @ torch.diag(self.peephole_f))
        new = f * c
        new = new + i * F.tanh(g)
        o = F.sigmoid(o + F.linear(new, torch.diag(self.peephole_o)))
        return [o * F.tanh(new), new]


# %% einsum
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(4 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(4 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(4 * hidden_size, **kw) - 0.5)
        self.peephole_i = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.peephole_f = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.peephole_o = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)

    def forward(self, x, state=None):
        if state:
            h, c = state
        else:
            h = c = (x[:, :1] * 0).expand(-1, self.n)
        W = self.weight_ih.view(4, self.n, -1)
        U = self.weight_hh.view(4, self.n, self.n)
        raw = torch.einsum("khi,ni->knh", W, x) + torch.einsum("khj,nj->knh", U, h) + self.bias.view(4, 1, self.n)
        i, f, g, o = raw
        see = lambda weight, memory: torch.einsum("h,nh->nh", weight, memory)
        i = torch.special.expit(i + see(self.peephole_i, c))
        f = 1 - torch.special.expit(-f - see(self.peephole_f, c))
        c_new = f.mul(c).add(i.mul(torch.tanh(g)))
        o = torch.exp(F.logsigmoid(o + see(self.peephole_o, c_new)))
        h_new = o * (2 * torch.sigmoid(2 * c_new) - 1)
        return h_new, c_new


# %% reshape-and-unbind
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(4 * hidden_size, **f))
        self.peephole_i = nn.Parameter(torch.empty(hidden_size, **f))
        self.peephole_f = nn.Parameter(torch.empty(hidden_size, **f))
        self.peephole_o = nn.Parameter(torch.empty(hidden_size, **f))
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
        raw = total.reshape(-1, 4, self.n).unbind(1)
        i, f, g, o = raw
        i = (i + self.peephole_i * c).sigmoid()
        f = (f + self.peephole_f * c).sigmoid()
        c = f * c + i * g.tanh()
        return torch.sigmoid(o + self.peephole_o * c) * c.tanh(), c


# %% sample-by-sample
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (4 * hidden_size, input_size,), "weight_hh": (4 * hidden_size, hidden_size,), "bias": (4 * hidden_size,), "peephole_i": (hidden_size,), "peephole_f": (hidden_size,), "peephole_o": (hidden_size,)}.items():
            value = torch.randn(*shape, device=device, dtype=dtype) * 0.2
            self.register_parameter(name, nn.Parameter(value))

    def forward(self, x, state=None):
        if state is None:
            state = (x.new_zeros(x.shape[0], self.n), x.new_zeros(x.shape[0], self.n))
        h, c = state
        rows = []
        for xs, hs in zip(x, h):
            rows.append(self.weight_ih.mv(xs) + self.weight_hh.mv(hs) + self.bias)
        raw = torch.stack(rows).tensor_split(4, dim=1)
        sig = lambda v: 0.5 * (1 + torch.tanh(v / 2))
        seen = torch.stack([self.peephole_i, self.peephole_f])[:, None] * c
        i, f = sig(raw[0] + seen[0]), sig(raw[1] + seen[1])
        new = torch.addcmul(f * c, i, torch.tanh(raw[2]))
        o = sigmoid = sig(torch.addcmul(raw[3], self.peephole_o, new))
        return torch.mul(o, torch.tanh(new)), new


# %% columns
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(4 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(4 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(4 * hidden_size, **kw) - 0.5)
        self.peephole_i = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.peephole_f = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.peephole_o = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros(len(x), self.n).to(x)
            state = [zeros, zeros]
        h, c = state
        total = (self.weight_ih @ x.T + self.weight_hh @ h.T + self.bias[:, None]).T
        raw = [total[:, j * self.n : (j + 1) * self.n] for j in range(4)]
        i, f, g, o = raw
        i = F.sigmoid(i + c @ torch.diag(self.peephole_i))
        f = F.sigmoid(f + c @ torch.diag(self.peephole_f))
        new = f * c
        new = new + i * F.tanh(g)
        o = F.sigmoid(o + F.linear(new, torch.diag(self.peephole_o)))
        return [o * F.tanh(new), new]


# %% broadcast-and-sum
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        f = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size, **f))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **f))
        self.bias = nn.Parameter(torch.empty(4 * hidden_size, **f))
        self.peephole_i = nn.Parameter(torch.empty(hidden_size, **f))
        self.peephole_f = nn.Parameter(torch.empty(hidden_size, **f))
        self.peephole_o = nn.Parameter(torch.empty(hidden_size, **f))
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)
            else:
                nn.init.zeros_(p)

    def forward(self, x, state=None):
        h, c = state if state is not None else torch.zeros(2, x.size(0), self.n, dtype=x.dtype, device=x.device)
        total = (x[:, None, :] * self.weight_ih).sum(-1) + (h[:, None, :] * self.weight_hh).sum(-1) + self.bias
        raw = torch.stack(total.chunk(4, 1))
        i, f, g, o = raw
        see = lambda weight, memory: torch.einsum("h,nh->nh", weight, memory)
        i = torch.special.expit(i + see(self.peephole_i, c))
        f = 1 - torch.special.expit(-f - see(self.peephole_f, c))
        c_new = f.mul(c).add(i.mul(torch.tanh(g)))
        o = torch.exp(F.logsigmoid(o + see(self.peephole_o, c_new)))
        h_new = o * (2 * torch.sigmoid(2 * c_new) - 1)
        return h_new, c_new


# %% noisy
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        for name, shape in {"weight_ih": (4 * hidden_size, input_size,), "weight_hh": (4 * hidden_size, hidden_size,), "bias": (4 * hidden_size,), "peephole_i": (hidden_size,), "peephole_f": (hidden_size,), "peephole_o": (hidden_size,)}.items():
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
        raw = list(torch.chunk(recurrent.add(F.linear(x, self.weight_ih)).add(self.bias), 4, -1))
        i, f, g, o = raw
        i = (i + self.peephole_i * c).sigmoid()
        f = (f + self.peephole_f * c).sigmoid()
        c = f * c + i * g.tanh()
        return torch.sigmoid(o + self.peephole_o * c) * c.tanh(), c


# %% linear-with-both
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        kw = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.rand(4 * hidden_size, input_size, **kw) - 0.5)
        self.weight_hh = nn.Parameter(torch.rand(4 * hidden_size, hidden_size, **kw) - 0.5)
        self.bias = nn.Parameter(torch.rand(4 * hidden_size, **kw) - 0.5)
        self.peephole_i = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.peephole_f = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)
        self.peephole_o = nn.Parameter(torch.rand(hidden_size, **kw) - 0.5)

    def forward(self, x, state=None):
        if state is None:
            h = c = torch.zeros(1, self.n, dtype=x.dtype, device=x.device)
            h, c = h.expand(len(x), self.n), c.expand(len(x), self.n)
        else:
            h, c = state[0], state[1]
        from_x, from_h = F.linear(x, self.weight_ih), F.linear(h, self.weight_hh)
        raw = [from_x[:, j::1][:, j * self.n - j : (j + 1) * self.n - j] + from_h.narrow(1, j * self.n, self.n) + self.bias.narrow(0, j * self.n, self.n) for j in range(4)]
        sig = lambda v: 0.5 * (1 + torch.tanh(v / 2))
        seen = torch.stack([self.peephole_i, self.peephole_f])[:, None] * c
        i, f = sig(raw[0] + seen[0]), sig(raw[1] + seen[1])
        new = torch.addcmul(f * c, i, torch.tanh(raw[2]))
        o = sigmoid = sig(torch.addcmul(raw[3], self.peephole_o, new))
        return torch.mul(o, torch.tanh(new)), new


# %% helpers-and-dataclass
from dataclasses import dataclass


@dataclass
class Gates:
    i: torch.Tensor
    f: torch.Tensor
    g: torch.Tensor
    o: torch.Tensor


class Base(nn.Module):
    def zeros(self, x):
        return torch.zeros(x.shape[:-1] + self.peephole_i.shape, dtype=x.dtype, device=x.device)


class PeepholeLSTMCell(Base):
    def __init__(self, input_size: int, hidden_size: int, device=None, dtype=None):
        super().__init__()
        k = hidden_size**-0.5
        for name, shape in dict(weight_ih=(4 * hidden_size, input_size), weight_hh=(4 * hidden_size, hidden_size), bias=(4 * hidden_size,)).items():
            setattr(self, name, nn.Parameter(torch.empty(shape, device=device, dtype=dtype).uniform_(-k, k)))
        for gate in "ifo":
            setattr(self, "peephole_" + gate, nn.Parameter(torch.zeros(hidden_size, device=device, dtype=dtype)))

    def gates(self, x, h):
        return Gates(*(F.linear(x, self.weight_ih) + F.linear(h, self.weight_hh, self.bias)).chunk(4, -1))

    def forward(self, x, state=None):
        h, c = (self.zeros(x), self.zeros(x)) if state is None else state
        raw = self.gates(x, h)
        memory = torch.sigmoid(raw.f + c * self.peephole_f) * c
        memory = memory + torch.sigmoid(raw.i + c * self.peephole_i) * torch.tanh(raw.g)
        return torch.sigmoid(raw.o + memory * self.peephole_o) * torch.tanh(memory), memory
