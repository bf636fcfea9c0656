"""Wrong versions of `PeepholeLSTMCell`, one a cell: peepholes in the wrong place, gates, gradients, states, dtypes, devices, starts, names, and what shows only at some sizes."""


# %% tanh-missing-on-c: no-tanh-on-cell
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * c_new
        return h_new, c_new


# %% h-from-old-c: old-cell-in-output
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c)
        return h_new, c_new


# %% no-output-gate: no-output-gate
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = torch.tanh(c_new)
        return h_new, c_new


# %% bias-forgotten: bias-missing
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% recurrent-weight-transposed: recurrent-weight-transposed
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + torch.cat([h @ block for block in self.weight_hh.chunk(4)], dim=1)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% c-into-gates: cell-state-in-gates
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(c, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% blocks-interleaved: interleaved-blocks
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.view(x.shape[0], -1, 4).unbind(2)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% returns-c-h: result-exchanged
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return c_new, h_new


# %% returns-h-alone: result-one-tensor
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new


# %% returns-h-and-pair: result-like-a-layer
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, (h_new, c_new)


# %% squeezes-batch-of-one: batch-of-one-squeezed
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        if x.shape[0] == 1:
            return h_new[0], c_new[0]
        return h_new, c_new


# %% squeezes-h-of-one-unit: one-unit-squeezed
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new.squeeze(-1), c_new


# %% detaches-result-c: new-cell-state-detached
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new.detach()


# %% detaches-c-for-h: hidden-from-detached-cell
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new.data)
        return h_new, c_new


# %% no-grad: parameters-detached
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        with torch.no_grad():
            gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% weights-through-data: input-weight-detached
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih.data, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% rounds-through-float32: rounded-to-32-bits
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = (F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)).float().to(x.dtype)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% dtype-dropped: dtype-ignored
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% device-dropped: device-ignored
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% starts-uninitialised: start-not-filled
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% weight-is-a-buffer: parameter-names
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.register_buffer("weight_hh", torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% two-biases: parameter-names
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias_ih = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.bias_hh = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% other-names: parameter-names
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.W = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.U = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.W, self.bias) + F.linear(h, self.U)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% c-written-in-place: state-modified
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        c.copy_(c_new.detach())
        return h_new, c_new


