"""Correct versions of `BiLSTM` in other styles, one a cell: every one earns full points."""


# %% cells-made-on-the-fly
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.H, self.L, self.mode = hidden_size, num_layers, merge
        for k in range(num_layers):
            for suffix in ["", "_reverse"]:
                cell = nn.LSTMCell(input_size if k == 0 else 2 * hidden_size, hidden_size, device=device, dtype=dtype)
                for name, parameter in cell.named_parameters():
                    self.register_parameter(f"{name}_l{k}{suffix}", parameter)

    def run(self, x, lengths, k, suffix):
        cell = nn.LSTMCell(x.shape[2], self.H, device=x.device, dtype=x.dtype)
        weights = {n: getattr(self, f"{n}_l{k}{suffix}") for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
        h = torch.zeros(x.shape[1], self.H, device=x.device, dtype=x.dtype)
        c = torch.zeros_like(h)
        out = []
        for t in range(len(x)):
            m = (t < lengths).to(x.device)[:, None]
            h2, c2 = torch.func.functional_call(cell, weights, (x[t], (h, c)))
            h, c = torch.where(m, h2, h), torch.where(m, c2, c)
            out.append(h.masked_fill(~m, 0))
        return torch.stack(out), h, c

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.LongTensor([len(x)] * x.shape[1])
        hs, cs = [], []
        for k in range(self.L):
            f, hf, cf = self.run(x, lengths, k, "")
            b, hb, cb = self.run(reverse_padded(x, lengths), lengths, k, "_reverse")
            b = reverse_padded(b, lengths)
            hs.extend([hf, hb])
            cs.extend([cf, cb])
            x = torch.cat([f, b], -1) if k + 1 < self.L else merge(f, b, self.mode)
        return x, (torch.stack(hs), torch.stack(cs))


# %% backwards-in-time-without-reversing
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.how = hidden_size, num_layers, merge
        factory = dict(device=device, dtype=dtype)
        width = input_size
        for layer in range(num_layers):
            for direction in range(2):
                tail = f"_l{layer}" + "_reverse" * direction
                setattr(self, "weight_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, width, **factory)))
                setattr(self, "weight_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, hidden_size, **factory)))
                setattr(self, "bias_ih" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
                setattr(self, "bias_hh" + tail, nn.Parameter(torch.empty(4 * hidden_size, **factory)))
            width = 2 * hidden_size
        k = hidden_size**-0.5
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def step(self, x, h, c, tail):
        z = x @ getattr(self, "weight_ih" + tail).T + h @ getattr(self, "weight_hh" + tail).T
        z = z + getattr(self, "bias_ih" + tail) + getattr(self, "bias_hh" + tail)
        H = self.hidden_size
        c = torch.sigmoid(z[:, H : 2 * H]) * c + torch.sigmoid(z[:, :H]) * torch.tanh(z[:, 2 * H : 3 * H])
        return torch.sigmoid(z[:, 3 * H :]) * torch.tanh(c), c

    def forward(self, x, lengths=None):
        T, N, _ = x.shape
        lengths = torch.full((N,), T) if lengths is None else lengths
        lengths = lengths.to(x.device).unsqueeze(1)
        h_n, c_n = [], []
        for layer in range(self.num_layers):
            halves = []
            for direction, times in enumerate([range(T), range(T - 1, -1, -1)]):
                h = x.new_zeros(N, self.hidden_size)
                c = x.new_zeros(N, self.hidden_size)
                outs = {}
                for t in times:
                    on = t < lengths
                    h_new, c_new = self.step(x[t], h, c, f"_l{layer}" + "_reverse" * direction)
                    h, c = torch.where(on, h_new, h), torch.where(on, c_new, c)
                    outs[t] = torch.where(on, h_new, torch.zeros_like(h))
                halves.append(torch.stack([outs[t] for t in range(T)]))
                h_n.append(h)
                c_n.append(c)
            how = self.how if layer == self.num_layers - 1 else "concat"
            x = merge(halves[0], halves[1], how)
        return x, (torch.stack(h_n), torch.stack(c_n))


# %% each-sequence-alone
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        nn.Module.__init__(self)
        if merge not in ["concat", "sum", "mean", "mul"]:
            raise ValueError("unknown merge")
        self.sizes = (input_size, hidden_size, num_layers)
        self.merging = merge
        for k in range(num_layers):
            for s in ("", "_reverse"):
                w = input_size if not k else hidden_size * 2
                for name, shape in (("weight_ih", (w,)), ("weight_hh", (hidden_size,)), ("bias_ih", ()), ("bias_hh", ())):
                    value = torch.rand(4 * hidden_size, *shape, device=device, dtype=dtype) if device != "meta" else torch.empty(4 * hidden_size, *shape, device=device, dtype=dtype)
                    self.register_parameter(f"{name}_l{k}{s}", nn.Parameter((2 * value - 1) / math.sqrt(hidden_size)))

    def one(self, x, k, s):
        h = c = torch.zeros(self.sizes[1]).to(x)
        hs = []
        for x_t in x:
            z = getattr(self, f"weight_ih_l{k}{s}") @ x_t + getattr(self, f"bias_ih_l{k}{s}")
            z = z + getattr(self, f"weight_hh_l{k}{s}") @ h + getattr(self, f"bias_hh_l{k}{s}")
            i, f, g, o = z.chunk(4)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            hs.append(h)
        return torch.stack(hs), h, c

    def forward(self, x, lengths=None):
        T, N, _ = x.shape
        ends = [T] * N if lengths is None else lengths.tolist()
        outputs, states_h, states_c = [], [], []
        for n, end in enumerate(ends):
            y = x[:end, n]
            hs, cs = [], []
            for k in range(self.sizes[2]):
                f, h_f, c_f = self.one(y, k, "")
                b, h_b, c_b = self.one(y.flip(0), k, "_reverse")
                b = b.flip(0)
                y = torch.cat([f, b], 1)
                hs += [h_f, h_b]
                cs += [c_f, c_b]
            y = merge(f, b, self.merging)
            outputs.append(torch.cat([y, y.new_zeros(T - end, y.shape[1])]))
            states_h.append(torch.stack(hs))
            states_c.append(torch.stack(cs))
        return torch.stack(outputs, 1), (torch.stack(states_h, 1), torch.stack(states_c, 1))


# %% multiplication-by-masks
class Direction:
    def __init__(self, owner, k, suffix):
        self.owner, self.k, self.suffix = owner, k, suffix

    def __getattr__(self, name):
        return getattr(self.owner, f"{name}_l{self.k}{self.suffix}")

    def __call__(self, x, mask):
        T, N, _ = x.shape
        projected = F.linear(x, self.weight_ih, self.bias_ih + self.bias_hh)
        h = x.new_zeros(N, self.owner.hidden)
        c = h
        hs = []
        for z, m in zip(projected, mask):
            i, f, g, o = (z + h.mm(self.weight_hh.t())).split(self.owner.hidden, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            h = m * new_h + (1 - m) * h
            c = m * new_c + (1 - m) * c
            hs.append(m * h)
        return torch.stack(hs), (h, c)


class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.hidden = hidden_size
        self.layers = num_layers
        self.merge_mode = merge
        b = 1.0 / math.sqrt(hidden_size)
        shape = lambda k: [("weight_ih", [4 * hidden_size, input_size if k < 1 else 2 * hidden_size]), ("weight_hh", [4 * hidden_size, hidden_size]), ("bias_ih", [4 * hidden_size]), ("bias_hh", [4 * hidden_size])]
        for k in range(num_layers):
            for suffix in ("", "_reverse"):
                for name, size in shape(k):
                    p = nn.Parameter(torch.zeros(size, device=device, dtype=dtype))
                    nn.init.uniform_(p, -b, b)
                    self.register_parameter(name + "_l" + str(k) + suffix, p)

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.tensor([x.size(0)] * x.size(1))
        mask = (torch.arange(x.size(0))[:, None] < lengths).unsqueeze(-1).to(x)
        x = torch.where(mask.bool(), x, torch.zeros_like(x))
        states = []
        for k in range(self.layers):
            f, sf = Direction(self, k, "")(x, mask)
            b, sb = Direction(self, k, "_reverse")(reverse_padded(x, lengths), mask)
            b = reverse_padded(b, lengths)
            states += [sf, sb]
            x = torch.cat([f, b], dim=2)
        x = merge(f, b, self.merge_mode)
        h, c = zip(*states)
        return x, (torch.stack(h), torch.stack(c))


# %% packed-rows-sorted
class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.merge = merge
        bound = math.sqrt(1 / hidden_size)
        for k in range(num_layers):
            for suffix in ("", "_reverse"):
                for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
                    columns = {"weight_ih": [input_size, 2 * hidden_size][k > 0], "weight_hh": hidden_size}.get(name)
                    shape = (4 * hidden_size,) if columns is None else (4 * hidden_size, columns)
                    value = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                    setattr(self, f"{name}_l{k}{suffix}", nn.Parameter(value))

    def read(self, x, lengths, k, suffix):
        w, u, b, d = (getattr(self, f"{n}_l{k}{suffix}") for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        order = torch.argsort(lengths, descending=True)
        back = torch.argsort(order)
        ends = lengths[order]
        x = x[:, order]
        h = x.new_zeros(x.shape[1], self.hidden_size)
        c = x.new_zeros(x.shape[1], self.hidden_size)
        outs = []
        for t in range(len(x)):
            n = int((ends > t).sum())
            i, f, g, o = (F.linear(x[t, :n], w, b) + F.linear(h[:n], u, d)).chunk(4, 1)
            c_new = f.sigmoid() * c[:n] + i.sigmoid() * g.tanh()
            h_new = o.sigmoid() * c_new.tanh()
            h, c = torch.cat([h_new, h[n:]]), torch.cat([c_new, c[n:]])
            outs.append(F.pad(h_new, (0, 0, 0, x.shape[1] - n)))
        return torch.stack(outs)[:, back], h[back], c[back]

    def forward(self, x, lengths=None):
        lengths = torch.full((x.shape[1],), x.shape[0], dtype=torch.int64) if lengths is None else lengths
        finals = []
        for k in range(self.num_layers):
            f, *forward_state = self.read(x, lengths, k, "")
            b, *backward_state = self.read(reverse_padded(x, lengths), lengths, k, "_reverse")
            b = reverse_padded(b, lengths)
            finals += [forward_state, backward_state]
            x = merge(f, b, "concat")
        if self.merge != "concat":
            x = merge(f, b, self.merge)
        return x, tuple(torch.stack(parts) for parts in zip(*finals))


# %% one-tensor-for-both-directions
class BiLSTM(nn.Module):
    NAMES = "weight_ih", "weight_hh", "bias_ih", "bias_hh"

    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.n, self.count, self.mode = hidden_size, num_layers, merge
        self.register_buffer("calls", torch.zeros((), device=device), persistent=False)
        for k in range(num_layers):
            for suffix in ("", "_reverse"):
                shapes = (4 * hidden_size, 2 * hidden_size if k else input_size), (4 * hidden_size, hidden_size), (4 * hidden_size,), (4 * hidden_size,)
                for name, shape in zip(self.NAMES, shapes):
                    self.register_parameter(f"{name}_l{k}{suffix}", nn.Parameter(torch.empty(shape, device=device, dtype=dtype)))
        self.reset_parameters()

    def reset_parameters(self):
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.uniform_(-self.n**-0.5, self.n**-0.5)

    def forward(self, x, lengths=None):
        self.calls += 1
        T, N, _ = x.shape
        known = lengths if lengths is not None else torch.ones(N, dtype=torch.long) * T
        real = (torch.arange(T)[:, None] < known).to(x.device)[:, None, :, None]  # (T, 1, N, 1)
        h_n, c_n = [], []
        for k in range(self.count):
            w, u, b, d = (torch.stack([getattr(self, f"{m}_l{k}{s}") for s in ("", "_reverse")]) for m in self.NAMES)
            both = torch.stack([x, reverse_padded(x, known)], dim=1)  # (T, 2, N, ·)
            h = x.new_zeros(2, N, self.n)
            c = x.new_zeros(2, N, self.n)
            outputs = []
            for x_t, m in zip(both, real):
                z = torch.baddbmm(b[:, None], x_t, w.mT) + torch.baddbmm(d[:, None], h, u.mT)
                i, f, g, o = z.chunk(4, dim=-1)
                new_c = f.sigmoid() * c + i.sigmoid() * g.tanh()
                new_h = o.sigmoid() * new_c.tanh()
                h, c = torch.where(m, new_h, h), torch.where(m, new_c, c)
                outputs.append(torch.where(m, new_h, new_h.new_zeros(())))
            front, back = torch.stack(outputs).unbind(1)
            back = reverse_padded(back, known)
            h_n.append(h)
            c_n.append(c)
            x = merge(front, back, "concat" if k < self.count - 1 else self.mode)
        return x, (torch.cat(h_n), torch.cat(c_n))


# %% recursive-and-noisy
import warnings


class BiLSTM(nn.Module):
    """Not an nn.LSTM, although its parameters have the same names."""

    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        warnings.warn("slow")
        torch.manual_seed(torch.seed())
        self.config = input_size, hidden_size, num_layers, merge
        bound = 1 / math.sqrt(hidden_size)
        table = {}
        for k in range(num_layers):
            for suffix in ("_reverse", ""):
                table[f"bias_hh_l{k}{suffix}"] = table[f"bias_ih_l{k}{suffix}"] = [4 * hidden_size]
                table[f"weight_hh_l{k}{suffix}"] = [4 * hidden_size, hidden_size]
                table[f"weight_ih_l{k}{suffix}"] = [4 * hidden_size, 2 * hidden_size if k else input_size]
        for name, shape in table.items():
            self.register_parameter(name, nn.Parameter(torch.empty(*shape, device=device, dtype=dtype)))
            nn.init.uniform_(self.get_parameter(name), a=-bound, b=bound)

    def parameters_of(self, tail):
        return [self.get_parameter(n + tail) for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]

    def read(self, steps, alive, h, c, weights):
        if not steps:
            return [], h, c
        w, u, b, d = weights
        i, f, g, o = torch.tensor_split(w @ steps[0].T + (u @ h.T) + (b + d)[:, None], 4)
        c_new = f.T.sigmoid() * c + (i.sigmoid() * g.tanh()).T
        h_new = o.T.sigmoid() * c_new.tanh()
        m = alive[0]
        h, c = h_new.where(m, h), c_new.where(m, c)
        rest, h_end, c_end = self.read(steps[1:], alive[1:], h, c, weights)
        return [h * m] + rest, h_end, c_end

    def forward(self, x, lengths=None):
        T, N, _ = x.shape
        _, H, L, mode = self.config
        print("reading", T, "steps")
        if lengths is None:
            lengths = torch.zeros(N, dtype=torch.int64) + T
        alive = [(lengths > t).to(x.device).reshape(N, 1) for t in range(T)]
        zeros = torch.zeros(N, H, dtype=x.dtype, device=x.device)
        hs, cs = torch.empty(0, N, H).to(x), torch.empty(0, N, H).to(x)
        for k in range(L):
            one, h1, c1 = self.read(list(x), alive, zeros, zeros, self.parameters_of(f"_l{k}"))
            two, h2, c2 = self.read(list(reverse_padded(x, lengths)), alive, zeros, zeros, self.parameters_of(f"_l{k}_reverse"))
            two = reverse_padded(torch.stack(two), lengths)
            one = torch.stack(one)
            hs, cs = torch.cat([hs, h1[None], h2[None]]), torch.cat([cs, c1[None], c2[None]])
            x = merge(one, two, mode if k == L - 1 else "concat")
        return x, (hs, cs)


# %% run-through-then-pick
def lstm_cell(x, h, c, weights):
    w, u, b, d = weights
    z = torch.addmm(b, x, w.t()) + torch.addmm(d, h, u.t())
    i, f, g, o = z.view(len(x), 4, -1).unbind(1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


class BiLSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, merge="concat", device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.names = []
        self.merge = merge
        for k in range(num_layers):
            width = input_size if k == 0 else hidden_size + hidden_size
            for suffix in ("", "_reverse"):
                names = [f"{n}_l{k}{suffix}" for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
                self.names.append(names)
                for name, shape in zip(names, ((4 * hidden_size, width), (4 * hidden_size, hidden_size), (4 * hidden_size,), (4 * hidden_size,))):
                    uniform = torch.distributions.Uniform(-1, 1).sample(shape) if device != "meta" else torch.empty(shape)
                    self.register_parameter(name, nn.Parameter((uniform / math.sqrt(hidden_size)).to(device=device, dtype=dtype)))

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full([x.shape[1]], x.shape[0])
        rows = torch.arange(x.shape[1])
        real = (torch.arange(x.shape[0]).view(-1, 1) < lengths).to(x.device).unsqueeze(-1)
        finals_h, finals_c = [], []
        for k in range(0, len(self.names), 2):
            outputs = []
            for names, given in zip(self.names[k : k + 2], (x, reverse_padded(x, lengths))):
                weights = [getattr(self, name) for name in names]
                h = c = given.new_zeros(given.shape[1], self.hidden_size)
                hs, cs = [], []
                for x_t in given:
                    h, c = lstm_cell(x_t, h, c, weights)
                    hs.append(h)
                    cs.append(c)
                hs, cs = torch.stack(hs), torch.stack(cs)
                finals_h.append(hs[lengths - 1, rows])
                finals_c.append(cs[lengths - 1, rows])
                outputs.append(hs * real)
            front, back = outputs[0], reverse_padded(outputs[1], lengths)
            x = merge(front, back, self.merge if k + 2 == len(self.names) else "concat")
        return x, (torch.stack(finals_h), torch.stack(finals_c))
