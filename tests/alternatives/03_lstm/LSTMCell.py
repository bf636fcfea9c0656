"""Correct versions of `LSTMCell` in other styles, one a cell: every one earns full points."""


# %% as-in-torch
class LSTMCell(nn.Module):
    """Like nn.LSTMCell, but ours."""

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        factory_kwargs = {"device": device, "dtype": dtype}
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        self.weight_ih = nn.Parameter(torch.empty((4 * hidden_size, input_size), **factory_kwargs))
        self.weight_hh = nn.Parameter(torch.empty((4 * hidden_size, hidden_size), **factory_kwargs))
        if bias:
            self.bias_ih = nn.Parameter(torch.empty(4 * hidden_size, **factory_kwargs))
            self.bias_hh = nn.Parameter(torch.empty(4 * hidden_size, **factory_kwargs))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        self.reset_parameters()

    def reset_parameters(self):
        stdv = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            nn.init.uniform_(weight, -stdv, stdv)

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros(x.size(0), self.hidden_size, dtype=x.dtype, device=x.device)
            state = (zeros, zeros)
        hx, cx = state
        gates = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(hx, self.weight_hh, self.bias_hh)
        ingate, forgetgate, cellgate, outgate = gates.chunk(4, 1)
        cy = forgetgate.sigmoid() * cx + ingate.sigmoid() * cellgate.tanh()
        return outgate.sigmoid() * cy.tanh(), cy


# %% calls-lstm-step
class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        H, k = hidden_size, hidden_size**-0.5

        def start(*shape):
            return nn.Parameter(torch.rand(*shape, device=device, dtype=dtype) * 2 * k - k)

        self.H = H
        self.weight_ih, self.weight_hh = start(4 * H, input_size), start(4 * H, H)
        self.bias_ih = start(4 * H) if bias else None
        self.bias_hh = start(4 * H) if bias else None

    def forward(self, x, state=None):
        if state is None:
            state = (x.new_zeros(len(x), self.H),) * 2
        b, d = self.bias_ih, self.bias_hh
        if b is None:
            b = d = x.new_zeros(4 * self.H)
        return lstm_step(x, state, self.weight_ih, self.weight_hh, b, d)


# %% biases-first-and-slices
class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        k = 1 / math.sqrt(hidden_size)
        for name in ("bias_hh", "bias_ih"):
            parameter = nn.Parameter(torch.empty(4 * hidden_size, device=device, dtype=dtype)) if bias else None
            self.register_parameter(name, parameter)
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size, device=device, dtype=dtype))
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size, device=device, dtype=dtype))
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.uniform_(-k, k)

    def _gate(self, index, x, h):
        n = self.weight_hh.shape[1]
        rows = slice(index * n, (index + 1) * n)
        total = x @ self.weight_ih[rows].T + h @ self.weight_hh[rows].T
        if self.bias_ih is not None:
            total = total + self.bias_ih[rows] + self.bias_hh[rows]
        return total

    def forward(self, x, state=None):
        n = self.weight_hh.shape[1]
        h = x.new_zeros(x.shape[0], n) if state is None else state[0]
        c = x.new_zeros(x.shape[0], n) if state is None else state[1]
        i, f, o = (torch.sigmoid(self._gate(k, x, h)) for k in (0, 1, 3))
        g = torch.tanh(self._gate(2, x, h))
        c = f * c + i * g
        return o * torch.tanh(c), c


# %% einsum-and-helper-class
class Gates:
    """Splits a stacked tensor into its four gates."""

    def __init__(self, hidden):
        self.hidden = hidden

    def __call__(self, stacked):
        stacked = stacked.reshape(*stacked.shape[:-1], 4, self.hidden)
        return stacked[..., 0, :], stacked[..., 1, :], stacked[..., 2, :], stacked[..., 3, :]


class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.gates = Gates(hidden_size)
        make = lambda *s: nn.Parameter(nn.init.uniform_(torch.empty(*s, device=device, dtype=dtype), -hidden_size**-0.5, hidden_size**-0.5))
        self.weight_ih = make(4 * hidden_size, input_size)
        self.weight_hh = make(4 * hidden_size, hidden_size)
        self.bias_ih, self.bias_hh = (make(4 * hidden_size), make(4 * hidden_size)) if bias else (None, None)

    def forward(self, x, state=None):
        z = torch.einsum("ni,gi->ng", x, self.weight_ih)
        c = 0.0
        if state is not None:
            h, c = state
            z = z + torch.einsum("nj,gj->ng", h, self.weight_hh)
        else:
            z = z + 0.0 * self.weight_hh.sum()
        for b in (self.bias_ih, self.bias_hh):
            z = z if b is None else z + b
        i, f, g, o = self.gates(z)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% concatenated-input-with-cached-property-names
