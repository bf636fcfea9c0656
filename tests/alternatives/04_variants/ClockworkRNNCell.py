"""Correct versions of `ClockworkRNNCell` in other styles, one a cell: every one earns full points."""


# %% module-by-module
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError(f"{hidden_size} units and {len(periods)} modules")
        for before, after in zip(periods[:-1], periods[1:]):
            if after < before:
                raise ValueError("descending periods")
        self.periods, self.m = tuple(periods), hidden_size // len(periods)
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **f) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **f) * 0.3)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **f))

    def forward(self, x, h, t):
        out = []
        for k, p in enumerate(self.periods):
            a, b = k * self.m, (k + 1) * self.m
            if t % p:
                out.append(h[:, a:b])
            else:
                out.append(torch.tanh(x @ self.weight_ih[a:b].T + h[:, a:] @ self.weight_hh[a:b, a:].T + self.bias[a:b]))
        return torch.cat(out, 1)


# %% assigns-to-a-clone
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError(f"{hidden_size} units and {len(periods)} modules")
        for before, after in zip(periods[:-1], periods[1:]):
            if after < before:
                raise ValueError("descending periods")
        self.periods, self.m = tuple(periods), hidden_size // len(periods)
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **f) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **f) * 0.3)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **f))

    def forward(self, x, h, t):
        new = h.clone()
        for k, p in enumerate(self.periods):
            if t % p == 0:
                rows = slice(k * self.m, (k + 1) * self.m)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                for j in range(k, len(self.periods)):
                    columns = slice(j * self.m, (j + 1) * self.m)
                    total = total + F.linear(h[:, columns], self.weight_hh[rows, columns])
                new[:, rows] = torch.tanh(total)
        return new


# %% float-mask-buffer
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError(f"{hidden_size} units and {len(periods)} modules")
        for before, after in zip(periods[:-1], periods[1:]):
            if after < before:
                raise ValueError("descending periods")
        self.periods, self.m = tuple(periods), hidden_size // len(periods)
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **f) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **f) * 0.3)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **f))
        blocks = torch.ones(len(periods), len(periods)).triu()
        self.register_buffer("mask", torch.kron(blocks, torch.ones(self.m, self.m)).to(**f))

    def forward(self, x, h, t):
        updated = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.mask * self.weight_hh))
        on = torch.tensor([float(t % p == 0) for p in self.periods for _ in range(self.m)], dtype=h.dtype, device=h.device)
        return on * updated + (1 - on) * h


# %% not-persistent-buffers
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError(f"{hidden_size} units and {len(periods)} modules")
        for before, after in zip(periods[:-1], periods[1:]):
            if after < before:
                raise ValueError("descending periods")
        self.periods, self.m = tuple(periods), hidden_size // len(periods)
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **f) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **f) * 0.3)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **f))
        period = torch.tensor(periods, device=device).repeat_interleave(self.m)
        self.register_buffer("period", period, persistent=False)

    def forward(self, x, h, t):
        mask = self.period.unsqueeze(0) >= self.period.unsqueeze(1)
        total = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh.masked_fill(~mask, 0.0))
        return torch.where((t % self.period).bool(), h, total.tanh())


# %% only-what-ticks
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError(f"{hidden_size} units and {len(periods)} modules")
        for before, after in zip(periods[:-1], periods[1:]):
            if after < before:
                raise ValueError("descending periods")
        self.periods, self.m = tuple(periods), hidden_size // len(periods)
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **f) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **f) * 0.3)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **f))

    def forward(self, x, h, t):
        active = [k for k, p in enumerate(self.periods) if t % p == 0]
        if not active:
            return h
        pieces = list(h.split(self.m, dim=1))
        for k in active:
            rows = range(k * self.m, (k + 1) * self.m)
            lo, hi = rows[0], rows[-1] + 1
            state = torch.cat([x, h[:, lo:]], dim=1)
            weight = torch.cat([self.weight_ih[lo:hi], self.weight_hh[lo:hi, lo:]], dim=1)
            pieces[k] = torch.addmm(self.bias[lo:hi], state, weight.t()).tanh()
        return torch.hstack(pieces)


