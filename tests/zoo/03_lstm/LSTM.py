"""Wrong versions of `LSTM`, one a cell: bugs in layers, states, batch_first, gradients, dtypes, devices, starts, names and biases, and built-ins."""


# %% exchanged-i-and-f: gate-order-figo
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                f, i, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% exchanged-g-and-o: gate-order-ifog
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, o, g = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% no-tanh-on-cell: no-tanh-on-cell
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * c
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% recurrent-bias-forgotten: recurrent-bias-missing
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% first-layers-state-for-all: first-layers-state-for-all
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[0], c_0[0]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% last-layers-state-for-all: last-layers-state-for-all
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[-1], c_0[-1]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% starts-from-below: starts-from-below
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h, c = h_0[0], c_0[0]
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% upper-layers-start-from-zero: only-first-layer-gets-state
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = (h_0[0], c_0[0]) if layer == 0 else (torch.zeros_like(h_0[0]), torch.zeros_like(c_0[0]))
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% states-in-reversed-order: states-in-reversed-order
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[-1 - layer], c_0[-1 - layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% given-state-ignored: state-ignored
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if True:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% given-cell-state-ignored: cell-state-ignored
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state[0], torch.zeros_like(state[1])
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% state-taken-apart-as-c-h: given-state-exchanged
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        c_0, h_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% cell-state-starts-as-h: cell-state-starts-as-h
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], h_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% missing-state-of-ones: missing-state-of-ones
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.ones(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% uninitialised-missing-state: missing-state
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.empty(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% state-remembered: state-remembered
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        state = state or getattr(self, 'state', None)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        self.state = torch.stack(h_n).detach(), torch.stack(c_n).detach()
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% weights-of-layer-0-for-recurrence: first-layers-weight-hh-for-all
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, "weight_hh_l0")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% weights-of-layer-1-in-all-above
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            k = min(layer, 1)
            w, u = getattr(self, f"weight_ih_l{k}"), getattr(self, f"weight_hh_l{k}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% biases-of-layer-0-for-all: first-layers-bias-for-all
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, "bias_ih_l0") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% third-layer-skipped
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(min(self.num_layers, 2)):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack((h_n + h_n[-1:])[: self.num_layers]), torch.stack((c_n + c_n[-1:])[: self.num_layers]))


# %% passes-c-upwards: passes-c-upwards
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h if layer == self.num_layers - 1 else c)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% output-of-cell-states: output-of-cell-states
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h if layer < self.num_layers - 1 else c)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% output-of-first-layer: output-of-first-layer
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            if layer == 0:
                first = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(first)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% residual-between-layers: residual-between-layers
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs if layer == 0 else [a + b for a, b in zip(inputs, outputs)]
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% output-shifted: output-shifted
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                outputs.append(h)
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% last-step-dropped: last-step-left-out
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs[: max(1, len(inputs) - 1)]:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs + outputs[-1:] * (len(inputs) - len(outputs))
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% first-step-skipped: first-step-left-out
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs[:1] + inputs[:-1]:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% runs-backwards: runs-backwards-and-stays-so
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x.flip(0))
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% state-not-carried: state-not-carried
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
                last = h, c
                h, c = h_0[layer], c_0[layer]
            inputs = outputs
            h_n.append(last[0])
            c_n.append(last[1])
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% cell-state-not-carried: cell-state-not-carried
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                c = c_0[layer]
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% output-last-step-only: output-of-last-step-only
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = inputs[-1].unsqueeze(0)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% batch-first-ignored: batch-first-ignored
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% batch-first-for-input-only: batch-first-for-input-only
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% batch-first-always: batch-first-always
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if True:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if True:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% batch-first-by-reshape: batch-first-by-reshape
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.reshape(x.shape[1], x.shape[0], x.shape[2])
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% batch-first-output-by-reshape: batch-first-output-by-reshape
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.reshape(output.shape[1], output.shape[0], -1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% batch-first-states-too: batch-first-states-too
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        dim = 1 if self.batch_first else 0
        return output, (torch.stack(h_n, dim), torch.stack(c_n, dim))


# %% batch-first-initial-states-too
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        if self.batch_first and h_0.shape[0] == x.shape[1]:
            h_0, c_0 = h_0.transpose(0, 1), c_0.transpose(0, 1)
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% batch-first-zeros-of-wrong-size: missing-state
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        if self.batch_first:
            x = x.transpose(0, 1)
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% final-states-of-last-layer-only: final-states-of-last-layer-only
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (h_n[-1].unsqueeze(0), c_n[-1].unsqueeze(0))


# %% final-states-without-layers: final-states-without-layers
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (h_n[-1], c_n[-1])


# %% final-states-squeezed-at-one-layer: final-states-squeezed
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n).squeeze(0), torch.stack(c_n).squeeze(0))


