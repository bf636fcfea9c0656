"""Wrong versions of `BiLSTM`, one a cell: directions, ends, states, layers, merges, equations, gradients, starts, names, devices, and built-ins."""


# %% gates-figo: gate-order-figo
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            f, i, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% gates-igfo: gate-order-igfo
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, g, f, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% gates-ifog: gate-order-ifog
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, o, g = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% gates-gifo: gate-order-gifo
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            g, i, f, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% gates-iofg: gate-order-iofg
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, o, f, g = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% gates-ofgi: gate-order-ofgi
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            o, f, g, i = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% gates-fgio: gate-order-fgio
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            f, g, i, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% backward-outputs-not-put-back: not-put-back
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% backward-input-not-reversed: outputs-reversed-only
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(x, lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% nothing-reversed: not-reversed
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(x, lengths, f"_l{layer}_reverse")
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% flip-instead: padding-read-first
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(x.flip(0), lengths, f"_l{layer}_reverse")
            b = b.flip(0)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% flip-and-no-mask
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(x.flip(0), torch.full_like(lengths, len(x)), f"_l{layer}_reverse")
            b = b.flip(0) * (torch.arange(len(x))[:, None] < lengths)[..., None].to(x)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% input-flipped: input-flipped
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(x.flip(0), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% output-flipped: output-flipped
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = b.flip(0)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% reversed-twice: outputs-reversed-only
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(reverse_padded(x, lengths), lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% batch-flipped: batch-reversed
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(x.flip(1), lengths, f"_l{layer}_reverse")
            b = b.flip(1)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% backward-half-first: backward-first
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([b, f], dim=-1)
        x = merge(b, f, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% backward-half-first-at-the-end: backward-first-at-the-end
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(b, f, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% backward-half-first-in-between: backward-first-in-between
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([b, f], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% same-weights-for-both: one-set-of-weights
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% weights-exchanged: weights-exchanged
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}_reverse")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% second-layer-for-all: layers-share-weights
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{min(layer, 1)}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{min(layer, 1)}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% states-by-direction: states-by-direction
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n[::2] + h_n[1::2]), torch.stack(c_n[::2] + c_n[1::2]))


# %% states-backward-first: directions-exchanged-in-states
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_b, h_f]
            c_n += [c_b, c_f]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% only-h-backward-first: h-directions-exchanged
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_b, h_f]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% states-of-the-last-layer: states-of-the-last-layer
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n[-2:]), torch.stack(c_n[-2:]))


# %% states-joined: states-joined
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        join = lambda s: torch.stack([torch.cat(s[k : k + 2], 1) for k in range(0, len(s), 2)])
        return x, (join(h_n), join(c_n))


# %% states-exchanged: states-exchanged
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(c_n), torch.stack(h_n))


# %% states-as-lists: states-as-lists
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (h_n, c_n)


# %% states-in-one-tensor: states-in-one-tensor
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, torch.stack([torch.stack(h_n), torch.stack(c_n)])


# %% output-only: output-only
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x


# %% three-results: three-results
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, torch.stack(h_n), torch.stack(c_n)