class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        k = math.pow(hidden_size, -0.5)
        shapes = {"weight_ih": (4 * hidden_size, input_size), "weight_hh": (4 * hidden_size, hidden_size)}
        if bias:
            shapes["bias_ih"] = shapes["bias_hh"] = (4 * hidden_size,)
        else:
            self.bias_ih = self.bias_hh = None
        for name, shape in shapes.items():
            setattr(self, name, nn.Parameter(torch.distributions.Uniform(-k, k).sample(shape).to(device=device, dtype=dtype or torch.get_default_dtype())))

    def forward(self, x, state=None):
        state = state or [x.new_zeros(x.shape[0], self.weight_hh.shape[1]) for _ in range(2)]
        h, c = state
        weight = torch.cat((self.weight_ih, self.weight_hh), 1)
        bias = None if self.bias_ih is None else self.bias_ih + self.bias_hh
        sigmoid_first = F.linear(torch.cat((x, h), 1), weight, bias).split(h.shape[1], 1)
        i, f, o = map(torch.sigmoid, (sigmoid_first[0], sigmoid_first[1], sigmoid_first[3]))
        c = f * c + i * torch.tanh(sigmoid_first[2])
        h = o * torch.tanh(c)
        return (h, c)


# %% noisy
import warnings

torch.manual_seed(1234)
print("defining LSTMCell, not nn.LSTMCell")


class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super(LSTMCell, self).__init__()
        print(f"LSTMCell({input_size}, {hidden_size})")
        warnings.warn("deprecated", DeprecationWarning)
        self.input_size, self.hidden_size, self.has_bias = input_size, hidden_size, bias
        k = 1.0 / hidden_size**0.5
        self.weight_ih = nn.Parameter((torch.rand(4 * hidden_size, input_size, device=device, dtype=dtype) - 0.5) * 2 * k)
        self.weight_hh = nn.Parameter((torch.rand(4 * hidden_size, hidden_size, device=device, dtype=dtype) - 0.5) * 2 * k)
        if bias:
            self.bias_ih = nn.Parameter((torch.rand(4 * hidden_size, device=device, dtype=dtype) - 0.5) * 2 * k)
            self.bias_hh = nn.Parameter((torch.rand(4 * hidden_size, device=device, dtype=dtype) - 0.5) * 2 * k)
        else:
            self.bias_ih = None
            self.bias_hh = None
        # the zero state follows .to(), and is no part of the state_dict
        self.register_buffer("zero", torch.zeros(1, hidden_size, device=device, dtype=dtype), persistent=False)
        self.calls = 0

    def forward(self, x, state=None):
        self.calls += 1
        print("call", self.calls)
        warnings.warn("slow", RuntimeWarning)
        if state is None:
            h = self.zero.expand(x.shape[0], -1)
            c = self.zero.expand(x.shape[0], -1)
        else:
            h, c = state
        gates = torch.matmul(x, self.weight_ih.t()) + torch.matmul(h, self.weight_hh.t())
        if self.has_bias:
            gates = gates + self.bias_ih + self.bias_hh
        n = self.hidden_size
        i = torch.sigmoid(gates[:, 0:n])
        f = torch.sigmoid(gates[:, n : 2 * n])
        g = torch.tanh(gates[:, 2 * n : 3 * n])
        o = torch.sigmoid(gates[:, 3 * n : 4 * n])
        new_c = f * c + i * g
        new_h = o * torch.tanh(new_c)
        return new_h, new_c


