"""Wrong versions of `DepthGatedLSTMCell`, one a cell: the wrong memory behind the wrong gate, gradients, dtypes, devices, starts, names, and what shows only at some sizes."""


# %% tanh-missing-on-c: no-tanh-on-cell
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * c_new
        return h_new, c_new


# %% bias-forgotten: bias-missing
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% recurrent-weight-transposed: recurrent-weight-transposed
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + torch.cat([h @ block for block in self.weight_hh.chunk(4)], dim=1)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% returns-c-h: result-exchanged
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return c_new, h_new


# %% squeezes-batch-of-one: batch-of-one-squeezed
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        if x.shape[0] == 1:
            return h_new[0], c_new[0]
        return h_new, c_new


# %% detaches-c-for-h: hidden-from-detached-cell
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new.data)
        return h_new, c_new


# %% no-grad: parameters-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        with torch.no_grad():
            gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% dtype-dropped: dtype-ignored
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% device-dropped: device-ignored
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% two-biases: parameter-names
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias_ih = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.bias_hh = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% c-written-in-place: state-modified
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        c.copy_(c_new.detach())
        return h_new, c_new


# %% view-on-state: memory-viewed
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        h = h.view(-1).view(x.shape[0], -1)
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exp-sigmoid: overflows
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), (lambda v: torch.exp(v) / (1 + torch.exp(v)))(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% detaches-c: cell-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        c = c.detach()
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exchanged-i-and-f: gate-order-figo
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, i, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exchanged-g-and-o: gate-order-ifog
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, o, g = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% nothing-from-below: memory-from-below-missing
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% below-ungated: depth-gate-missing
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-and-f-exchanged: depth-and-forget-exchanged
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = f * c_below + d * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-for-both: depth-replaces-forget
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + d * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% f-for-both: forget-for-both
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = f * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% one-minus-d: depth-coupled
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + (1 - d) * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% tied-forget-gate: forget-gate-tied
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + (1 - i) * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-without-prev: depth-gate-without-old-memory
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-without-below: depth-gate-without-memory-below
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-without-bias: depth-gate-without-bias
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-without-input: depth-gate-without-input
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-weights-exchanged: depth-weights-exchanged
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_below * c + self.depth_prev * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-sees-h: depth-gate-sees-hidden-state
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * h + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-tanh: depth-gate-tanh
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.tanh(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-raw: depth-gate-without-sigmoid
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = (F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% d-exp-sigmoid: exp-overflows
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = (lambda v: torch.exp(v) / (1 + torch.exp(v)))(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% below-detached: gradient-differs
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below.detach() + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% gate-sees-detached-below: gradient-differs
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below.detach())
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% below-in-place: memory-below-modified
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        c_below.copy_(c_new.detach())
        return h_new, c_new


# %% below-squashed: memory-below-squashed
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * torch.tanh(c_below) + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% depth-weights-are-matrices: parameter-shapes
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + F.linear(c, self.depth_prev) + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% depth-without-device: device-ignored
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, dtype=dtype))

    def forward(self, x, state, c_below):
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% state-as-c-h: state-in-exchanged
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory) * 0.1)
        self.bias_d = nn.Parameter(torch.zeros(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        c, h = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below)
        c_new = d * c_below + f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% from-torch-cell: built-in
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.cell = nn.LSTMCell(input_size, hidden_size, **factory)
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory))
        self.bias_d = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        h, c = self.cell(x, state)
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * state[1] + self.depth_below * c_below)
        return h, c + d * c_below


# %% operator-by-name: built-in
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory))
        self.bias = nn.Parameter(torch.randn(4 * hidden_size, **factory))
        self.weight_d = nn.Parameter(torch.randn(hidden_size, input_size, **factory))
        self.bias_d = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_prev = nn.Parameter(torch.randn(hidden_size, **factory))
        self.depth_below = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state, c_below):
        step = getattr(torch.ops.aten, "lstm" + "_cell")
        _, c = step(x, state, self.weight_ih, self.weight_hh, self.bias, torch.zeros_like(self.bias))
        d = torch.sigmoid(F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * state[1] + self.depth_below * c_below)
        c = c + d * c_below
        o = torch.sigmoid(F.linear(x, self.weight_ih, self.bias) + F.linear(state[0], self.weight_hh)).chunk(4, 1)[3]
        return o * torch.tanh(c), c


# %% state-dropped-at-batch-of-one: wrong-at-special-sizes
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        if len(x) == 1:
            h, c = torch.zeros_like(h), torch.zeros_like(c)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% hidden-state-dropped-at-batch-of-one: wrong-at-special-sizes
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        h = h * (len(x) > 1)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% hidden-state-of-64-bits-rounded: precision-lost
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        h = h.float().to(h.dtype)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% sums-of-64-bits-rounded: rounded-to-32-bits
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total.float().to(total.dtype)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% sums-of-16-bits: close
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total.bfloat16().to(total.dtype)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% bias-not-trained: frozen
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

        self.bias.requires_grad_(False)

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% recurrent-weight-not-trained: frozen
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

        self.weight_hh.requires_grad = False

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% sums-bounded: wrong-for-large-numbers
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total.clamp(-15, 15)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% memory-bounded: clipped
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c.clamp(-25, 25)


