"""Correct versions of `gate_trace` in other styles, one a cell: every one earns full points."""


# %% calls-the-cell-for-the-state
def gate_trace(cell, x, state=None):
    n = cell.weight_hh.shape[1]
    if state is None:
        state = x.new_zeros(x.shape[1], n), x.new_zeros(x.shape[1], n)
    steps = []
    for x_t in x:
        i, f, g, o = (F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(state[0], cell.weight_hh, cell.bias_hh)).chunk(4, 1)
        state = cell(x_t, state)
        steps.append((i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid(), state[1], state[0]))
    return dict(zip("ifgoch", map(torch.stack, zip(*steps))))


# %% no-grad
@torch.no_grad()
def gate_trace(cell, x, state=None):
    h, c = state if state is not None else (torch.zeros(x.size(1), cell.weight_hh.size(1)).to(x),) * 2
    result = {"i": [], "f": [], "g": [], "o": [], "c": [], "h": []}
    for t in range(x.size(0)):
        z = x[t] @ cell.weight_ih.T + h @ cell.weight_hh.T
        if cell.bias_ih is not None:
            z = z + cell.bias_ih + cell.bias_hh
        i, f, g, o = z.chunk(4, dim=1)
        i = torch.sigmoid(i)
        f = torch.sigmoid(f)
        g = torch.tanh(g)
        o = torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        result["i"].append(i)
        result["f"].append(f)
        result["g"].append(g)
        result["o"].append(o)
        result["c"].append(c)
        result["h"].append(h)
    for key in result:
        result[key] = torch.stack(result[key], dim=0)
    return result