# %% final-h-from-the-last-step: final-h-from-the-last-step
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        h_n[-2:] = [f[-1], b[-1]]
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% final-h-of-the-backward-reader-from-its-first-step
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, b[lengths - 1, torch.arange(x.shape[1])]]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% lengths-ignored: lengths-ignored
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if True:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% lengths-needed: lengths-required
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% lengths-for-the-backward-reader-only
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, torch.full_like(lengths, len(x)), f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% lengths-for-the-forward-reader-only
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), torch.full_like(lengths, len(x)), f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% states-move-on: state-moves-on
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = new_h, new_c
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% c-moves-on
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), new_c
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% states-become-zero: state-set-to-zero
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = new_h * real, new_c * real
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% output-repeats-the-last: output-kept
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(h)
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% output-not-masked: output-not-masked
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(new_h)
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% one-step-too-many: one-step-too-many
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t <= lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% one-step-too-few: one-step-too-few
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t + 1 < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% ends-with-the-longest: cut-to-the-longest
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        x = x[: int(lengths.max())]
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% lengths-sorted: lengths-sorted-alone
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        lengths = lengths.sort(descending=True).values
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% batch-sorted: sorted-and-not-put-back
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        order = lengths.argsort(descending=True, stable=True)
        x, lengths = x[:, order], lengths[order]
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% equal-lengths-at-once
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        if lengths.max() < x.shape[0]:
            lengths = torch.full_like(lengths, x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% second-reader-reads-the-first: second-reads-the-first
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(F.pad(f, (0, max(x.shape[2] - f.shape[2], 0)))[..., : x.shape[2]], lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% upper-layers-read-h: upper-layers-read-h
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = f + b
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% upper-layers-read-the-forward-half: upper-layers-read-forward-twice
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, f], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% upper-layers-read-the-input
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            if layer == 0 and self.input_size != 2 * self.hidden_size:
                x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% state-to-the-next-layer
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h) if getattr(self, "kept", None) is None else self.kept
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        self.kept = None
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            self.kept = c_f
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% state-kept-between-calls: missing-state
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        kept = getattr(self, "kept", {}).get(tail)
        c = kept if kept is not None and kept.shape == h.shape else torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        self.kept = {**getattr(self, "kept", {}), tail: c.detach()}
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% starts-at-one: h-starts-at-one
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.ones(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% merge-ignored: merge-ignored
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = torch.cat([f, b], dim=-1)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% mean-not-halved: mean-is-the-sum
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, "sum" if self.mode == "mean" else self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% merge-in-between
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([merge(f, b, self.mode)] * (1 if self.mode == "concat" else 2), dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% merge-of-states
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        if self.mode == "sum":
            h_n[-2:] = [h_n[-2] + h_n[-1]] * 2
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% merge-not-checked: error-missing
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode if self.mode in ("concat", "sum", "mean") else "mul")
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% merge-default-sum: result-shape
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="sum", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% merge-key-error
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = {m: m for m in ("concat", "sum", "mean", "mul")}[merge]
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% no-first-bias: input-bias-missing
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% no-second-bias: recurrent-bias-missing
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% old-cell-in-output: old-cell-in-output
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% no-tanh-on-cell: no-tanh-on-cell
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * new_c
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% sigmoid-candidate: sigmoid-candidate
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.sigmoid(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% overflowing-sigmoid: exp-overflows
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = 1 / (1 + torch.exp(-f)) * c + 1 / (1 + torch.exp(-i)) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% overflowing-tanh: exp-overflows
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * ((torch.exp(g) - torch.exp(-g)) / (torch.exp(g) + torch.exp(-g)))
            new_h = torch.sigmoid(o) * ((torch.exp(new_c) - torch.exp(-new_c)) / (torch.exp(new_c) + torch.exp(-new_c)))
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% detached-between-steps: detached-between-steps
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h.detach(), u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c.detach() + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% h-detached-between-steps: h-detached-between-steps
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h.detach(), u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% detached-between-layers: detached-between-layers
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1).detach()
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% backward-detached: backward-detached
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths).detach()
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% states-detached: states-detached
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n).detach(), torch.stack(c_n).detach())


# %% input-detached: input-detached
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        x = x.detach()
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% weights-as-data: recurrent-weights-detached
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail).data
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% device-ignored: device-ignored
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% dtype-ignored: dtype-ignored
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% both-ignored: device-and-dtype-ignored
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% zeros-of-32-bits: zeros-of-32-bits
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% start-normal: start-normal
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.normal_(p, std=k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% start-by-the-input: start-by-input-size
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(input_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% start-positive: start-one-sided
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, 0, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% start-zero-biases: start-bias-constant
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k) if p.dim() > 1 else nn.init.zeros_(p)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% start-not-written: start-not-filled
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            pass

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% start-always-the-same: start-the-same-twice
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        torch.manual_seed(0)
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% names-with-backward: parameter-names
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}" + suffix.replace("reverse", "backward")
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_backward")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% layers-counted-from-one: parameter-names
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer + 1}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer + 1}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer + 1}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% squeezed: batch-of-one-squeezed
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x.squeeze(), (torch.stack(h_n), torch.stack(c_n))


# %% squeezes-one-sequence: states-squeezed
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n).squeeze(1), torch.stack(c_n).squeeze(1))


# %% batch-first-output: batch-first
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x.transpose(0, 1), (torch.stack(h_n), torch.stack(c_n))