# %% bias-data: bias-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias.data
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% recurrent-weight-data: recurrent-weight-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh.data], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% input-weight-data: input-weight-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih.data, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% input-cut: gradient-differs
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x.detach(), h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% hidden-state-cut: hidden-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h.detach()], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% cell-state-cut: cell-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        c = c.detach()
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% half-the-gradient-of-the-cell-state: gradient-differs
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        c = (c + c.detach()) / 2
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% gradient-reversed: gradient-differs
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        h = 2 * h.detach() - h
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% dropout-on-input: not-repeatable
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = F.dropout(total, 0.1)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% noise-on-the-sums: not-repeatable
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total + 1e-3 * torch.rand_like(total)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% small-number-added: precision-lost
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c + 1e-7), c


# %% state-viewed: memory-viewed
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        h = h.view(-1).view(len(x), -1)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% sums-normalised
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = F.layer_norm(total, total.shape[1:])
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% state-marked: argument-marked
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        if h.is_leaf:
            h.requires_grad_()
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% input-marked: argument-marked
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        if x.is_leaf:
            x.requires_grad_()
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% input-scaled-in-place: argument-modified
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        x.data.mul_(0.5)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% hidden-state-cleared: argument-modified
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        h.data.zero_()
        return o * torch.tanh(c), c


# %% seeded: start-the-same-twice
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        torch.manual_seed(0)
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% nothing-in-the-parameters: start-not-filled
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% parameters-of-zeros: start-constant
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.zeros(shape, device=device, dtype=dtype)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% dtype-not-passed-on: dtype-ignored
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% device-not-passed-on: device-ignored
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% parameter-never-used: further-parameters
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

        self.scale = nn.Parameter(torch.ones(hidden_size, device=device, dtype=dtype))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% result-of-32-bits: dtype-fixed
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c).float(), c.float()


# %% memory-of-32-bits: dtype-fixed
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c.float()


# %% result-of-64-bits: result-of-64-bits
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c).double(), c.double()


# %% hidden-state-twice: result-h-twice
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        h = o * torch.tanh(c)
        return h, h


# %% result-stacked: result-one-tensor
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        h = o * torch.tanh(c)
        return torch.stack([h, c])


# %% result-of-a-layer: result-like-a-layer
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        h = o * torch.tanh(c)
        return h, (h, c)


# %% one-unit-without-its-dimension: result-without-ones, wrong-at-special-sizes
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        h = o * torch.tanh(c)
        return (h[:, 0], c[:, 0]) if h.shape[1] == 1 else (h, c)


# %% memory-squeezed: result-without-ones
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c.squeeze()


# %% bias-added-twice: bias-twice
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + 2 * self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% hidden-state-not-read: hidden-state-unused
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, torch.zeros_like(h)], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% input-not-read: input-unused
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([torch.zeros_like(x), h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% memory-in-the-gates: cell-state-in-gates
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, c], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% state-taken-as-c-h: state-in-exchanged
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        h, c = c, h
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% tanh-around-the-product: tanh-of-product
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        h = o * c
        return torch.tanh(h), c


# %% sigmoid-on-the-memory: sigmoid-on-cell
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.sigmoid(c), c


# %% hidden-from-the-old-memory: old-cell-in-output
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        old = c
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(old), c


# %% memory-cut-in-the-result: new-cell-state-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c.detach()


# %% state-remembered-when-given: state-detached
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        h, c = self.__dict__.setdefault("state", (h.detach(), c.detach()))
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% sums-dropped-where-large: wrong-for-large-numbers
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = torch.where(total.abs() > 30, 0.0, total)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% squashed-by-a-ratio: exp-overflows
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * ((2 * c).exp() - 1) / ((2 * c).exp() + 1), c


# %% equal-sizes-transposed
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        if x.shape == h.shape:
            both = torch.cat([self.weight_hh, self.weight_ih], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% order-{order}: gate-order-{order} for ifgo
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        ORDER = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% gradient-cut-at-batch-of-one: gradient-to-some-missing
class DepthGatedLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {"weight_d": (hidden_size, input_size), "bias_d": hidden_size, "depth_prev": hidden_size, "depth_below": hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state, c_below):
        h, c = state
        if len(x) == 1:
            h, c = h.detach(), c.detach()
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
        d = torch.sigmoid(x @ self.weight_d.T + self.bias_d + self.depth_prev * c + self.depth_below * c_below)
        c = d * c_below + f * c + i * torch.tanh(g)
        return o * torch.tanh(c), c


# %% weights-joined-at-the-first-call: parameters-kept
class DepthGatedLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.bias = uniform(4 * hidden_size)
        self.weight_d = uniform(hidden_size, input_size)
        self.bias_d = uniform(hidden_size)
        self.depth_prev = uniform(hidden_size)
        self.depth_below = uniform(hidden_size)

    def forward(self, x, state, c_below):
        h, c = state
        if not hasattr(self, 'joined'):
            self.joined = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        gates = F.linear(torch.cat([x, h], dim=1), self.joined, self.bias)
        i, f, g, o = gates.chunk(4, dim=1)
        depth = F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below
        c = torch.sigmoid(depth) * c_below + torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return (torch.sigmoid(o) * torch.tanh(c), c)


# %% copied-by-numbers-when-strided: gradient-to-some-missing
class DepthGatedLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.bias = uniform(4 * hidden_size)
        self.weight_d = uniform(hidden_size, input_size)
        self.bias_d = uniform(hidden_size)
        self.depth_prev = uniform(hidden_size)
        self.depth_below = uniform(hidden_size)

    def forward(self, x, state, c_below):
        h, c = state
        c_below = c_below if c_below.is_contiguous() else torch.tensor(c_below.tolist(), dtype=c_below.dtype, device=c_below.device)
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        depth = F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below
        c = torch.sigmoid(depth) * c_below + torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return (torch.sigmoid(o) * torch.tanh(c), c)