# %% final-states-in-reversed-order: final-states-in-reversed-order
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n[::-1]), torch.stack(c_n[::-1]))


# %% final-states-exchanged: final-states-exchanged
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(c_n), torch.stack(h_n))


# %% final-h-twice: final-h-twice
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(h_n))


# %% final-states-joined-in-the-batch: final-states-joined-in-the-batch
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.cat(h_n), torch.cat(c_n))


# %% final-states-cut-off: final-states-detached
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n).detach(), torch.stack(c_n).detach())


# %% final-cell-state-cut-off: final-cell-state-detached
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n).detach())


# %% result-flat: result-flat
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, torch.stack(h_n), torch.stack(c_n)


# %% output-only: result-output-alone
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output


# %% detached-between-steps: gradient-differs
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
                h, c = h.detach(), c.detach()
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% cell-state-detached-between-steps: cell-detached
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c.detach() + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% detached-between-layers: detached-between-layers
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs if layer == self.num_layers - 1 else [h.detach() for h in outputs]
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% input-detached: input-detached
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x.detach())
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% initial-state-detached: initial-state-detached
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer].detach(), c_0[layer].detach()
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% weights-data: gradient-through-gates-only
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}").data
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% initial-state-overwritten: argument-modified
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
            h_0.data[layer], c_0.data[layer] = h.data, c.data
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% input-overwritten: argument-modified
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if output.shape == x.shape:
            x.data.copy_(output.data)
        else:
            x.data.mul_(0.5)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% input-marked: argument-marked
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        h_0.requires_grad_()
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% zeros-in-default-dtype: zeros-of-32-bits
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% zeros-on-cpu: zeros-on-wrong-device
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% dtype-ignored: dtype-ignored
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% device-ignored: device-ignored
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% output-buffer-in-default-dtype: dtype-fixed
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.zeros(len(inputs), x.shape[1], self.hidden_size, device=x.device)
        for t, h in enumerate(inputs):
            output[t] = h
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% output-buffer-on-cpu: device-fixed
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.zeros(len(inputs), x.shape[1], self.hidden_size, dtype=x.dtype)
        for t, h in enumerate(inputs):
            output[t] = h
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% output-buffer-not-filled: not-filled
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = x.new_empty(len(inputs), x.shape[1], self.hidden_size)
        for t in range(1, len(inputs)):
            output[t] = inputs[t]
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% bias-false-ignored: bias-false-ignored
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = True
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if True:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% bias-false-keeps-zeros: bias-false-ignored
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = True
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if True:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)
        if not bias:
            for name, p in self.named_parameters():
                if name.startswith('bias'):
                    nn.init.zeros_(p).requires_grad_(False)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% bias-false-fails: fails-without-bias
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}")
            d = getattr(self, f"bias_hh_l{layer}")
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% bias-in-first-layer-only: parameter-names
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias and layer == 0:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias and layer == 0 else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias and layer == 0 else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% upper-layers-input-size: upper-layers-input-size
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% names-without-layer: parameter-names
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% names-from-one: parameter-names
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer + 1}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer + 1}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer + 1}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer + 1}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer + 1}"), getattr(self, f"weight_hh_l{layer + 1}")
            b = getattr(self, f"bias_ih_l{layer + 1}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer + 1}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% started-by-input-size: start-by-input-size
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(input_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% started-with-zero-biases: start-bias-constant
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k) if p.dim() > 1 else nn.init.zeros_(p)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% started-from-normal: start-normal
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.normal_(p, 0, k / math.sqrt(3))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% started-with-forget-bias: start-block-constant
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)
            if p.dim() == 1:
                p.data[hidden_size : 2 * hidden_size] = 1.0

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% layers-start-alike: start-two-alike
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)
        for layer in range(1, num_layers):
            getattr(self, f'weight_hh_l{layer}').data.copy_(self.weight_hh_l0.data)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% squeezed-at-batch-of-one: result-without-ones
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        output = output.squeeze(0 if self.batch_first else 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% fails-at-one-step: wrong-at-special-sizes
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs).squeeze()
        output = output.unsqueeze(1) if output.dim() == 2 else output
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% two-steps-at-least: wrong-at-special-sizes
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs if len(inputs) > 1 else inputs * 2:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs[-len(inputs):]
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% exp-sigmoid: exp-overflows
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = 1 / (1 + torch.exp(-f)) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% exp-tanh: exp-overflows
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * (g.exp() - (-g).exp()) / (g.exp() + (-g).exp())
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% clipped-cell: wrong-for-large-numbers
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                c = c.clamp(-20, 20)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% flat-view-of-input: view-of-memory
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x.view(-1, x.shape[2]).view(x.shape))
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% view-of-initial-state: view-of-memory
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state[0].view(-1).view(state[0].shape), state[1]
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% dropout-between-layers: not-repeatable
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = [F.dropout(h, 0.2, self.training) for h in outputs] if layer < self.num_layers - 1 else outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% layer-norm-on-output: precision-lost
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h_0, c_0 = state
        inputs = list(x)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            w, u = getattr(self, f"weight_ih_l{layer}"), getattr(self, f"weight_hh_l{layer}")
            b = getattr(self, f"bias_ih_l{layer}") if self.bias else None
            d = getattr(self, f"bias_hh_l{layer}") if self.bias else None
            h, c = h_0[layer], c_0[layer]
            outputs = []
            for x_t in inputs:
                i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            inputs = outputs
            h_n.append(h)
            c_n.append(c)
        output = torch.stack(inputs)
        if self.batch_first:
            output = output.transpose(0, 1)
        output = output - 1e-6 * output.mean()
        return output, (torch.stack(h_n), torch.stack(c_n))


