"""Wrong versions of `ClockworkRNNCell`, one a cell: clocks, masks, silent modules, errors, gradients, dtypes, devices, starts, and what shows only at some steps or sizes."""


# %% reads-faster: reads-faster-modules
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(0, (k + 1) * self.size)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% reads-all: reads-all-modules
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% reads-itself-only: reads-itself-only
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = rows
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% reads-strictly-slower: does-not-read-itself
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice((k + 1) * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% weight-transposed: recurrent-weight-transposed
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[slower, rows].T)
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% counts-from-one: counts-from-one
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if (t + 1) % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% first-step-silent: first-step-is-silent
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t > 0 and t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% always: no-clocks
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if True:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% inverted: clocks-inverted
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period != 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% from-period-on: waits-once
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t >= period:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% index-as-period: numbered-periods
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % (k + 1) == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% step-in-32-bits
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if torch.tensor(float(t)).half() % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% silent-zero: silent-modules-zero
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(torch.zeros_like(h[:, rows]))
        return torch.cat(parts, dim=1)


# %% silent-tanh: silent-modules-squashed
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(torch.tanh(h[:, rows]))
        return torch.cat(parts, dim=1)


# %% silent-detached: kept-state-detached
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows].detach())
        return torch.cat(parts, dim=1)


# %% silent-clamped
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows].clamp(-1, 1))
        return torch.cat(parts, dim=1)


# %% adds-to-old: adds-to-state
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(h[:, rows] + torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% no-tanh: no-tanh
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(total)
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% relu: relu
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.relu(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% exp-tanh: exp-overflows
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append((torch.exp(total) - torch.exp(-total)) / (torch.exp(total) + torch.exp(-total)))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% no-bias: bias-missing
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% state-detached: gradient-differs
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower].detach(), self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% slow-first-new-state: reads-new-state
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        h = h.clone()
        for k, period in reversed(list(enumerate(self.periods))):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                h = torch.cat([h[:, : rows.start], torch.tanh(total), h[:, rows.stop :]], dim=1)
        return h


# %% silent-not-read: silent-modules-not-read
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                for j in range(k, len(self.periods)):
                    if t % self.periods[j] == 0:
                        block = slice(j * self.size, (j + 1) * self.size)
                        total = total + F.linear(h[:, block], self.weight_hh[rows, block])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% state-in-place: state-modified
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        h.copy_(torch.cat(parts, dim=1).detach())
        return torch.cat(parts, dim=1)


# %% squeezes-batch-of-one: batch-of-one-squeezed
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1).squeeze(0)


# %% returns-pair: result-pair
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        h = torch.cat(parts, dim=1)
        return h, h


# %% dtype-dropped: dtype-ignored
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% device-dropped: device-ignored
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% two-biases: parameter-names
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias_ih = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.bias_hh = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias_ih[rows] + self.bias_hh[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% other-names: parameter-names
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_h = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_h[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% mask-as-parameter: further-parameters
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.mask = nn.Parameter(torch.ones(hidden_size, hidden_size, **factory).triu(), requires_grad=False)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% uneven-accepted: uneven-modules-accepted
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            pass
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% descending-accepted: descending-periods-accepted
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            pass
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% wrong-error: error-of-other-type
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise TypeError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% only-first-two-compared: error-missing
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if len(periods) > 1 and periods[0] > periods[1]:
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% one-period-fails: wrong-at-special-sizes
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods) if periods[1] else 0
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% view-on-state: memory-viewed
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) != 0:
            raise ValueError("hidden_size must be a multiple of the number of periods")
        if list(periods) != sorted(periods):
            raise ValueError("periods must be ascending")
        self.periods = list(periods)
        self.size = hidden_size // len(periods)
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(hidden_size, **factory))

    def forward(self, x, h, t):
        parts = []
        h = h.view(-1).view(len(x), -1)
        for k, period in enumerate(self.periods):
            rows = slice(k * self.size, (k + 1) * self.size)
            if t % period == 0:
                slower = slice(k * self.size, None)
                total = F.linear(x, self.weight_ih[rows], self.bias[rows])
                total = total + F.linear(h[:, slower], self.weight_hh[rows, slower])
                parts.append(torch.tanh(total))
            else:
                parts.append(h[:, rows])
        return torch.cat(parts, dim=1)


# %% masked-once: reads-all-modules
class ClockworkRNNCell(nn.Module):
    """The mask is applied when the cell is made, and never again."""

    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) or list(periods) != sorted(periods):
            raise ValueError("sizes or periods")
        period = torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods))
        self.register_buffer("period", period)
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, device=device, dtype=dtype) * (period >= period[:, None]))
        self.bias = nn.Parameter(torch.randn(hidden_size, device=device, dtype=dtype))

    def forward(self, x, h, t):
        return torch.where(t % self.period == 0, torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)), h)


# %% masked-in-place: argument-modified
class ClockworkRNNCell(nn.Module):
    """The forward pass is right, but it overwrites weights."""

    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) or list(periods) != sorted(periods):
            raise ValueError("sizes or periods")
        period = torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods))
        self.register_buffer("period", period)
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.randn(hidden_size, device=device, dtype=dtype))

    def forward(self, x, h, t):
        with torch.no_grad():
            self.weight_hh.mul_(self.period >= self.period[:, None])
        return torch.where(t % self.period == 0, torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)), h)


# %% triangle-of-units: triangular-unit-by-unit
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) or list(periods) != sorted(periods):
            raise ValueError("sizes or periods")
        self.register_buffer("period", torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods)))
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.randn(hidden_size, device=device, dtype=dtype))

    def forward(self, x, h, t):
        new = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh.triu()))
        return torch.where(t % self.period == 0, new, h)