# %% marks-arguments: argument-marked
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        x.requires_grad_() if x.is_leaf else None
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% second-call-differs
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        self.calls = getattr(self, "calls", 0) + 1
        h = h if self.calls == 1 else h * 0
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% view-on-state: memory-viewed
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        h = h.view(-1).view(x.shape[0], -1)
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% c-clamped: clipped
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        c_new = c_new.clamp(-20, 20)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exp-sigmoid: exp-overflows
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = (lambda v: torch.exp(v) / (1 + torch.exp(v)))(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exp-tanh: exp-overflows
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * (torch.exp(c_new) - torch.exp(-c_new)) / (torch.exp(c_new) + torch.exp(-c_new))
        return h_new, c_new


# %% nothing-for-one-feature: wrong-at-special-sizes
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        x = x if x.shape[1] > 1 else x * 0
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% wrong-when-sizes-equal: wrong-at-special-sizes
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        x, h = (h, x) if x.shape == h.shape else (x, h)
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% state-required: state-required
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% state-ignored: state-ignored
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if True:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% zeros-of-32-bits: zeros-of-32-bits
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% zeros-on-cpu: zeros-on-the-cpu
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% starts-at-one: missing-state
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.ones(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% c-starts-at-one: missing-c-of-ones
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.ones_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% remembers-state: state-remembered
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None and hasattr(self, "memory"):
            h, c = self.memory
        elif state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        self.memory = (h_new.detach(), c_new.detach())
        return h_new, c_new


# %% detaches-h: hidden-detached
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        h = h.detach()
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% detaches-c: cell-detached
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        c = c.detach()
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% detaches-x: input-detached
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        x = x.detach()
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exchanged-i-and-f: gate-order-figo
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        f, i, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% exchanged-g-and-o: gate-order-ifog
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, o, g = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% output-sees-old-c: output-peephole-sees-old-cell
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% all-see-new-c
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        i = torch.sigmoid(gates.chunk(4, dim=1)[0] + self.peephole_i * c_new)
        f = torch.sigmoid(gates.chunk(4, dim=1)[1] + self.peephole_f * c_new)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% no-peepholes: peepholes-missing
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i)
        f = torch.sigmoid(f)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% no-peephole-i: peephole-i-missing
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% no-peephole-f: peephole-f-missing
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% no-peephole-o: peephole-o-missing
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peepholes-i-f-exchanged: peepholes-i-and-f-exchanged
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_f * c)
        f = torch.sigmoid(f + self.peephole_i * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-on-candidate: peephole-on-candidate
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g + self.peephole_i * c)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% one-peephole: one-peephole-for-all
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_i * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_i * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-sees-h
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * h)
        f = torch.sigmoid(f + self.peephole_f * h)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-sees-tanh-c: peephole-of-squashed-cell
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * torch.tanh(c_new))
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-outside-sigmoid
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i) + self.peephole_i * c
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-matrix: parameter-shapes
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + F.linear(c, self.peephole_i))
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peepholes-stacked: parameter-names
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole = nn.Parameter(torch.randn(3, hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole[0] * c)
        f = torch.sigmoid(f + self.peephole[1] * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole[2] * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-without-factory: device-ignored
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, dtype=dtype))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-without-dtype: dtype-fixed
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, device=device))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-not-a-parameter: parameter-names
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = torch.randn(hidden_size, **factory)
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% peephole-blocks-gradient: gradient-differs
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c.detach())
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% coupled: coupled
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = f * c + (1 - f) * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% no-forget-gate: no-forget-gate
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.tanh(g)
        c_new = c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% sigmoid-candidate: sigmoid-candidate
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory) * 0.1)
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory) * 0.1)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.peephole_i = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_f = nn.Parameter(torch.randn(hidden_size, **factory))
        self.peephole_o = nn.Parameter(torch.randn(hidden_size, **factory))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
            c = torch.zeros_like(h)
        else:
            h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        g = torch.sigmoid(g)
        c_new = f * c + i * g
        o = torch.sigmoid(o + self.peephole_o * c_new)
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


# %% plain-lstm-from-torch: built-in
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, **factory))
        self.bias = nn.Parameter(torch.randn(4 * hidden_size, **factory))
        for gate in "ifo":
            self.register_parameter(f"peephole_{gate}", nn.Parameter(torch.randn(hidden_size, **factory)))

    def forward(self, x, state=None):
        return torch.lstm_cell(x, state or (x.new_zeros(len(x), self.hidden_size),) * 2, self.weight_ih, self.weight_hh, self.bias, self.bias * 0)


# %% inherits-from-torch: built-in
class PeepholeLSTMCell(nn.LSTMCell):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__(input_size, hidden_size, device=device, dtype=dtype)
        for gate in "ifo":
            self.register_parameter(f"peephole_{gate}", nn.Parameter(torch.zeros(hidden_size, device=device, dtype=dtype)))


# %% hidden-size-as-input: parameter-shapes
class PeepholeLSTMCell(nn.Module):
    def __init__(self, hidden_size, input_size, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden_size, input_size, device=device, dtype=dtype))
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden_size, hidden_size, device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.randn(4 * hidden_size, device=device, dtype=dtype))
        for gate in "ifo":
            self.register_parameter(f"peephole_{gate}", nn.Parameter(torch.randn(hidden_size, device=device, dtype=dtype)))

    def forward(self, x, state=None):
        h, c = state if state is not None else (x.new_zeros(len(x), self.n),) * 2
        i, f, g, o = (x @ self.weight_ih.T + h @ self.weight_hh.T + self.bias).chunk(4, 1)
        c_new = torch.sigmoid(f + self.peephole_f * c) * c + torch.sigmoid(i + self.peephole_i * c) * torch.tanh(g)
        return torch.sigmoid(o + self.peephole_o * c_new) * torch.tanh(c_new), c_new


# %% returns-its-name: parameter-names
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()

    def forward(self, x, state=None):
        return "PeepholeLSTMCell", None