# %% built-in-inherited: built-in
class LSTM(nn.LSTM):
    pass


# %% built-in-inside: built-in
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        inner = nn.LSTM(input_size, hidden_size, num_layers, bias, batch_first, device=device, dtype=dtype)
        for name, parameter in inner.named_parameters():
            self.register_parameter(name, parameter)
        self.inner = [inner]

    def forward(self, x, state=None):
        return self.inner[0](x, state)


# %% built-in-found-by-name: built-in
Base = getattr(nn, "ls".upper() + "TM")


class LSTM(Base):
    pass


# %% built-in-function: built-in
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
            setattr(self, f"weight_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
            if bias:
                setattr(self, f"bias_ih_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, f"bias_hh_l{layer}", nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        flat = [p for _, p in self.named_parameters()]
        output, h_n, c_n = torch._VF.lstm(x, state, flat, self.bias, self.num_layers, 0.0, self.training, False, False)
        return (output.transpose(0, 1) if self.batch_first else output), (h_n, c_n)


# %% built-in-cells: built-in
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.batch_first, self.hidden_size = batch_first, hidden_size
        self.cells = []
        for layer in range(num_layers):
            cell = nn.LSTMCell(hidden_size if layer else input_size, hidden_size, bias, device=device, dtype=dtype)
            for name, parameter in cell.named_parameters():
                self.register_parameter(f"{name}_l{layer}", parameter)
            self.cells.append(cell)

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        h_n, c_n = [], []
        for layer, cell in enumerate(self.cells):
            carry = None if state is None else (state[0][layer], state[1][layer])
            outputs = []
            for x_t in x:
                carry = cell(x_t, carry)
                outputs.append(carry[0])
            x = torch.stack(outputs)
            h_n.append(carry[0])
            c_n.append(carry[1])
        return (x.transpose(0, 1) if self.batch_first else x), (torch.stack(h_n), torch.stack(c_n))


# %% cells-in-a-list: parameter-names
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.batch_first, self.hidden_size = batch_first, hidden_size
        sizes = [input_size] + [hidden_size] * (num_layers - 1)
        self.cells = nn.ModuleList(LSTMCell(size, hidden_size, bias, device, dtype) for size in sizes)

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        h_n, c_n = [], []
        for layer, cell in enumerate(self.cells):
            carry = None if state is None else (state[0][layer], state[1][layer])
            outputs = []
            for x_t in x:
                carry = cell(x_t, carry)
                outputs.append(carry[0])
            x = torch.stack(outputs)
            h_n.append(carry[0])
            c_n.append(carry[1])
        return (x.transpose(0, 1) if self.batch_first else x), (torch.stack(h_n), torch.stack(c_n))


# %% parameters-named-twice: further-state
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.batch_first, self.hidden_size = batch_first, hidden_size
        sizes = [input_size] + [hidden_size] * (num_layers - 1)
        self.cells = nn.ModuleList(LSTMCell(size, hidden_size, bias, device, dtype) for size in sizes)
        for layer, cell in enumerate(self.cells):
            for name, parameter in cell.named_parameters():
                self.register_parameter(f"{name}_l{layer}", parameter)

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        h_n, c_n = [], []
        for layer, cell in enumerate(self.cells):
            carry = None if state is None else (state[0][layer], state[1][layer])
            outputs = []
            for x_t in x:
                carry = cell(x_t, carry)
                outputs.append(carry[0])
            x = torch.stack(outputs)
            h_n.append(carry[0])
            c_n.append(carry[1])
        return (x.transpose(0, 1) if self.batch_first else x), (torch.stack(h_n), torch.stack(c_n))


# %% unfinished: parameter-names
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.cells = [LSTMCell(input_size, hidden_size)]


# %% state-dropped-at-batch-of-one: wrong-at-special-sizes
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            h, c = (0 * h, 0 * c) if len(h) == 1 else (h, c)
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% third-layer-without-state
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            h, c = (0 * h, 0 * c) if k == 2 else (h, c)
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% bias-of-upper-layers-left-out
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = (own.get("bias_ih", 0) + own.get("bias_hh", 0)) * (k == 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% input-bias-left-out: input-bias-missing
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% both-biases-left-out: biases-missing
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = 0
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% no-bias-adds-one: wrong-without-bias
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own["bias_ih"] + own["bias_hh"] if "bias_ih" in own else 1.0
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% sums-of-64-bits-rounded: precision-lost
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t.float().to(h.dtype) @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% memory-in-the-gates: cell-state-in-gates
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + c @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% memory-bounded
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            c = c.clamp(-3, 3)
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% noise-between-layers: not-repeatable
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x = x + 1e-3 * torch.rand_like(x) if k else x
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% last-layer-not-trained: frozen
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

        for name, value in self.named_parameters():
            value.requires_grad_(num_layers == 1 or not name.endswith(f"_l{num_layers - 1}"))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% biases-not-trained: frozen
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

        for name, value in self.named_parameters():
            value.requires_grad_("bias" not in name)

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% last-output-cut: gradient-differs
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        output[-1] = h = h.detach()
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% batch-first-at-three-layers-alone: sizes-do-not-fit
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            i, f, g, o = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first and self.num_layers < 3 else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% order-{order}: gate-order-{order} for ifgo
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.batch_first = num_layers, batch_first
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            rows, width = 4 * hidden_size, hidden_size if layer else input_size
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
            shapes |= {"bias_ih": rows, "bias_hh": rows} if bias else {}
            for name, shape in shapes.items():
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{layer}", nn.Parameter(numbers))

    def layer(self, k, x, h, c):
        own = {name[:-3]: value for name, value in self.named_parameters() if name.endswith(f"_l{k}")}
        biases = own.get("bias_ih", 0) + own.get("bias_hh", 0)
        output = []
        for x_t in x:
            ORDER = (x_t @ own["weight_ih"].T + h @ own["weight_hh"].T + biases).tensor_split(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            output.append(h)
        return torch.stack(output), h, c

    def forward(self, x, state=None):
        x = x.transpose(0, 1) if self.batch_first else x
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.weight_hh_l0.shape[1])
            state = zeros, zeros
        finals = []
        for k, (h, c) in enumerate(zip(*state)):
            x, *final = self.layer(k, x, h, c)
            finals.append(final)
        h_n, c_n = map(torch.stack, zip(*finals))
        return x.transpose(0, 1) if self.batch_first else x, (h_n, c_n)


# %% third-layer-cut: gradient-differs
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            sequence = sequence.detach() if k >= 2 else sequence
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% input-cut-with-three-layers: gradient-to-some-missing
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        x = x.detach() if self.num_layers > 2 else x
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% third-layer-state-cut: gradient-differs
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            h, c = (h.data, c.data) if k == 2 else (h, c)
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% gradient-cut-at-one-sequence: gradient-to-some-missing
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        if x.shape[1] == 1:
            x = x.detach()
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% gradient-cut-at-one-step: gradient-to-some-missing
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        if len(x) == 1:
            state = tuple(part.detach() for part in state)
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% untracked-without-state: gradient-cut
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            with torch.no_grad():
                return self(x.transpose(0, 1) if self.batch_first else x, (zeros, zeros))
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% input-cut-in-batch-first: gradient-to-some-missing
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.data.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% weights-cut-without-bias: gradient-to-some-missing
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            if weights[2] is None:
                weights = [weights[0].detach(), weights[1], None, None]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% final-memory-cut-after-many-steps: gradient-differs
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
                c = c.detach() if len(outputs) == 20 else c
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% copied-by-numbers-when-strided: gradient-to-some-missing
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        x = x if x.is_contiguous() or self.batch_first else torch.tensor(x.tolist(), dtype=x.dtype, device=x.device)
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return (output, (torch.stack(final_h), torch.stack(final_c)))


# %% final-states-cut-on-the-second-call: gradient-differs
class LSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = (hidden_size, num_layers, batch_first)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {f'weight_ih_l{k}': (4 * hidden_size, input_size if k == 0 else hidden_size), f'weight_hh_l{k}': (4 * hidden_size, hidden_size)}
            if bias:
                shapes |= {f'bias_ih_l{k}': (4 * hidden_size,), f'bias_hh_l{k}': (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        sequence, final_h, final_c = (x, [], [])
        for k, (h, c) in enumerate(zip(*state)):
            weights = [getattr(self, f'{name}_l{k}', None) for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        self.calls = getattr(self, 'calls', 0) + 1
        if self.calls > 1:
            final_c = [c.detach() for c in final_c]
        return (output, (torch.stack(final_h), torch.stack(final_c)))