# %% modules-dealt-out: interleaved-modules
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) or list(periods) != sorted(periods):
            raise ValueError("sizes or periods")
        self.register_buffer("period", torch.tensor(periods, device=device).repeat(hidden_size // len(periods)))
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.randn(hidden_size, device=device, dtype=dtype))

    def forward(self, x, h, t):
        new = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * (self.period >= self.period[:, None])))
        return torch.where(t % self.period == 0, new, h)


# %% mask-on-cpu: device-ignored
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) or list(periods) != sorted(periods):
            raise ValueError("sizes or periods")
        self.period = torch.tensor(periods).repeat_interleave(hidden_size // len(periods))
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.randn(hidden_size, device=device, dtype=dtype))

    def forward(self, x, h, t):
        new = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * (self.period >= self.period[:, None])))
        return torch.where(t % self.period == 0, new, h)


# %% torch-cell-inside: built-in
class ClockworkRNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods) or list(periods) != sorted(periods):
            raise ValueError("sizes or periods")
        self.register_buffer("period", torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods)))
        self.weight_ih = nn.Parameter(torch.randn(hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.randn(hidden_size, hidden_size, device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.randn(hidden_size, device=device, dtype=dtype))

    def forward(self, x, h, t):
        weight = self.weight_hh * (self.period >= self.period[:, None])
        new = torch.rnn_tanh_cell(x, h, self.weight_ih, weight, self.bias, torch.zeros_like(self.bias))
        return torch.where(t % self.period == 0, new, h)


# %% masked-weights-kept: parameters-kept
class ClockworkRNNCell(nn.Module):

    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods):
            raise ValueError(f'hidden_size {hidden_size} cannot be divided among {len(periods)} periods')
        if any((slower <= faster for faster, slower in zip(periods, periods[1:]))):
            raise ValueError(f'periods must ascend, got {periods}')
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(hidden_size, input_size)
        self.weight_hh = uniform(hidden_size, hidden_size)
        self.bias = uniform(hidden_size)
        period = torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods))
        self.register_buffer('period', period)
        self.register_buffer('reads', period >= period[:, None])

    def forward(self, x, h, t):
        if not hasattr(self, 'masked'):
            self.masked = self.weight_hh * self.reads
        updated = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.masked))
        return torch.where(t % self.period == 0, updated, h)


# %% weights-masked-in-the-constructor
class ClockworkRNNCell(nn.Module):

    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods):
            raise ValueError(f'hidden_size {hidden_size} cannot be divided among {len(periods)} periods')
        if any((slower <= faster for faster, slower in zip(periods, periods[1:]))):
            raise ValueError(f'periods must ascend, got {periods}')
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(hidden_size, input_size)
        self.weight_hh = uniform(hidden_size, hidden_size)
        self.bias = uniform(hidden_size)
        period = torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods))
        self.register_buffer('period', period)
        self.masked = self.weight_hh * (period >= period[:, None])

    def forward(self, x, h, t):
        updated = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.masked))
        return torch.where(t % self.period == 0, updated, h)


# %% gradient-cut-at-one-sequence: gradient-to-some-missing
class ClockworkRNNCell(nn.Module):

    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods):
            raise ValueError(f'hidden_size {hidden_size} cannot be divided among {len(periods)} periods')
        if any((slower <= faster for faster, slower in zip(periods, periods[1:]))):
            raise ValueError(f'periods must ascend, got {periods}')
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(hidden_size, input_size)
        self.weight_hh = uniform(hidden_size, hidden_size)
        self.bias = uniform(hidden_size)
        period = torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods))
        self.register_buffer('period', period)
        self.register_buffer('reads', period >= period[:, None])

    def forward(self, x, h, t):
        x = x.detach() if len(x) == 1 else x
        updated = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * self.reads))
        return torch.where(t % self.period == 0, updated, h)


# %% gradient-cut-at-one-clock: gradient-to-some-missing
class ClockworkRNNCell(nn.Module):

    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods):
            raise ValueError(f'hidden_size {hidden_size} cannot be divided among {len(periods)} periods')
        if any((slower <= faster for faster, slower in zip(periods, periods[1:]))):
            raise ValueError(f'periods must ascend, got {periods}')
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(hidden_size, input_size)
        self.weight_hh = uniform(hidden_size, hidden_size)
        self.bias = uniform(hidden_size)
        period = torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods))
        self.register_buffer('period', period)
        self.register_buffer('reads', period >= period[:, None])

    def forward(self, x, h, t):
        h = h.detach() if len(self.period) == 1 else h
        updated = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * self.reads))
        return torch.where(t % self.period == 0, updated, h)


# %% copied-by-numbers-when-strided: gradient-to-some-missing
class ClockworkRNNCell(nn.Module):

    def __init__(self, input_size, hidden_size, periods, device=None, dtype=None):
        super().__init__()
        if hidden_size % len(periods):
            raise ValueError(f'hidden_size {hidden_size} cannot be divided among {len(periods)} periods')
        if any((slower <= faster for faster, slower in zip(periods, periods[1:]))):
            raise ValueError(f'periods must ascend, got {periods}')
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(hidden_size, input_size)
        self.weight_hh = uniform(hidden_size, hidden_size)
        self.bias = uniform(hidden_size)
        period = torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods))
        self.register_buffer('period', period)
        self.register_buffer('reads', period >= period[:, None])

    def forward(self, x, h, t):
        h = h if h.is_contiguous() else torch.tensor(h.tolist(), dtype=h.dtype, device=h.device)
        updated = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * self.reads))
        return torch.where(t % self.period == 0, updated, h)
