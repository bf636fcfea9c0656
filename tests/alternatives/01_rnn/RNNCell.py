"""Right versions of `RNNCell`, one a cell, written as differently as students write: loops, concatenations, helper classes, other ways to make parameters and to refuse a nonlinearity."""


# %% getattr-function
class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError("nonlinearity must be tanh or relu")
        self.input_size, self.hidden_size = input_size, hidden_size
        self.nonlinearity = nonlinearity
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.empty(hidden_size, hidden_size, **factory))
        if bias:
            self.bias_ih = nn.Parameter(torch.empty(hidden_size, **factory))
            self.bias_hh = nn.Parameter(torch.empty(hidden_size, **factory))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        k = 1 / math.sqrt(hidden_size)
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, h=None):
        if h is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
        total = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        return getattr(torch, self.nonlinearity)(total)


# %% zeros-by-new-zeros
class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError("nonlinearity must be tanh or relu")
        self.input_size, self.hidden_size = input_size, hidden_size
        self.nonlinearity = nonlinearity
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.empty(hidden_size, hidden_size, **factory))
        if bias:
            self.bias_ih = nn.Parameter(torch.empty(hidden_size, **factory))
            self.bias_hh = nn.Parameter(torch.empty(hidden_size, **factory))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        k = 1 / math.sqrt(hidden_size)
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, h=None):
        if h is None:
            h = x.new_zeros((len(x), self.weight_hh.shape[1]))
        total = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        return torch.tanh(total) if self.nonlinearity == "tanh" else torch.relu(total)


# %% reset-parameters
class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError("nonlinearity must be tanh or relu")
        self.input_size, self.hidden_size = input_size, hidden_size
        self.nonlinearity = nonlinearity
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.empty(hidden_size, hidden_size, **factory))
        if bias:
            self.bias_ih = nn.Parameter(torch.empty(hidden_size, **factory))
            self.bias_hh = nn.Parameter(torch.empty(hidden_size, **factory))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        k = 1 / math.sqrt(hidden_size)
        self.reset_parameters(k)

    def reset_parameters(self, k):
        with torch.no_grad():
            for p in self.parameters():
                p.copy_(torch.rand_like(p) * 2 * k - k)

    def forward(self, x, h=None):
        if h is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
        total = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        return torch.tanh(total) if self.nonlinearity == "tanh" else torch.relu(total)


# %% plain
class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError("nonlinearity must be tanh or relu")
        self.input_size, self.hidden_size = input_size, hidden_size
        self.nonlinearity = nonlinearity
        factory = {"device": device, "dtype": dtype}
        self.weight_ih = nn.Parameter(torch.empty(hidden_size, input_size, **factory))
        self.weight_hh = nn.Parameter(torch.empty(hidden_size, hidden_size, **factory))
        if bias:
            self.bias_ih = nn.Parameter(torch.empty(hidden_size, **factory))
            self.bias_hh = nn.Parameter(torch.empty(hidden_size, **factory))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        k = 1 / math.sqrt(hidden_size)
        for p in self.parameters():
            nn.init.uniform_(p, -k, k)

    def forward(self, x, h=None):
        if h is None:
            h = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype, device=x.device)
        total = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        return torch.tanh(total) if self.nonlinearity == "tanh" else torch.relu(total)


