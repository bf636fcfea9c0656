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