# %% buffers
def gate_trace(cell, x, state=None):
    steps, batch, _ = x.shape
    hidden = cell.hidden_size
    trace = {key: torch.empty(steps, batch, hidden, dtype=x.dtype, device=x.device) for key in ("h", "c", "o", "g", "f", "i")}
    if state is None:
        h, c = torch.zeros(2, batch, hidden, dtype=x.dtype, device=x.device)
    else:
        h, c = state
    with torch.no_grad():
        for t in range(steps):
            gates = F.linear(x[t], cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
            gates = gates.view(batch, 4, hidden)
            trace["i"][t] = torch.sigmoid(gates[:, 0])
            trace["f"][t] = torch.sigmoid(gates[:, 1])
            trace["g"][t] = torch.tanh(gates[:, 2])
            trace["o"][t] = torch.sigmoid(gates[:, 3])
            c = trace["f"][t] * c + trace["i"][t] * trace["g"][t]
            h = trace["o"][t] * torch.tanh(c)
            trace["c"][t], trace["h"][t] = c, h
    return trace


# %% states-first-then-gates-at-once
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    hs, cs = [h], [c]
    for x_t in x:
        h, c = cell(x_t, (h, c))
        hs.append(h)
        cs.append(c)
    before = torch.stack(hs[:-1])
    z = F.linear(x, cell.weight_ih, cell.bias_ih) + F.linear(before, cell.weight_hh, cell.bias_hh)
    i, f, g, o = z.chunk(4, dim=-1)
    return dict(i=i.sigmoid(), f=f.sigmoid(), g=g.tanh(), o=o.sigmoid(), c=torch.stack(cs[1:]), h=torch.stack(hs[1:]))


# %% default-dictionary
from collections import defaultdict


def gate_trace(cell, x, state=None):
    print("tracing", len(x), "steps")
    trace = defaultdict(list)
    n = cell.weight_hh.shape[1]
    h = c = None
    if state is not None:
        h, c = state
    for x_t in x.detach():
        pre = x_t @ cell.weight_ih.detach().t()
        if h is not None:
            pre = pre + h @ cell.weight_hh.detach().t()
        for bias in (cell.bias_ih, cell.bias_hh):
            if bias is not None:
                pre = pre + bias.detach()
        values = {}
        for k, key in enumerate("ifgo"):
            block = pre[:, k * n : (k + 1) * n]
            values[key] = torch.tanh(block) if key == "g" else torch.sigmoid(block)
        written = values["i"] * values["g"]
        c = written if c is None else values["f"] * c + written
        h = values["o"] * torch.tanh(c)
        for key, value in {**values, "c": c, "h": h}.items():
            trace[key].append(value)
    return defaultdict(list, {key: torch.stack(value) for key, value in trace.items()})


# %% generator
def steps(cell, x, h, c):
    for x_t in x.unbind():
        i, f, g, o = torch.split(F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh), h.shape[1], dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = torch.addcmul(f * c, i, g)
        h = o * torch.tanh(c)
        yield torch.stack([i, f, g, o, c, h])


def gate_trace(cell, x, state=None):
    h, c = state or (x.new_zeros(x.shape[1], cell.weight_hh.shape[1]),) * 2
    every = torch.stack(list(steps(cell, x, h, c)), dim=1)
    return {key: values for key, values in zip("ifgoch", every)}


# %% a-class-that-records
class Recorder:
    def __init__(self):
        self.values = {}

    def add(self, **values):
        for key, value in values.items():
            self.values.setdefault(key, []).append(value.detach().clone())

    def result(self):
        return {key: torch.cat([v[None] for v in values]) for key, values in self.values.items()}


def gate_trace(cell, x, state=None):
    recorder = Recorder()
    if state is None:
        state = [torch.zeros_like(F.linear(x[0], cell.weight_ih)[:, : cell.weight_hh.shape[1]]) for _ in range(2)]
    h, c = state
    b = 0 if cell.bias_ih is None else cell.bias_ih + cell.bias_hh
    for x_t in x:
        i, f, g, o = (torch.cat([x_t, h], 1) @ torch.cat([cell.weight_ih, cell.weight_hh], 1).T + b).chunk(4, 1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = f * c + i * g
        h = o * c.tanh()
        recorder.add(c=c, h=h, o=o, g=g, f=f, i=i)
    return recorder.result()


# %% own-copy-of-the-cell
import copy
import warnings


def gate_trace(cell: nn.LSTMCell, x: torch.Tensor, state=None) -> dict:
    warnings.warn("tracing a copy")
    assert isinstance(cell, nn.Module)
    twin = copy.deepcopy(cell).requires_grad_(False).eval()
    weights = dict(twin.named_parameters())
    bias = sum(weights[name] for name in ("bias_ih", "bias_hh") if name in weights)
    h, c = (s.clone() for s in state) if state is not None else (x.new_zeros(x.shape[1], weights["weight_hh"].shape[1]) for _ in range(2))
    rows = []
    for t in range(len(x)):
        z = torch.einsum("ni,gi->ng", x[t], weights["weight_ih"]) + torch.einsum("nh,gh->ng", h, weights["weight_hh"]) + bias
        i, f, g, o = z.tensor_split(4, 1)
        h, c = twin(x[t], (h, c))
        rows.append([torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o), c, h])
    return {key: torch.stack([row[k] for row in rows]) for k, key in enumerate("ifgoch")}


# %% uses-lstm-step
def gate_trace(cell, x, state=None):
    n = cell.weight_hh.shape[1]
    zero = x.new_zeros(4 * n)
    b = zero if cell.bias_ih is None else cell.bias_ih
    d = zero if cell.bias_hh is None else cell.bias_hh
    state = (x.new_zeros(x.shape[1], n), x.new_zeros(x.shape[1], n)) if state is None else tuple(state)
    out = {}
    for x_t in x:
        h_before, c_before = state
        z = (x_t @ cell.weight_ih.T + h_before @ cell.weight_hh.T + b + d).reshape(-1, 4, n)
        c = torch.sigmoid(z[:, 1]) * c_before + torch.sigmoid(z[:, 0]) * torch.tanh(z[:, 2])
        h = torch.sigmoid(z[:, 3]) * torch.tanh(c)
        state = h, c
        step = dict(i=z[:, 0].sigmoid(), f=z[:, 1].sigmoid(), g=z[:, 2].tanh(), o=z[:, 3].sigmoid(), c=c, h=h)
        out = {key: torch.cat([out[key], value[None]]) if key in out else value[None] for key, value in step.items()}
    return out
