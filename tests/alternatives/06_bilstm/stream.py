"""Correct versions of `stream` in other styles, one a cell: every one earns full points."""


# %% forward-once-backward-in-windows
def stream(bilstm, x, chunk, lookahead):
    H = bilstm.hidden_size
    front = bilstm(x)[0][..., :H]
    backs = []
    for a in range(0, len(x), chunk):
        b = min(a + chunk, len(x))
        end = min(b + lookahead, len(x))
        backs.append(bilstm(x[a:end])[0][: b - a, :, H:])
    return torch.cat([front, torch.cat(backs)], dim=-1)


# %% two-one-way-layers
def stream(bilstm, x, chunk, lookahead):
    T, N, I = x.shape
    H = bilstm.hidden_size
    one = nn.LSTM(I, H, device=x.device, dtype=x.dtype)
    other = nn.LSTM(I, H, device=x.device, dtype=x.dtype)
    own = bilstm.state_dict()
    one.load_state_dict({k: v for k, v in own.items() if not k.endswith("_reverse")})
    other.load_state_dict({k[: -len("_reverse")]: v for k, v in own.items() if k.endswith("_reverse")})
    state, outputs = None, []
    start = 0
    while start < T:
        stop = min(start + chunk, T)
        forward, state = one(x[start:stop], state)
        seen = x[start : min(stop + lookahead, T)].flip(0)
        backward = other(seen)[0].flip(0)[: stop - start]
        outputs.append(torch.cat([forward, backward], -1))
        start = stop
    return torch.cat(outputs, 0)


# %% own-arithmetic
def step(x, h, c, w, u, b, d):
    i, f, g, o = (F.linear(x, w, b) + F.linear(h, u, d)).chunk(4, 1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    zeros = torch.zeros(N, bilstm.hidden_size, dtype=x.dtype, device=x.device)
    ahead = [bilstm.weight_ih_l0, bilstm.weight_hh_l0, bilstm.bias_ih_l0, bilstm.bias_hh_l0]
    back = [bilstm.weight_ih_l0_reverse, bilstm.weight_hh_l0_reverse, bilstm.bias_ih_l0_reverse, bilstm.bias_hh_l0_reverse]
    front = []
    h = c = zeros
    for t in range(T):
        h, c = step(x[t], h, c, *ahead)
        front.append(h)
    behind = [None] * T
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        h = c = zeros
        for t in range(min(b + lookahead, T) - 1, a - 1, -1):
            h, c = step(x[t], h, c, *back)
            if t < b:
                behind[t] = h
    return torch.stack([torch.cat(pair, 1) for pair in zip(front, behind)])


# %% cells
def stream(bilstm, x, chunk, lookahead):
    def cell(suffix):
        made = nn.LSTMCell(bilstm.input_size, bilstm.hidden_size, device=x.device, dtype=x.dtype)
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            setattr(made, name, nn.Parameter(getattr(bilstm, f"{name}_l0{suffix}").detach()))
        return made

    def run(cell, steps, state=None):
        hs = []
        for x_t in steps:
            state = cell(x_t, state)
            hs.append(state[0])
        return hs, state

    forward, backward = cell(""), cell("_reverse")
    state, output = None, []
    for a in range(0, x.size(0), chunk):
        part = x[a : a + chunk]
        f, state = run(forward, part, state)
        b, _ = run(backward, reversed(x[a : a + chunk + lookahead]))
        b = b[::-1][: len(part)]
        output += [torch.cat([p, q], dim=1) for p, q in zip(f, b)]
    return torch.stack(output)


# %% functional-call
def stream(bilstm, x, chunk, lookahead):
    layer = nn.LSTM(bilstm.input_size, bilstm.hidden_size, device=x.device, dtype=x.dtype)
    weights = dict(bilstm.named_parameters())
    front = {k: v for k, v in weights.items() if "reverse" not in k}
    back = {k.replace("_reverse", ""): v for k, v in weights.items() if "reverse" in k}
    state = (x.new_zeros(1, x.shape[1], bilstm.hidden_size),) * 2
    pieces = []
    for start in range(0, x.shape[0], chunk):
        out, state = torch.func.functional_call(layer, front, (x[start : start + chunk], state))
        window = torch.flip(x[start : start + chunk + lookahead], [0])
        rev, _ = torch.func.functional_call(layer, back, (window,))
        rev = torch.flip(rev, [0])[: out.shape[0]]
        pieces.append(torch.cat([out, rev], 2))
    return torch.vstack(pieces)


# %% prefix-state-again
def stream(bilstm, x, chunk, lookahead):
    H, T = bilstm.hidden_size, x.shape[0]
    outputs = []
    for part_start in range(0, T, chunk):
        part_end = min(part_start + chunk, T)
        seen = x[: min(part_end + lookahead, T)]
        forward_half = bilstm(x[:part_end])[0][part_start:, :, :H]
        backward_half = bilstm(seen[part_start:])[0][: part_end - part_start, :, H:]
        outputs.append(merge(forward_half, backward_half, "concat"))
    return torch.cat(outputs)


# %% filled-output-and-print
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    output = torch.full((T, N, 2 * H), float("nan"), dtype=x.dtype, device=x.device)
    h, c = (torch.zeros(2, N, H, dtype=x.dtype, device=x.device) for _ in range(2))
    for number in range(math.ceil(T / chunk)):
        print("chunk", number)
        a, b = number * chunk, min((number + 1) * chunk, T)
        out, (h_n, c_n) = bilstm(x[a:b], (h, c))
        output[a:b, :, :H] = out[:, :, :H]
        output[a:b, :, H:] = bilstm(x[a : min(b + lookahead, T)], None)[0][: b - a, :, H:]
        h, c = torch.zeros_like(h), torch.zeros_like(c)
        h[0], c[0] = h_n[0], c_n[0]
    return output


# %% split-and-generator
def stream(bilstm, x, chunk, lookahead):
    parts = torch.split(x, chunk)

    def run():
        zeros = x.new_zeros(1, x.shape[1], bilstm.hidden_size)
        h, c = zeros, zeros
        for k, part in enumerate(parts):
            rest = torch.cat(parts[k:])[: len(part) + lookahead]
            state = torch.cat([h, zeros]), torch.cat([c, zeros])
            yield bilstm(rest, state)[0][: len(part)]
            _, (h_n, c_n) = bilstm(part, state)
            h, c = h_n[:1], c_n[:1]

    return torch.cat(list(run()))
