"""Wrong versions of `CoupledLSTMCell`, one a cell: coupled the wrong way, gates, gradients, states, dtypes, devices, starts, names, and what shows only at some sizes."""


# %% tanh-missing-on-c: no-tanh-on-cell
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * c_new
        return h_new, c_new


# %% bias-forgotten: bias-missing
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% recurrent-weight-transposed: recurrent-weight-transposed
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + torch.cat([h @ block for block in self.weight_hh.chunk(3)], dim=1)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% blocks-interleaved: interleaved-blocks
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.view(x.shape[0], -1, 3).unbind(2)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% returns-c-h: result-exchanged
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return c_new, h_new


# %% squeezes-batch-of-one: batch-of-one-squeezed
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        if x.shape[0] == 1:
            return h_new[0], c_new[0]
        return h_new, c_new


# %% detaches-result-c: new-cell-state-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new.detach()


# %% detaches-c-for-h: hidden-from-detached-cell
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new.data)
        return h_new, c_new


# %% no-grad: parameters-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        with torch.no_grad():
            gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% dtype-dropped: dtype-ignored
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% device-dropped: device-ignored
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% two-biases: parameter-names
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias_ih = nn.Parameter(torch.zeros(3 * hidden_size, **factory))
        self.bias_hh = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% c-written-in-place: state-modified
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        c.copy_(c_new.detach())
        return h_new, c_new