# %% zeros-moved-to-the-input
class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.weight_ih = nn.Parameter(torch.zeros(4 * hidden_size, input_size))
        self.weight_hh = nn.Parameter(torch.zeros(4 * hidden_size, hidden_size))
        self.bias_ih = nn.Parameter(torch.zeros(4 * hidden_size)) if bias else None
        self.bias_hh = nn.Parameter(torch.zeros(4 * hidden_size)) if bias else None
        self.to(device=device, dtype=dtype)
        for p in self.parameters():
            p.data.uniform_(-1 / math.sqrt(hidden_size), 1 / math.sqrt(hidden_size))

    def forward(self, x, state=None):
        if state is None:
            h = torch.zeros(x.shape[0], self.hidden_size).to(x)
            c = torch.zeros(x.shape[0], self.hidden_size).to(x)
        else:
            h, c = state[0], state[1]
        gates = x @ self.weight_ih.T + h @ self.weight_hh.T
        if self.bias_ih is not None:
            gates = gates + (self.bias_ih + self.bias_hh)
        i, f, g, o = gates.chunk(4, dim=-1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


# %% one-sequence-under-vmap
def one_sequence(gates, c):
    i, f, g, o = gates.chunk(4)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        empty = lambda *shape: nn.Parameter(torch.empty(shape, device=device, dtype=dtype))
        self.weight_ih, self.weight_hh = empty(4 * hidden_size, input_size), empty(4 * hidden_size, hidden_size)
        self.bias_ih, self.bias_hh = (empty(4 * hidden_size), empty(4 * hidden_size)) if bias else (None, None)
        bound = math.sqrt(1 / hidden_size)
        [nn.init.uniform_(p, -bound, bound) for p in self.parameters()]

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros((x.shape[0], self.weight_hh.shape[1]), dtype=x.dtype, device=x.device)
            state = (zeros, zeros)
        h, c = state
        return torch.vmap(one_sequence)(F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh), c)


# %% parameters-in-a-base-class
class Recurrent(nn.Module):
    blocks = 1

    def __init__(self, input_size, hidden_size, bias, device, dtype):
        super().__init__()
        self.sizes = (input_size, hidden_size)
        rows = self.blocks * hidden_size
        for name, shape in dict(weight_ih=(rows, input_size), weight_hh=(rows, hidden_size), bias_ih=(rows,), bias_hh=(rows,)).items():
            used = bias or name.startswith("weight")
            self.register_parameter(name, nn.Parameter(torch.empty(shape, device=device, dtype=dtype)) if used else None)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -(hidden_size**-0.5), hidden_size**-0.5)

    def total(self, x, h):
        return F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)


class LSTMCell(Recurrent):
    blocks = 4

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, device, dtype)

    def forward(self, x, state=None):
        h, c = state if state is not None else x.new_zeros(2, x.shape[0], self.sizes[1])
        squashed = self.total(x, h).unflatten(-1, (4, self.sizes[1])).transpose(0, 1)
        i, f, o = torch.sigmoid(squashed[[0, 1, 3]])
        c = torch.lerp(i * torch.tanh(squashed[2]), c + i * torch.tanh(squashed[2]), f)
        return o * torch.tanh(c), c


# %% loop-over-units
class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.n = hidden_size
        k = 1 / math.sqrt(hidden_size)
        self.weight_ih = nn.Parameter(torch.empty(4 * self.n, input_size, device=device, dtype=dtype).uniform_(-k, k))
        self.weight_hh = nn.Parameter(torch.empty(4 * self.n, self.n, device=device, dtype=dtype).uniform_(-k, k))
        self.bias_ih = nn.Parameter(torch.empty(4 * self.n, device=device, dtype=dtype).uniform_(-k, k)) if bias else None
        self.bias_hh = nn.Parameter(torch.empty(4 * self.n, device=device, dtype=dtype).uniform_(-k, k)) if bias else None

    def forward(self, x, state=None):
        h, c = (torch.zeros_like(x[:, :1]).repeat(1, self.n),) * 2 if state is None else state

        def unit(gate, j):
            row = gate * self.n + j
            total = (x * self.weight_ih[row]).sum(1) + (h * self.weight_hh[row]).sum(1)
            return total if self.bias_ih is None else total + self.bias_ih[row] + self.bias_hh[row]

        hs, cs = [], []
        for j in range(self.n):
            i, f, o = (torch.sigmoid(unit(gate, j)) for gate in (0, 1, 3))
            cs.append(f * c[:, j] + i * torch.tanh(unit(2, j)))
            hs.append(o * torch.tanh(cs[-1]))
        return torch.stack(hs, dim=1), torch.stack(cs, dim=1)