# %% state-dropped-at-batch-of-one: wrong-at-special-sizes
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
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
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% sums-of-64-bits-rounded: rounded-to-32-bits
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total.float().to(total.dtype)
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% recurrent-weight-not-trained: frozen
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

        self.weight_hh.requires_grad = False

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% sums-bounded: wrong-for-large-numbers
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total.clamp(-15, 15)
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% half-the-gradient-of-the-cell-state: gradient-differs
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        c = (c + c.detach()) / 2
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% gradient-reversed: gradient-differs
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h = 2 * h.detach() - h
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% noise-on-the-sums: not-repeatable
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = total + 1e-3 * torch.rand_like(total)
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% state-marked: argument-marked
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
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
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% hidden-state-cleared: argument-modified
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        h.data.zero_()
        return o * torch.tanh(c), c


# %% seeded: start-the-same-twice
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        torch.manual_seed(0)
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% result-of-64-bits: dtype-fixed, result-of-64-bits
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c).double(), c.double()


# %% bias-added-twice: bias-twice
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + 2 * self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% state-taken-as-c-h: state-in-exchanged
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        h, c = c, h
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% sums-dropped-where-large: wrong-for-large-numbers
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        total = torch.where(total.abs() > 30, 0.0, total)
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% equal-sizes-transposed: wrong-at-special-sizes
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
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
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% missing-state-of-ones: missing-state-of-ones
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_ones(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% missing-memory-of-ones: missing-c-of-ones
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros + 1) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% state-has-no-default: state-required
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% order-{order}: gate-order-{order} for ifgo
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
        for name, shape in shapes.items():
            numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
            setattr(self, name, nn.Parameter(numbers))

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(x), self.weight_hh.shape[1])
        h, c = (zeros, zeros) if state is None else state
        both = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        total = torch.cat([x, h], dim=1) @ both.T + self.bias
        ORDER = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% gradient-cut-at-batch-of-one: gradient-to-some-missing
class PeepholeLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size), "bias": 4 * hidden_size}
        shapes |= {f"peephole_{gate}": hidden_size for gate in "ifo"}
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
        i, f, g, o = total.tensor_split(4, dim=1)
        i = torch.sigmoid(torch.addcmul(i, self.peephole_i, c))
        f = torch.sigmoid(torch.addcmul(f, self.peephole_f, c))
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(torch.addcmul(o, self.peephole_o, c))
        return o * torch.tanh(c), c


# %% weights-joined-at-the-first-call: parameters-kept
class PeepholeLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.bias = uniform(4 * hidden_size)
        self.peephole_i = uniform(hidden_size)
        self.peephole_f = uniform(hidden_size)
        self.peephole_o = uniform(hidden_size)

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            state = (zeros, zeros)
        h, c = state
        if not hasattr(self, 'joined'):
            self.joined = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        gates = F.linear(torch.cat([x, h], dim=1), self.joined, self.bias)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(o + self.peephole_o * c)
        return (o * torch.tanh(c), c)


# %% gradient-cut-without-state: gradient-to-some-missing
class PeepholeLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.bias = uniform(4 * hidden_size)
        self.peephole_i = uniform(hidden_size)
        self.peephole_f = uniform(hidden_size)
        self.peephole_o = uniform(hidden_size)

    def forward(self, x, state=None):
        if state is None:
            x = x.detach()
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            state = (zeros, zeros)
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(o + self.peephole_o * c)
        return (o * torch.tanh(c), c)


# %% untracked-without-state: gradient-cut
class PeepholeLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.bias = uniform(4 * hidden_size)
        self.peephole_i = uniform(hidden_size)
        self.peephole_f = uniform(hidden_size)
        self.peephole_o = uniform(hidden_size)

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            with torch.no_grad():
                return self(x, (zeros, zeros))
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(o + self.peephole_o * c)
        return (o * torch.tanh(c), c)


# %% copied-by-numbers-when-strided: gradient-to-some-missing
class PeepholeLSTMCell(nn.Module):

    def __init__(self, input_size, hidden_size, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.bias = uniform(4 * hidden_size)
        self.peephole_i = uniform(hidden_size)
        self.peephole_f = uniform(hidden_size)
        self.peephole_o = uniform(hidden_size)

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)
            state = (zeros, zeros)
        h, c = state
        x = x if x.is_contiguous() else torch.tensor(x.tolist(), dtype=x.dtype, device=x.device)
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(o + self.peephole_o * c)
        return (o * torch.tanh(c), c)
