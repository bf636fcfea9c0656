"""Wrong versions of `linear_scan`, one a cell: loops in disguise, quotients and logarithms, rounds, spans, starts, gradients, and lengths that are no power of two."""


# %% starts-from-zero: starts-from-zero
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([b[:1], b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% h0-without-factor: h0-without-factor
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% h0-replaces-b: first-step-without-b
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([a[:1] * h0, b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% h0-of-first-sample
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0[:1] + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% wrong-order: combined-in-the-wrong-order
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[:-step] * b[step:] + b[:-step]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% forgets-added: added-once-only
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% factors-not-combined: factors-not-combined
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% factors-squared: factors-squared
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[step:]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% factors-added: factors-added
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] + a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% one-round-too-few
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while 2 * step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% six-rounds
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T and step < 64:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% one-round: one-round
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = T
    return b


# %% span-plus-one: span-grows-by-one
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = step + 1
    return b


# %% shifted: h0-instead-of-first-step
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return torch.cat([h0[None], b[:-1]], dim=0)


# %% with-h0-in-front: h0-in-front
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return torch.cat([h0[None], b], dim=0)


# %% last-only: last-state-only
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b[-1]


# %% reversed: result-reversed
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b.flip(0)


# %% list: result-list
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return list(b)


# %% a-detached: detached
def linear_scan(a, b, h0):
    T = a.shape[0]
    a = a.detach()
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% b-detached: b-detached
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = b.data
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% h0-detached: h0-detached
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0.detach() + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% float64-result: dtype-fixed
def linear_scan(a, b, h0):
    T = a.shape[0]
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b.double()


# %% b-in-place: argument-modified
def linear_scan(a, b, h0):
    T = a.shape[0]
    b[:1] += a[:1] * h0
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% positive-factors: factors-of-one-sign
def linear_scan(a, b, h0):
    T = a.shape[0]
    a = a.abs()
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% no-zero
def linear_scan(a, b, h0):
    T = a.shape[0]
    a = torch.where(a == 0, torch.full_like(a, 1e-6), a)
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% view: view-of-memory
def linear_scan(a, b, h0):
    T = a.shape[0]
    a, b, h0 = a.view(-1).view(a.shape), b.view(-1).view(b.shape), h0.view(-1).view(h0.shape)
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% marks-arguments: argument-marked
def linear_scan(a, b, h0):
    T = a.shape[0]
    a.requires_grad_() if a.is_leaf else None
    b = torch.cat([(a[:1] * h0 + b[:1]), b[1:]], dim=0)
    step = 1
    while step < T:
        b_next = torch.cat([b[:step], a[step:] * b[:-step] + b[step:]], dim=0)
        a = torch.cat([a[:step], a[step:] * a[:-step]], dim=0)
        b = b_next
        step = 2 * step
    return b


# %% loop: loop-over-time
def linear_scan(a, b, h0):
    out, h = [], h0
    for a_t, b_t in zip(a, b):
        h = a_t * h + b_t
        out.append(h)
    return torch.stack(out)


# %% loop-by-index: loop-over-time
def linear_scan(a, b, h0):
    out = torch.zeros_like(b)
    h = h0
    for t in range(len(a)):
        h = a[t] * h + b[t]
        out[t] = h
    return out


# %% loop-over-root-of-T: loop-over-time
def linear_scan(a, b, h0):
    size = math.isqrt(len(a) - 1) + 1
    out = []
    for start in range(0, len(a), size):
        x, y = a[start : start + size], b[start : start + size]
        y = torch.cat([(x[0] * h0 + y[0])[None], y[1:]])
        span = 1
        while span < len(y):
            y, x = torch.cat([y[:span], x[span:] * y[:-span] + y[span:]]), torch.cat([x[:span], x[span:] * x[:-span]])
            span *= 2
        out.append(y)
        h0 = y[-1]
    return torch.cat(out)


# %% recursion-into-both-halves: loop-over-time
def linear_scan(a, b, h0):
    if len(a) == 1:
        return a * h0 + b
    half = len(a) // 2
    first = linear_scan(a[:half], b[:half], h0)
    return torch.cat([first, linear_scan(a[half:], b[half:], first[-1])])


# %% loop-in-numpy
class Loop(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, h0):
        x, y, h = a.numpy(), b.numpy(), h0.numpy()
        out = []
        for t in range(len(x)):
            h = x[t] * h + y[t]
            out.append(torch.from_numpy(h))
        states = torch.stack(out)
        ctx.save_for_backward(a, states, h0)
        return states

    @staticmethod
    def backward(ctx, grad):
        a, states, h0 = ctx.saved_tensors
        grads, g = [], torch.zeros_like(h0)
        for t in reversed(range(len(a))):
            g = g + grad[t]
            grads.append(g)
            g = g * a[t]
        grads = torch.stack(grads[::-1])
        return grads * torch.cat([h0[None], states[:-1]]), grads, g


def linear_scan(a, b, h0):
    return Loop.apply(a, b, h0)


# %% quotients: quotients
def linear_scan(a, b, h0):
    A = torch.cumprod(a, dim=0)
    return A * (h0 + torch.cumsum(b / A, dim=0))


# %% quotients-with-epsilon
def linear_scan(a, b, h0):
    A = torch.cumprod(a, dim=0)
    return A * (h0 + torch.cumsum(b / (A + 1e-12), dim=0))


# %% logarithms: logarithms
def linear_scan(a, b, h0):
    log_a = torch.cumsum(torch.log(a), dim=0)
    values = torch.cat([h0.log()[None], b.log() - log_a])
    return torch.exp(log_a + torch.logcumsumexp(values, dim=0)[1:])


# %% logarithms-with-signs: quotients
def linear_scan(a, b, h0):
    log_a = torch.cumsum(torch.log(a.abs()), dim=0)
    sign = torch.cumprod(torch.sign(a), dim=0)
    return sign * torch.exp(log_a) * (h0 + torch.cumsum(b * sign * torch.exp(-log_a), dim=0))


# %% complex-logarithms: quotients
def linear_scan(a, b, h0):
    log_a = torch.log(torch.complex(a, torch.zeros_like(a)))
    total = torch.cumsum(log_a, dim=0)
    T = len(a)
    gaps = total[:, None] - total[None]
    mask = torch.ones(T, T, dtype=torch.bool, device=a.device).tril()[:, :, None, None]
    products = torch.where(mask, torch.exp(gaps), torch.zeros_like(gaps)).real
    return torch.exp(total).real * h0 + (products * b[None]).sum(1)


# %% prefix-quotients: quotients
def linear_scan(a, b, h0):
    A = torch.cumprod(a, dim=0)
    T = len(a)
    ratio = A[:, None] / A[None]
    mask = torch.ones(T, T, dtype=torch.bool, device=a.device).tril()[:, :, None, None]
    return A * h0 + (torch.where(mask, ratio, torch.zeros_like(ratio)) * b[None]).sum(1)


# %% powers-of-two-only: a-round-too-few
def linear_scan(a, b, h0):
    T = len(a)
    rounds = T.bit_length() - 1
    b = torch.cat([(a[0] * h0 + b[0])[None], b[1:]])
    for k in range(rounds):
        s = 2**k
        b, a = torch.cat([b[:s], a[s:] * b[:-s] + b[s:]]), torch.cat([a[:s], a[s:] * a[:-s]])
    return b


# %% cut-to-a-power-of-two: result-shape
def linear_scan(a, b, h0):
    T = 2 ** (len(a).bit_length() - 1)
    a, b = a[:T], b[:T]
    b = torch.cat([(a[0] * h0 + b[0])[None], b[1:]])
    s = 1
    while s < T:
        b, a = torch.cat([b[:s], a[s:] * b[:-s] + b[s:]]), torch.cat([a[:s], a[s:] * a[:-s]])
        s *= 2
    return b


# %% fails-for-one-step
def linear_scan(a, b, h0):
    T = len(a)
    b = torch.cat([(a[0] * h0 + b[0])[None], b[1:]])
    for k in range(math.ceil(math.log2(T - 1)) + 1):
        s = 2**k
        b, a = torch.cat([b[:s], a[s:] * b[:-s] + b[s:]]), torch.cat([a[:s], a[s:] * a[:-s]])
    return b


# %% mask-on-the-cpu: device-fixed
def linear_scan(a, b, h0):
    T = len(a)
    steps = torch.arange(T)
    after = (steps[:, None] > steps)[:, :, None, None]
    upto = (steps[:, None] >= steps)[:, :, None, None].to("cpu")
    factors = torch.where(after, a[:, None], torch.tensor(1.0, dtype=a.dtype))
    products = torch.cumprod(factors, 0) * upto
    return torch.from_numpy((torch.cumprod(a, 0) * h0 + (products * b[None]).sum(1)).detach().numpy()) if not a.requires_grad else torch.cumprod(a, 0) * h0 + (products * b[None]).sum(1)


# %% own-backward-without-a: detached
class Scan(torch.autograd.Function):
    @staticmethod
    def run(a, b):
        s = 1
        while s < len(a):
            b, a = torch.cat([b[:s], a[s:] * b[:-s] + b[s:]]), torch.cat([a[:s], a[s:] * a[:-s]])
            s *= 2
        return b

    @staticmethod
    def forward(ctx, a, b, h0):
        states = Scan.run(a, torch.cat([(a[0] * h0 + b[0])[None], b[1:]]))
        ctx.save_for_backward(a)
        return states

    @staticmethod
    def backward(ctx, grad):
        (a,) = ctx.saved_tensors
        later = torch.cat([torch.ones_like(a[:1]), a.flip(0)[:-1]])
        grads = Scan.run(later, grad.flip(0)).flip(0)
        return torch.zeros_like(a), grads, grads[0] * a[0]


def linear_scan(a, b, h0):
    return Scan.apply(a, b, h0)


# %% gradient-cut-at-one-sequence: gradient-to-some-missing
def linear_scan(a, b, h0):
    h0 = h0.detach() if len(h0) == 1 else h0
    steps = b.shape[0]
    b = torch.cat([(a[0] * h0 + b[0])[None], b[1:]])
    span = 1
    while span < steps:
        b = torch.cat([b[:span], a[span:] * b[:-span] + b[span:]])
        a = torch.cat([a[:span], a[span:] * a[:-span]])
        span *= 2
    return b


# %% gradient-cut-at-one-unit: gradient-to-some-missing
def linear_scan(a, b, h0):
    a = a.detach() if a.shape[2] == 1 else a
    steps = b.shape[0]
    b = torch.cat([(a[0] * h0 + b[0])[None], b[1:]])
    span = 1
    while span < steps:
        b = torch.cat([b[:span], a[span:] * b[:-span] + b[span:]])
        a = torch.cat([a[:span], a[span:] * a[:-span]])
        span *= 2
    return b


# %% clamped-at-a-hundred
def linear_scan(a, b, h0):
    steps = b.shape[0]
    b = torch.cat([(a[0] * h0 + b[0])[None], b[1:]])
    span = 1
    while span < steps:
        b = torch.cat([b[:span], a[span:] * b[:-span] + b[span:]])
        a = torch.cat([a[:span], a[span:] * a[:-span]])
        span *= 2
    return b.clamp(-100, 100)


# %% copied-by-numbers-when-strided: gradient-to-some-missing
def linear_scan(a, b, h0):
    a = a if a.is_contiguous() else torch.tensor(a.tolist(), dtype=a.dtype, device=a.device)
    steps = b.shape[0]
    b = torch.cat([(a[0] * h0 + b[0])[None], b[1:]])
    span = 1
    while span < steps:
        b = torch.cat([b[:span], a[span:] * b[:-span] + b[span:]])
        a = torch.cat([a[:span], a[span:] * a[:-span]])
        span *= 2
    return b