# %% own-step
class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        if nonlinearity != "tanh" and nonlinearity != "relu":
            raise ValueError(f"unknown nonlinearity: {nonlinearity}")
        self.nonlinearity = nonlinearity
        bound = hidden_size ** -0.5
        for name, shape in [("weight_ih", (hidden_size, input_size)), ("weight_hh", (hidden_size, hidden_size))]:
            self.register_parameter(name, nn.Parameter(torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)))
        for name in ("bias_ih", "bias_hh"):
            value = nn.Parameter((2 * torch.rand(hidden_size, device=device, dtype=dtype) - 1) * bound) if bias else None
            self.register_parameter(name, value)

    def forward(self, x, h=None):
        if h is None:
            h = torch.zeros(x.size(0), self.weight_hh.size(0)).to(x)
        if self.nonlinearity == "tanh" and self.bias_ih is not None:
            return rnn_step(x, h, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        a = x.matmul(self.weight_ih.t()) + h.matmul(self.weight_hh.t())
        if self.bias_ih is not None:
            a = a + self.bias_ih + self.bias_hh
        return a.clamp(min=0) if self.nonlinearity == "relu" else a.tanh()


# %% dictionary-of-functions
class RNNCell(torch.nn.Module):
    FUNCTIONS = {"tanh": nn.Tanh, "relu": nn.ReLU}

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super(RNNCell, self).__init__()
        try:
            self.f = self.FUNCTIONS[nonlinearity]()
        except KeyError:
            raise ValueError(f"expected tanh or relu, got {nonlinearity}") from None
        b = 1.0 / float(hidden_size) ** 0.5
        make = lambda *s: nn.Parameter(torch.distributions.Uniform(-1.0, 1.0).sample(s).to(device=device, dtype=dtype or torch.get_default_dtype()) * b)
        self.weight_ih = make(hidden_size, input_size)
        self.weight_hh = make(hidden_size, hidden_size)
        if bias:
            self.bias_ih, self.bias_hh = make(hidden_size), make(hidden_size)
        else:
            self.bias_ih = self.bias_hh = None

    def forward(self, x, h=None):
        pre = torch.einsum("ni,hi->nh", x, self.weight_ih)
        if h is not None:
            pre = pre + torch.einsum("ni,hi->nh", h, self.weight_hh)
        if self.bias_ih is not None:
            pre = pre + (self.bias_ih + self.bias_hh)
        return self.f(pre)


# %% concatenated
class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        match nonlinearity:
            case "tanh":
                self.squash = torch.tanh
            case "relu":
                self.squash = F.relu
            case _:
                raise ValueError("nonlinearity")
        self.n = hidden_size
        std = 1.0 / math.sqrt(hidden_size)
        kw = dict(device=device, dtype=dtype)
        self.weight_ih = nn.Parameter(torch.zeros(hidden_size, input_size, **kw))
        self.weight_hh = nn.Parameter(torch.zeros(hidden_size, hidden_size, **kw))
        self.bias_ih = nn.Parameter(torch.zeros(hidden_size, **kw)) if bias else None
        self.bias_hh = nn.Parameter(torch.zeros(hidden_size, **kw)) if bias else None
        for weight in self.parameters():
            weight.data.uniform_(-std, std)

    def forward(self, x, h=None):
        h = torch.zeros((x.shape[0], self.n), dtype=x.dtype, device=x.device) if h is None else h
        z = torch.cat([x, h], dim=-1) @ torch.cat([self.weight_ih, self.weight_hh], dim=-1).T
        bias = 0 if self.bias_ih is None else self.bias_ih + self.bias_hh
        return self.squash(z + bias)


# %% enumeration-and-unit-by-unit
import enum

class Kind(enum.Enum):
    TANH = "tanh"
    RELU = "relu"

class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        self.kind = Kind(nonlinearity)
        k = math.sqrt(1 / hidden_size)
        def p(*size):
            q = nn.Parameter(torch.empty(*size, device=device, dtype=dtype))
            nn.init.uniform_(q, a=-k, b=k)
            return q
        self.weight_ih, self.weight_hh = p(hidden_size, input_size), p(hidden_size, hidden_size)
        self.bias_ih = p(hidden_size) if bias else None
        self.bias_hh = p(hidden_size) if bias else None

    def forward(self, x, h=None):
        if h is None:
            h = torch.zeros_like(x[:, :1]).expand(-1, self.weight_hh.shape[0])
        units = []
        for j in range(self.weight_hh.shape[0]):
            a = (x * self.weight_ih[j]).sum(1) + (h * self.weight_hh[j]).sum(1)
            if self.bias_ih is not None:
                a = a + self.bias_ih[j] + self.bias_hh[j]
            units.append(a)
        a = torch.stack(units, dim=1)
        return torch.tanh(a) if self.kind is Kind.TANH else torch.where(a > 0, a, torch.zeros_like(a))


# %% helper-class-and-buffer
print("defining my cell")

class Affine(nn.Module):
    def forward(self, value, weight, bias):
        out = value @ weight.transpose(-1, -2)
        return out if bias is None else out + bias

class RNNCell(nn.Module):
    """My version of nn.RNNCell, without nn.RNNCell."""

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__()
        if nonlinearity not in {"tanh", "relu"}:
            raise ValueError(nonlinearity)
        self.activation = {"tanh": torch.tanh, "relu": torch.relu}[nonlinearity]
        k = hidden_size**-0.5
        self.weight_ih = nn.Parameter(torch.empty((hidden_size, input_size), dtype=dtype, device=device))
        self.weight_hh = nn.Parameter(torch.empty((hidden_size, hidden_size), dtype=dtype, device=device))
        self.bias_ih, self.bias_hh = None, None
        if bias:
            self.bias_ih = nn.Parameter(torch.empty((hidden_size,), dtype=dtype, device=device))
            self.bias_hh = nn.Parameter(torch.empty((hidden_size,), dtype=dtype, device=device))
        torch.manual_seed(torch.seed() % 2**31)
        [nn.init.uniform_(p, -k, k) for p in self.parameters()]
        self.affine = Affine()
        self.register_buffer("zero", torch.zeros(1, hidden_size, dtype=dtype, device=device), persistent=False)

    def forward(self, x, h=None):
        h = self.zero.expand(x.shape[0], -1) if h is None else h
        return self.activation(self.affine(x, self.weight_ih, self.bias_ih) + self.affine(h, self.weight_hh, self.bias_hh))