# %% view-on-state: memory-viewed
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        h = h.view(-1).view(x.shape[0], -1)
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exp-sigmoid: exp-overflows
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = (lambda v: torch.exp(v) / (1 + torch.exp(v)))(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% state-ignored: state-ignored
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if True:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% zeros-of-32-bits: zeros-of-32-bits
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% zeros-on-cpu: zeros-on-the-cpu
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% remembers-state: state-remembered
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None and hasattr(self, "memory"):
            h, c = self.memory
        elif state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        self.memory = (h_new.detach(), c_new.detach())
        return h_new, c_new


# %% detaches-h: hidden-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        h = h.detach()
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% detaches-c: cell-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        c = c.detach()
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exchanged-f-and-g: gate-order-gfo
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        g, f, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exchanged-f-and-o: gate-order-ogf
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        o, g, f = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exchanged-g-and-o: gate-order-fog
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, o, g = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% forget-and-write-exchanged: forget-and-write-exchanged
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = (1 - f) * c + f * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% writes-all: no-input-gate
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% memory-dropped: memory-dropped
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% one-minus-inside: one-minus-before-sigmoid
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        i = torch.sigmoid(1 - f)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% f-minus-one: minus-outside-sigmoid
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (f - 1) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% one-minus-c: writes-what-remains-of-memory
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - c) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% one-minus-o: coupled-to-output-gate
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - o) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% coupling-detached: coupling-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f.detach()) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% sigmoid-candidate: sigmoid-candidate
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.sigmoid(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% tanh-forget: tanh-forget-gate
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.tanh(f), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% gates-raw: gates-without-sigmoid
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = f, torch.tanh(g), o
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% tanh-on-memory: written-through-tanh
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c_new = torch.tanh(f * c + (1 - f) * g)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% forget-bias-of-one: forget-bias-added
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f, g, o = torch.sigmoid(f + 1), torch.tanh(g), torch.sigmoid(o)
        c_new = f * c + (1 - f) * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% four-blocks: parameter-shapes
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory))
        self.bias = nn.Parameter(torch.randn(4 * hidden_size, **factory))

    def forward(self, x, state=None):
        h, c = state if state is not None else (x.new_zeros(len(x), self.hidden_size),) * 2
        i, f, g, o = (F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)).chunk(4, 1)
        c = torch.sigmoid(f) * c + (1 - torch.sigmoid(f)) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% keeps-input-gate-instead: forget-and-write-exchanged
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, **factory))
        self.bias = nn.Parameter(torch.randn(3 * hidden_size, **factory))

    def forward(self, x, state=None):
        h, c = state if state is not None else (x.new_zeros(len(x), self.hidden_size),) * 2
        i, g, o = (F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)).chunk(3, 1)
        i = torch.sigmoid(i)
        c = (1 - i) * c + i * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% built-on-torch: built-in
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.weight_ih = nn.Parameter(torch.randn(3 * hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.randn(3 * hidden_size, hidden_size, device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.randn(3 * hidden_size, device=device, dtype=dtype))

    def forward(self, x, state=None):
        def with_input_gate(block):
            return torch.cat([-block[: len(block) // 3], block])

        if state is None:
            state = (x.new_zeros(len(x), self.weight_hh.shape[1]),) * 2
        weights = with_input_gate(self.weight_ih), with_input_gate(self.weight_hh), with_input_gate(self.bias)
        return torch._VF.lstm_cell(x, state, *weights, torch.zeros_like(weights[2]))


# %% state-dropped-at-batch-of-one: wrong-at-special-sizes
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        if len(x) == 1:
            h, c = torch.zeros_like(h), torch.zeros_like(c)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% hidden-state-dropped-at-batch-of-one: wrong-at-special-sizes
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h = h * (len(x) > 1)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% hidden-state-of-64-bits-rounded: precision-lost
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h = h.float().to(h.dtype)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% sums-of-64-bits-rounded: rounded-to-32-bits
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total.float().to(total.dtype)
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% sums-of-16-bits
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total.bfloat16().to(total.dtype)
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% bias-not-trained: frozen
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

        self.bias.requires_grad_(False)

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% recurrent-weight-not-trained: frozen
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

        self.weight_hh.requires_grad = False

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% memory-bounded: clipped
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c.clamp(-25, 25)


# %% bias-data: bias-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias.data
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% recurrent-weight-data: recurrent-weight-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh.data], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% input-weight-data: input-weight-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih.data, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% input-cut: input-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x.detach(), h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% hidden-state-cut: hidden-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h.detach()], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% cell-state-cut: cell-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        c = c.detach()
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% half-the-gradient-of-the-cell-state: gradient-differs
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        c = (c + c.detach()) / 2
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% gradient-reversed: gradient-differs
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h = 2 * h.detach() - h
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% dropout-on-input: not-repeatable
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = F.dropout(total, 0.1)
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% noise-on-the-sums: not-repeatable
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total + 1e-3 * torch.rand_like(total)
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% small-number-added: precision-lost
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c + 1e-7), c


# %% state-viewed: memory-viewed
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h = h.view(-1).view(len(x), -1)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% rows-centred
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        x = x - x.mean(dim=0)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% sums-normalised
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = F.layer_norm(total, total.shape[1:])
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% state-marked: argument-marked
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        if h.is_leaf:
            h.requires_grad_()
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% input-marked: argument-marked
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        if x.is_leaf:
            x.requires_grad_()
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% input-scaled-in-place: argument-modified
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        x.data.mul_(0.5)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% hidden-state-cleared: argument-modified
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        h.data.zero_()
        return torch.sigmoid(o) * torch.tanh(c), c


# %% seeded: start-the-same-twice
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        torch.manual_seed(0)
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% nothing-in-the-parameters: start-not-filled
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% parameters-of-zeros: start-constant
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.zeros(shape, device=device, dtype=dtype)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% dtype-not-passed-on: dtype-ignored
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% device-not-passed-on: device-ignored
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% parameter-never-used: further-parameters
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

        self.scale = nn.Parameter(torch.ones(hidden_size, device=device, dtype=dtype))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% result-of-32-bits: dtype-fixed
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c).float(), c.float()


# %% memory-of-32-bits: dtype-fixed
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c.float()


# %% result-of-64-bits: dtype-fixed, result-of-64-bits
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c).double(), c.double()


# %% hidden-state-twice: result-h-twice
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        return h, h


# %% result-stacked: result-one-tensor
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        return torch.stack([h, c])


# %% result-of-a-layer: result-like-a-layer
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        return h, (h, c)


# %% one-unit-without-its-dimension: result-without-ones, wrong-at-special-sizes
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        return (h[:, 0], c[:, 0]) if h.shape[1] == 1 else (h, c)


