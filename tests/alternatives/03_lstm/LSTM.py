"""Correct versions of `LSTM` in other styles, one a cell: every one earns full points."""


# %% calls-lstm-step
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.H, self.L, self.with_bias, self.batch_first = hidden_size, num_layers, bias, batch_first
        k = 1 / math.sqrt(hidden_size)
        for l in range(num_layers):
            n_in = hidden_size if l else input_size
            for name, shape in [("weight_ih", (4 * hidden_size, n_in)), ("weight_hh", (4 * hidden_size, hidden_size))] + (
                [("bias_ih", (4 * hidden_size,)), ("bias_hh", (4 * hidden_size,))] if bias else []
            ):
                p = nn.Parameter(torch.empty(*shape, device=device, dtype=dtype))
                nn.init.uniform_(p, -k, k)
                setattr(self, f"{name}_l{l}", p)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        T, N, _ = x.shape
        if state is None:
            state = (x.new_zeros(self.L, N, self.H), x.new_zeros(self.L, N, self.H))
        hs, cs = list(state[0].unbind(0)), list(state[1].unbind(0))
        zeros = x.new_zeros(4 * self.H)
        output = []
        for t in range(T):
            y = x[t]
            for l in range(self.L):
                b = getattr(self, f"bias_ih_l{l}") if self.with_bias else zeros
                d = getattr(self, f"bias_hh_l{l}") if self.with_bias else zeros
                hs[l], cs[l] = lstm_step(y, (hs[l], cs[l]), getattr(self, f"weight_ih_l{l}"), getattr(self, f"weight_hh_l{l}"), b, d)
                y = hs[l]
            output.append(y)
        output = torch.stack(output, dim=1 if self.batch_first else 0)
        return output, (torch.stack(hs), torch.stack(cs))


# %% borrows-cells-parameters
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.batch_first = batch_first
        cells = [LSTMCell(hidden_size if k else input_size, hidden_size, bias, device, dtype) for k in range(num_layers)]
        for k, cell in enumerate(cells):
            for name, parameter in cell.named_parameters():
                self.register_parameter(f"{name}_l{k}", parameter)
        self.__dict__["hidden"] = (hidden_size, num_layers, bias)

    def forward(self, x, state=None):
        hidden, layers, bias = self.hidden
        seq = x.transpose(0, 1) if self.batch_first else x
        finals = []
        for k in range(layers):
            names = ["weight_ih", "weight_hh"] + (["bias_ih", "bias_hh"] if bias else [])
            p = {name: getattr(self, f"{name}_l{k}") for name in names}
            if state is None:
                h = c = seq.new_zeros(seq.shape[1], hidden)
            else:
                h, c = state[0][k], state[1][k]
            out = []
            for x_t in seq.unbind(0):
                z = x_t @ p["weight_ih"].T + h @ p["weight_hh"].T
                if bias:
                    z = z + p["bias_ih"] + p["bias_hh"]
                i, f, g, o = z.chunk(4, 1)
                c = f.sigmoid() * c + i.sigmoid() * g.tanh()
                h = o.sigmoid() * c.tanh()
                out.append(h)
            seq = torch.stack(out)
            finals.append((h, c))
        h_n, c_n = map(torch.stack, zip(*finals))
        return (seq.transpose(0, 1) if self.batch_first else seq), (h_n, c_n)