# %% view-of-x: view-of-x
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        x = x.view(len(x), -1, x.shape[-1] * 1).view(x.numel()).view(x.shape)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% x-overwritten: argument-modified
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        with torch.no_grad():
            x.mul_((torch.arange(len(x))[:, None] < lengths)[..., None].to(x))
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% lengths-overwritten: argument-modified
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        lengths.fill_(len(x))
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% two-layers-at-most
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(min(self.num_layers, 2)):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% one-layer-at-most
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(1):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% difference-at-the-end: gradient-differs
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, new_c - new_c.detach() + c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% own-cells-registered: further-parameters
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        self.cell = nn.LSTMCell(input_size, hidden_size, **factory)
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% dropout-in-between: not-repeatable
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            i, f, g, o = (F.linear(x_t, w, b) + F.linear(h, u, d)).chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = F.dropout(torch.cat([f, b], dim=-1), 0.1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% torchs-own-layer: built-in
class BiLSTM(nn.LSTM):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__(input_size, hidden_size, num_layers, bidirectional=True, device=device, dtype=dtype)
        self.mode = merge

    def forward(self, x, lengths=None):
        T = len(x)
        if lengths is not None:
            x = nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
        output, states = super().forward(x)
        if lengths is not None:
            output, _ = nn.utils.rnn.pad_packed_sequence(output, total_length=T)
        return merge(*output.chunk(2, -1), self.mode), states


# %% torchs-layer-by-another-name: built-in
import importlib

made_of = getattr(importlib.import_module("torch." + "nn"), "LS" + "TM")


class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.mode = merge
        inner = made_of(input_size, hidden_size, num_layers, bidirectional=True, device=device, dtype=dtype)
        for name, parameter in inner.named_parameters():
            self.register_parameter(name, parameter)
        self.__dict__["inner"] = inner

    def forward(self, x, lengths=None):
        T = len(x)
        if lengths is not None:
            x = nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
        output, states = torch.func.functional_call(self.inner, dict(self.named_parameters()), (x,))
        if lengths is not None:
            output, _ = nn.utils.rnn.pad_packed_sequence(output, total_length=T)
        return merge(*output.chunk(2, -1), self.mode), states


# %% torchs-base-class: built-in
from torch.nn.modules.rnn import RNNBase


class BiLSTM(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__("LSTM", input_size, hidden_size, num_layers, bidirectional=True, device=device, dtype=dtype)


# %% torchs-function: built-in
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.mode = merge
        factory = {"device": device, "dtype": dtype}
        k = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            width = input_size if layer == 0 else 2 * hidden_size
            for suffix in ("", "_reverse"):
                tail = f"_l{layer}{suffix}"
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def read(self, x, lengths, tail):
        w, u = getattr(self, "weight_ih" + tail), getattr(self, "weight_hh" + tail)
        b, d = getattr(self, "bias_ih" + tail), getattr(self, "bias_hh" + tail)
        h = torch.zeros(x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        outputs = []
        for t, x_t in enumerate(x):
            real = (t < lengths).to(x.device)[:, None]
            new_h, new_c = torch.lstm_cell(x_t, (h, c), w, u, b, d)
            h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
            outputs.append(torch.where(real, new_h, torch.zeros_like(h)))
        return torch.stack(outputs), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[1],), x.shape[0])
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            f, h_f, c_f = self.read(x, lengths, f"_l{layer}")
            b, h_b, c_b = self.read(reverse_padded(x, lengths), lengths, f"_l{layer}_reverse")
            b = reverse_padded(b, lengths)
            h_n += [h_f, h_b]
            c_n += [c_f, c_b]
            x = torch.cat([f, b], dim=-1)
        x = merge(f, b, self.mode)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% quantizable-layer: built-in
from torch.ao.nn.quantizable import LSTM as Own


class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.inner = Own(input_size, hidden_size, num_layers, bidirectional=True)

    def forward(self, x, lengths=None):
        return self.inner(x)


# %% constant: parameter-names
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.n, self.l = hidden_size, num_layers

    def forward(self, x, lengths=None):
        state = x.new_zeros(2 * self.l, x.shape[1], self.n)
        return x.new_zeros(x.shape[0], x.shape[1], 2 * self.n), (state, state)


# %% third-layer-cut: gradient-to-some-missing
class BiLSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, merge='concat', device=None, dtype=None):
        super().__init__()
        if merge not in ('concat', 'sum', 'mean', 'mul'):
            raise ValueError(f"merge is one of 'concat', 'sum', 'mean', 'mul', not {merge!r}")
        self.hidden_size, self.num_layers, self.merge = (hidden_size, num_layers, merge)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            for suffix in ('', '_reverse'):
                shapes = {'weight_ih': (4 * hidden_size, input_size if k == 0 else 2 * hidden_size), 'weight_hh': (4 * hidden_size, hidden_size), 'bias_ih': (4 * hidden_size,), 'bias_hh': (4 * hidden_size,)}
                for name, shape in shapes.items():
                    start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                    self.register_parameter(f'{name}_l{k}{suffix}', nn.Parameter(start))

    def forward(self, x, lengths=None):
        steps, batch = x.shape[:2]
        if lengths is None:
            lengths = torch.full((batch,), steps)
        real = (torch.arange(steps).unsqueeze(1) < lengths).to(x.device).unsqueeze(2)

        def read(sequence, suffix):
            names = ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')
            weight_ih, weight_hh, bias_ih, bias_hh = (getattr(self, f'{name}_{suffix}') for name in names)
            h = c = sequence.new_zeros(batch, self.hidden_size)
            outputs = []
            for x_t, real_t in zip(sequence, real):
                gates = F.linear(x_t, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)
                i, f, g, o = gates.chunk(4, dim=1)
                new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                new_h = torch.sigmoid(o) * torch.tanh(new_c)
                h, c = (torch.where(real_t, new_h, h), torch.where(real_t, new_c, c))
                outputs.append(torch.where(real_t, h, 0.0))
            return (torch.stack(outputs), h, c)
        final_h, final_c = ([], [])
        for k in range(self.num_layers):
            x = x.detach() if k == 2 else x
            front, front_h, front_c = read(x, f'l{k}')
            back, back_h, back_c = read(reverse_padded(x, lengths), f'l{k}_reverse')
            last = k == self.num_layers - 1
            x = merge(front, reverse_padded(back, lengths), self.merge if last else 'concat')
            final_h += [front_h, back_h]
            final_c += [front_c, back_c]
        return (x, (torch.stack(final_h), torch.stack(final_c)))