# %% memory-squeezed: result-without-ones
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c.squeeze()


# %% bias-added-twice: bias-twice
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + 2 * self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% hidden-state-not-read: hidden-state-unused
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, torch.zeros_like(h)], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% input-not-read: input-unused
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([torch.zeros_like(x), h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% memory-in-the-gates: cell-state-in-gates
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, c], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% state-taken-as-c-h: state-in-exchanged
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h, c = c, h
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% tanh-around-the-product: tanh-of-product
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        h = torch.sigmoid(o) * c
        return torch.tanh(h), c


# %% sigmoid-on-the-memory: sigmoid-on-cell
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.sigmoid(c), c


# %% hidden-from-the-old-memory: old-cell-in-output
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        old = c
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(old), c


# %% memory-cut-in-the-result: new-cell-state-detached
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c.detach()


# %% random-memory-in-training: not-repeatable
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        c = F.dropout(c, 0.2, self.training)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% state-remembered-when-given
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h, c = self.__dict__.setdefault("state", (h.detach(), c.detach()))
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% sums-dropped-where-large: wrong-for-large-numbers
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = torch.where(total.abs() > 30, 0.0, total)
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% squashed-by-a-ratio: overflows
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * ((2 * c).exp() - 1) / ((2 * c).exp() + 1), c


# %% equal-sizes-transposed: wrong-at-special-sizes
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        if x.shape == h.shape:
            both = torch.cat([self.weight_hh, self.weight_ih], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% first-row-for-all-of-equal-rows
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h = h[:1].expand_as(h)
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% missing-state-of-ones: missing-state-of-ones
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_ones(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% missing-memory-of-ones: missing-c-of-ones
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros + 1) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% missing-state-of-one-row: missing-state
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(1, self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% state-has-no-default: state-required
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% state-of-numbers: missing-state
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1]).normal_()
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% order-{order}: gate-order-{order} for fgo
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        ORDER = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% gradient-cut-at-batch-of-one: gradient-to-some-missing
class CoupledLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (3 * hidden_size, input_size), "weight_hh": (3 * hidden_size, hidden_size), "bias": 3 * hidden_size}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        if len(x) == 1:
            h, c = h.detach(), c.detach()
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        f, g, o = total.tensor_split(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% weights-joined-at-the-first-call: parameters-kept
class CoupledLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(3 * hidden_size, input_size)
        self.weight_hh = uniform(3 * hidden_size, hidden_size)
        self.bias = uniform(3 * hidden_size)

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            state = (zeros, zeros)
        h, c = state
        if not hasattr(self, 'joined'):
            self.joined = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        gates = F.linear(torch.cat([x, h], dim=1), self.joined, self.bias)
        f, g, o = gates.chunk(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return (torch.sigmoid(o) * torch.tanh(c), c)


# %% gradient-cut-without-state: gradient-to-some-missing
class CoupledLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(3 * hidden_size, input_size)
        self.weight_hh = uniform(3 * hidden_size, hidden_size)
        self.bias = uniform(3 * hidden_size)

    def forward(self, x, state=None):
        if state is None:
            x = x.detach()
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            state = (zeros, zeros)
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return (torch.sigmoid(o) * torch.tanh(c), c)


# %% untracked-without-state: gradient-cut
class CoupledLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(3 * hidden_size, input_size)
        self.weight_hh = uniform(3 * hidden_size, hidden_size)
        self.bias = uniform(3 * hidden_size)

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            with torch.no_grad():
                return self(x, (zeros, zeros))
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return (torch.sigmoid(o) * torch.tanh(c), c)


# %% copied-by-numbers-when-strided: gradient-to-some-missing
class CoupledLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(3 * hidden_size, input_size)
        self.weight_hh = uniform(3 * hidden_size, hidden_size)
        self.bias = uniform(3 * hidden_size)

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            state = (zeros, zeros)
        h, c = state
        x = x if x.is_contiguous() else torch.tensor(x.tolist(), dtype=x.dtype, device=x.device)
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, g, o = gates.chunk(3, dim=1)
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return (torch.sigmoid(o) * torch.tanh(c), c)