# %% input-projection-out-of-the-loop
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.num_layers, self.hidden_size, self.bias, self.batch_first = num_layers, hidden_size, bias, batch_first
        bound = hidden_size**-0.5
        for k in range(num_layers):
            self.register_parameter(f"weight_ih_l{k}", nn.Parameter(torch.empty(4 * hidden_size, input_size if k == 0 else hidden_size, device=device, dtype=dtype)))
            self.register_parameter(f"weight_hh_l{k}", nn.Parameter(torch.empty(4 * hidden_size, hidden_size, device=device, dtype=dtype)))
            if bias:
                self.register_parameter(f"bias_ih_l{k}", nn.Parameter(torch.empty(4 * hidden_size, device=device, dtype=dtype)))
                self.register_parameter(f"bias_hh_l{k}", nn.Parameter(torch.empty(4 * hidden_size, device=device, dtype=dtype)))
        with torch.no_grad():
            for p in self.parameters():
                p.uniform_(-bound, bound)

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.permute(1, 0, 2)
        steps, batch = x.shape[:2]
        if state is None:
            h0 = c0 = torch.zeros(self.num_layers, batch, self.hidden_size, device=x.device, dtype=x.dtype)
        else:
            h0, c0 = state
        h_n, c_n = torch.empty_like(h0), torch.empty_like(c0)
        for k in range(self.num_layers):
            bias = getattr(self, f"bias_ih_l{k}") + getattr(self, f"bias_hh_l{k}") if self.bias else None
            projected = F.linear(x, getattr(self, f"weight_ih_l{k}"), bias)
            recurrent = getattr(self, f"weight_hh_l{k}").t()
            h, c = h0[k], c0[k]
            outputs = x.new_empty(steps, batch, self.hidden_size)
            for t in range(steps):
                i, f, g, o = torch.addmm(projected[t], h, recurrent).chunk(4, 1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs[t] = h
            h_n[k], c_n[k] = h, c
            x = outputs
        return (x.permute(1, 0, 2) if self.batch_first else x), (h_n, c_n)


# %% batch-first-inside
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.sizes = num_layers, hidden_size
        self.batch_first = batch_first
        self.names = []
        for k in range(num_layers):
            shapes = {"bias_hh": (4 * hidden_size,), "bias_ih": (4 * hidden_size,)} if bias else {}
            shapes.update(weight_hh=(4 * hidden_size, hidden_size), weight_ih=(4 * hidden_size, hidden_size if k > 0 else input_size))
            for name, shape in shapes.items():
                setattr(self, name + "_l" + str(k), nn.Parameter((2 * torch.rand(shape, device=device, dtype=dtype) - 1) / math.sqrt(hidden_size)))
        self.has_bias = bias

    def forward(self, x, state=None):
        layers, n = self.sizes
        if not self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            state = x.new_zeros(2, layers, x.size(0), n)
        last = []
        for k in range(layers):
            w, u = getattr(self, f"weight_ih_l{k}"), getattr(self, f"weight_hh_l{k}")
            b = getattr(self, f"bias_ih_l{k}") if self.has_bias else None
            d = getattr(self, f"bias_hh_l{k}") if self.has_bias else None
            h, c, ys = state[0][k], state[1][k], []
            for t in range(x.size(1)):
                i, f, g, o = torch.tensor_split(F.linear(x[:, t], w, b) + F.linear(h, u, d), 4, dim=-1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                ys.append(h.unsqueeze(1))
            x = torch.cat(ys, dim=1)
            last.append(torch.stack([h, c]))
        h_n, c_n = torch.stack(last, dim=1)
        return (x if self.batch_first else x.transpose(0, 1)), (h_n, c_n)


# %% recursive
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first = hidden_size, num_layers, batch_first
        k = 1 / math.sqrt(hidden_size)
        start = lambda *s: nn.Parameter(torch.empty(*s, device=device, dtype=dtype).uniform_(-k, k))
        for layer in range(num_layers):
            self.__setattr__(f"weight_ih_l{layer}", start(4 * hidden_size, [input_size, hidden_size][layer > 0]))
            self.__setattr__(f"weight_hh_l{layer}", start(4 * hidden_size, hidden_size))
            self.__setattr__(f"bias_ih_l{layer}", start(4 * hidden_size) if bias else None)
            self.__setattr__(f"bias_hh_l{layer}", start(4 * hidden_size) if bias else None)

    def parameters_of(self, layer):
        return [getattr(self, f"{name}_l{layer}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]

    def step(self, x, h, c, layer):
        w, u, b, d = self.parameters_of(layer)
        i, f, g, o = (F.linear(x, w, b) + F.linear(h, u, d)).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c

    def layer(self, xs, state, layer):
        if len(xs) == 0:
            return [], state
        state = self.step(xs[0], *state, layer)
        rest, final = self.layer(xs[1:], state, layer)
        return [state[0], *rest], final

    def forward(self, x, state=None):
        dim = 1 if self.batch_first else 0
        xs = x.unbind(dim)
        if state is None:
            z = torch.zeros(self.num_layers, xs[0].shape[0], self.hidden_size).to(x)
            state = z, z
        finals = []
        for layer in range(self.num_layers):
            xs, final = self.layer(xs, (state[0][layer], state[1][layer]), layer)
            finals.append(final)
        return torch.stack(xs, dim), (torch.stack([h for h, _ in finals]), torch.stack([c for _, c in finals]))


# %% functional-call-of-cell
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.batch_first, self.num_layers = batch_first, num_layers
        self.template = {}
        for k in range(num_layers):
            cell = LSTMCell(input_size if k == 0 else hidden_size, hidden_size, bias=bias, device=device, dtype=dtype)
            for name, p in cell.named_parameters():
                setattr(self, f"{name}_l{k}", p)
            self.template[k] = (cell, [name for name, _ in cell.named_parameters()])

    def forward(self, x, state=None):
        seq = torch.transpose(x, 0, 1) if self.batch_first else x
        finals = []
        for k, (cell, names) in self.template.items():
            weights = {name: getattr(self, f"{name}_l{k}") for name in names}
            carry = None if state is None else (state[0][k], state[1][k])
            outputs = []
            for x_t in seq:
                carry = torch.func.functional_call(cell, weights, (x_t, carry))
                outputs.append(carry[0])
            seq = torch.stack(outputs)
            finals.append(carry)
        output = torch.transpose(seq, 0, 1) if self.batch_first else seq
        return output, (torch.stack([h for h, _ in finals]), torch.stack([c for _, c in finals]))


# %% parameter-list-beside-names
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.batch_first, self.L, self.H, self.bias = batch_first, num_layers, hidden_size, bias
        bound = 1 / math.sqrt(hidden_size)
        self._all = []
        for k in range(num_layers):
            width = input_size if k == 0 else hidden_size
            group = []
            for name, *shape in (("weight_ih", 4 * hidden_size, width), ("weight_hh", 4 * hidden_size, hidden_size), ("bias_ih", 4 * hidden_size), ("bias_hh", 4 * hidden_size)):
                if name.startswith("bias") and not bias:
                    continue
                self.register_parameter(f"{name}_l{k}", nn.Parameter(torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)))
                group.append(f"{name}_l{k}")
            self._all.append(group)

    def flatten_parameters(self):
        pass

    def extra_repr(self):
        return f"{self.H}, num_layers={self.L}"

    def forward(self, x, state=None):
        print("LSTM forward", tuple(x.shape))
        x = x.transpose(0, 1).contiguous() if self.batch_first else x.contiguous()
        if state is None:
            h0 = torch.zeros(self.L, x.size(1), self.H, device=x.device, dtype=x.dtype)
            c0 = torch.zeros(self.L, x.size(1), self.H, device=x.device, dtype=x.dtype)
        else:
            h0, c0 = (s.contiguous() for s in state)
        outs_h, outs_c = [], []
        for k, group in enumerate(self._all):
            W, U, *biases = [getattr(self, name) for name in group]
            b = sum(biases) if biases else 0
            both = torch.cat([W, U], 1)
            h, c = h0[k].clone(), c0[k].clone()
            ys = []
            for t in range(x.size(0)):
                z = torch.cat([x[t], h], 1) @ both.T + b
                z = z.view(-1, 4, self.H)
                c = z[:, 1].sigmoid() * c + z[:, 0].sigmoid() * z[:, 2].tanh()
                h = z[:, 3].sigmoid() * c.tanh()
                ys += [h]
            x = torch.stack(ys)
            outs_h += [h]
            outs_c += [c]
        x = x.transpose(0, 1).contiguous() if self.batch_first else x
        return x, (torch.stack(outs_h, 0), torch.stack(outs_c, 0))


# %% diagonal-wavefront
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.L, self.H, self.batch_first, self.bias = num_layers, hidden_size, batch_first, bias
        for k in range(num_layers):
            for name, shape in self.shapes(input_size if k == 0 else hidden_size, hidden_size, bias).items():
                parameter = nn.Parameter(torch.empty(shape, device=device, dtype=dtype))
                nn.init.uniform_(parameter, -1 / hidden_size**0.5, 1 / hidden_size**0.5)
                self.register_parameter(f"{name}_l{k}", parameter)

    @staticmethod
    def shapes(i, h, bias):
        shapes = {"weight_ih": (4 * h, i), "weight_hh": (4 * h, h), "bias_ih": (4 * h,), "bias_hh": (4 * h,)}
        return shapes if bias else {name: shape for name, shape in shapes.items() if "weight" in name}

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.movedim(0, 1)
        steps = x.shape[0]
        h = {}
        c = {}
        for k in range(self.L):
            h[k, -1] = x.new_zeros(x.shape[1], self.H) if state is None else state[0][k]
            c[k, -1] = x.new_zeros(x.shape[1], self.H) if state is None else state[1][k]
        for wave in range(steps + self.L - 1):
            for k in range(self.L):
                t = wave - k
                if 0 <= t < steps:
                    below = x[t] if k == 0 else h[k - 1, t]
                    names = self.shapes(1, 1, self.bias)
                    p = {name: getattr(self, f"{name}_l{k}") for name in names}
                    z = F.linear(below, p["weight_ih"], p.get("bias_ih")) + F.linear(h[k, t - 1], p["weight_hh"], p.get("bias_hh"))
                    i, f, g, o = z.split(self.H, dim=1)
                    c[k, t] = torch.sigmoid(f) * c[k, t - 1] + torch.sigmoid(i) * torch.tanh(g)
                    h[k, t] = torch.sigmoid(o) * torch.tanh(c[k, t])
        output = torch.stack([h[self.L - 1, t] for t in range(steps)])
        if self.batch_first:
            output = output.movedim(0, 1)
        return output, (torch.stack([h[k, steps - 1] for k in range(self.L)]), torch.stack([c[k, steps - 1] for k in range(self.L)]))


# %% list-of-states-and-named-tuple
import collections
import warnings

Final = collections.namedtuple("Final", "h_n c_n")


class LSTM(nn.Module):
    """An nn.LSTM of our own; no nn.LSTM is used."""

    def __init__(self, input_size: int, hidden_size: int, num_layers: int = 1, bias: bool = True, batch_first: bool = False, device=None, dtype=None) -> None:
        super().__init__()
        warnings.warn("made an LSTM")
        self.hidden_size, self.num_layers, self.batch_first = hidden_size, num_layers, batch_first
        sizes = [input_size, *[hidden_size] * (num_layers - 1)]
        for k, size in enumerate(sizes):
            cell = LSTMCell(size, hidden_size, bias, device, dtype)
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
                parameter = getattr(cell, name)
                if parameter is not None:
                    setattr(self, f"{name}_l{k}", parameter)

    def forward(self, x, state=None):
        if self.batch_first:
            x = torch.swapaxes(x, 0, 1)
        states = [None] * self.num_layers if state is None else [list(pair) for pair in zip(state[0], state[1])]
        zero_bias = x.new_zeros(4 * self.hidden_size)
        for k in range(self.num_layers):
            if states[k] is None:
                states[k] = [x.new_zeros(x.shape[1], self.hidden_size) for _ in "hc"]
            parameters = [getattr(self, f"{name}_l{k}", zero_bias) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
            ys = []
            for x_t in x:
                states[k] = lstm_step(x_t, states[k], *parameters)
                ys.append(states[k][0])
            x = torch.stack(ys)
        final = Final(*(torch.stack(parts) for parts in zip(*states)))
        return torch.swapaxes(x, 0, 1) if self.batch_first else x, final