# %% einsum-of-blocks
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError(f"{hidden_size} units and {len(periods)} modules")
        for before, after in zip(periods[:-1], periods[1:]):
            if after < before:
                raise ValueError("descending periods")
        self.periods, self.m = tuple(periods), hidden_size // len(periods)
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **f) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **f) * 0.3)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **f))

    def forward(self, x, h, t):
        K, m = len(self.periods), self.m
        reads = torch.tensor([[float(self.periods[j] >= self.periods[k]) for j in range(K)] for k in range(K)]).to(h)
        U = self.weight_hh.view(K, m, K, m)
        recurrent = torch.einsum("kj,kajb,njb->nka", reads, U, h.reshape(-1, K, m))
        new = torch.tanh(F.linear(x, self.weight_ih, self.bias) + recurrent.reshape(len(h), K * m))
        ticks = [t % p == 0 for p in self.periods]
        return torch.cat([(new if tick else h)[:, k * m : (k + 1) * m] for k, tick in enumerate(ticks)], -1)


# %% slowest-first-from-old-state
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError(f"{hidden_size} units and {len(periods)} modules")
        for before, after in zip(periods[:-1], periods[1:]):
            if after < before:
                raise ValueError("descending periods")
        self.periods, self.m = tuple(periods), hidden_size // len(periods)
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **f) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **f) * 0.3)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **f))

    def forward(self, x, h, t):
        old, out = h, {}
        for k in reversed(range(len(self.periods))):
            s = slice(k * self.m, (k + 1) * self.m)
            if math.gcd(t, self.periods[k]) == self.periods[k]:
                slower = old[:, k * self.m :]
                out[k] = 2 * torch.sigmoid(2 * (F.linear(x, self.weight_ih[s], self.bias[s]) + F.linear(slower, self.weight_hh[s, k * self.m :]))) - 1
            else:
                out[k] = old[:, s]
        return torch.cat([out[k] for k in sorted(out)], dim=-1)


# %% unit-by-unit
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError(f"{hidden_size} units and {len(periods)} modules")
        for before, after in zip(periods[:-1], periods[1:]):
            if after < before:
                raise ValueError("descending periods")
        self.periods, self.m = tuple(periods), hidden_size // len(periods)
        f = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **f) * 0.3)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **f) * 0.3)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **f))

    def forward(self, x, h, t):
        units = []
        for u in range(self.weight_hh.shape[0]):
            k = u // self.m
            if t % self.periods[k] == 0:
                first = k * self.m
                total = (x * self.weight_ih[u]).sum(1) + (h[:, first:] * self.weight_hh[u, first:]).sum(1) + self.bias[u]
                units.append(torch.tanh(total))
            else:
                units.append(h[:, u])
        return torch.stack(units, dim=1)


# %% noisy-and-checked
import warnings


def checked(hidden_size, periods):
    if hidden_size % len(periods) or sorted(periods) != list(periods) or min(periods) < 1:
        raise ValueError("no such clockwork")
    return hidden_size // len(periods)


class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        size = checked(hidden_size, periods)
        self.clock = [p for p in periods for _ in range(size)]
        self.weight_ih = nn.Parameter(torch.rand(hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.rand(hidden_size, hidden_size, device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.rand(hidden_size, device=device, dtype=dtype))

    def forward(self, x, h, t):
        warnings.warn("tick")
        print("t =", t)
        clock = torch.as_tensor(self.clock).to(x.device)
        weight = torch.where(clock[None, :] >= clock[:, None], self.weight_hh, torch.zeros_like(self.weight_hh))
        new = torch.tanh(x.matmul(self.weight_ih.T) + h.matmul(weight.T) + self.bias)
        return torch.where(torch.remainder(torch.full_like(clock, t), clock).eq(0), new, h)