# %% gradient-cut-at-one-sequence: gradient-to-some-missing
class BiLSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, merge='concat', device=None, dtype=None):
        super().__init__()
        if merge not in ('concat', 'sum', 'mean', 'mul'):
            raise ValueError(f"merge is one of 'concat', 'sum', 'mean', 'mul', not {merge!r}")
        self.hidden_size, self.num_layers, self.merge = (hidden_size, num_layers, merge)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            for suffix in ('', '_reverse'):
                shapes = {'weight_ih': (4 * hidden_size, input_size if k == 0 else 2 * hidden_size), 'weight_hh': (4 * hidden_size, hidden_size), 'bias_ih': (4 * hidden_size,), 'bias_hh': (4 * hidden_size,)}
                for name, shape in shapes.items():
                    start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                    self.register_parameter(f'{name}_l{k}{suffix}', nn.Parameter(start))

    def forward(self, x, lengths=None):
        steps, batch = x.shape[:2]
        if lengths is None:
            lengths = torch.full((batch,), steps)
        x = x.detach() if batch == 1 else x
        real = (torch.arange(steps).unsqueeze(1) < lengths).to(x.device).unsqueeze(2)

        def read(sequence, suffix):
            names = ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')
            weight_ih, weight_hh, bias_ih, bias_hh = (getattr(self, f'{name}_{suffix}') for name in names)
            h = c = sequence.new_zeros(batch, self.hidden_size)
            outputs = []
            for x_t, real_t in zip(sequence, real):
                gates = F.linear(x_t, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)
                i, f, g, o = gates.chunk(4, dim=1)
                new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                new_h = torch.sigmoid(o) * torch.tanh(new_c)
                h, c = (torch.where(real_t, new_h, h), torch.where(real_t, new_c, c))
                outputs.append(torch.where(real_t, h, 0.0))
            return (torch.stack(outputs), h, c)
        final_h, final_c = ([], [])
        for k in range(self.num_layers):
            front, front_h, front_c = read(x, f'l{k}')
            back, back_h, back_c = read(reverse_padded(x, lengths), f'l{k}_reverse')
            last = k == self.num_layers - 1
            x = merge(front, reverse_padded(back, lengths), self.merge if last else 'concat')
            final_h += [front_h, back_h]
            final_c += [front_c, back_c]
        return (x, (torch.stack(final_h), torch.stack(final_c)))


