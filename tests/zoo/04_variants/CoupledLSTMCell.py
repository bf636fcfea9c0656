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