# %% gradient-cut-at-one-step: gradient-to-some-missing
class BiLSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, merge='concat', device=None, dtype=None):
        super().__init__()
        if merge not in ('concat', 'sum', 'mean', 'mul'):
            raise ValueError(f"merge is one of 'concat', 'sum', 'mean', 'mul', not {merge!r}")
        self.hidden_size, self.num_layers, self.merge = (hidden_size, num_layers, merge)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            for suffix in ('', '_reverse'):
                shapes = {'weight_ih': (4 * hidden_size, input_size if k == 0 else 2 * hidden_size), 'weight_hh': (4 * hidden_size, hidden_size), 'bias_ih': (4 * hidden_size,), 'bias_hh': (4 * hidden_size,)}
                for name, shape in shapes.items():
                    start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                    self.register_parameter(f'{name}_l{k}{suffix}', nn.Parameter(start))

    def forward(self, x, lengths=None):
        steps, batch = x.shape[:2]
        if lengths is None:
            lengths = torch.full((batch,), steps)
        real = (torch.arange(steps).unsqueeze(1) < lengths).to(x.device).unsqueeze(2)

        def read(sequence, suffix):
            names = ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')
            weight_ih, weight_hh, bias_ih, bias_hh = (getattr(self, f'{name}_{suffix}') for name in names)
            h = c = sequence.new_zeros(batch, self.hidden_size)
            weight_ih = weight_ih.detach() if steps == 1 else weight_ih
            outputs = []
            for x_t, real_t in zip(sequence, real):
                gates = F.linear(x_t, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)
                i, f, g, o = gates.chunk(4, dim=1)
                new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                new_h = torch.sigmoid(o) * torch.tanh(new_c)
                h, c = (torch.where(real_t, new_h, h), torch.where(real_t, new_c, c))
                outputs.append(torch.where(real_t, h, 0.0))
            return (torch.stack(outputs), h, c)
        final_h, final_c = ([], [])
        for k in range(self.num_layers):
            front, front_h, front_c = read(x, f'l{k}')
            back, back_h, back_c = read(reverse_padded(x, lengths), f'l{k}_reverse')
            last = k == self.num_layers - 1
            x = merge(front, reverse_padded(back, lengths), self.merge if last else 'concat')
            final_h += [front_h, back_h]
            final_c += [front_c, back_c]
        return (x, (torch.stack(final_h), torch.stack(final_c)))


# %% copied-by-numbers-when-strided: gradient-to-some-missing
class BiLSTM(nn.Module):

    def __init__(self, input_size, hidden_size, num_layers=1, merge='concat', device=None, dtype=None):
        super().__init__()
        if merge not in ('concat', 'sum', 'mean', 'mul'):
            raise ValueError(f"merge is one of 'concat', 'sum', 'mean', 'mul', not {merge!r}")
        self.hidden_size, self.num_layers, self.merge = (hidden_size, num_layers, merge)
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            for suffix in ('', '_reverse'):
                shapes = {'weight_ih': (4 * hidden_size, input_size if k == 0 else 2 * hidden_size), 'weight_hh': (4 * hidden_size, hidden_size), 'bias_ih': (4 * hidden_size,), 'bias_hh': (4 * hidden_size,)}
                for name, shape in shapes.items():
                    start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                    self.register_parameter(f'{name}_l{k}{suffix}', nn.Parameter(start))

    def forward(self, x, lengths=None):
        steps, batch = x.shape[:2]
        if lengths is None:
            lengths = torch.full((batch,), steps)
        x = x if x.is_contiguous() else torch.tensor(x.tolist(), dtype=x.dtype, device=x.device)
        real = (torch.arange(steps).unsqueeze(1) < lengths).to(x.device).unsqueeze(2)

        def read(sequence, suffix):
            names = ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')
            weight_ih, weight_hh, bias_ih, bias_hh = (getattr(self, f'{name}_{suffix}') for name in names)
            h = c = sequence.new_zeros(batch, self.hidden_size)
            outputs = []
            for x_t, real_t in zip(sequence, real):
                gates = F.linear(x_t, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)
                i, f, g, o = gates.chunk(4, dim=1)
                new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                new_h = torch.sigmoid(o) * torch.tanh(new_c)
                h, c = (torch.where(real_t, new_h, h), torch.where(real_t, new_c, c))
                outputs.append(torch.where(real_t, h, 0.0))
            return (torch.stack(outputs), h, c)
        final_h, final_c = ([], [])
        for k in range(self.num_layers):
            front, front_h, front_c = read(x, f'l{k}')
            back, back_h, back_c = read(reverse_padded(x, lengths), f'l{k}_reverse')
            last = k == self.num_layers - 1
            x = merge(front, reverse_padded(back, lengths), self.merge if last else 'concat')
            final_h += [front_h, back_h]
            final_c += [front_c, back_c]
        return (x, (torch.stack(final_h), torch.stack(final_c)))
