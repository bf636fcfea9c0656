"""Correct versions of `linear_scan` in other styles, one a cell: every one earns full points."""


# %% doubling-with-padding
def linear_scan(a, b, h0):
    T = a.shape[0]
    a = torch.cat([torch.zeros_like(h0)[None], a])
    b = torch.cat([h0[None], b])
    span = 1
    while span <= T:
        ones, zeros = torch.ones_like(a[:span]), torch.zeros_like(b[:span])
        b = a * torch.cat([zeros, b[:-span]]) + b
        a = a * torch.cat([ones, a[:-span]])
        span *= 2
    return b[1:]


# %% h0-at-the-end
def linear_scan(a, b, h0):
    span = 1
    while span < len(a):
        b = torch.cat([b[:span], torch.addcmul(b[span:], a[span:], b[:-span])])
        a = torch.cat([a[:span], a[span:] * a[:-span]])
        span += span
    return a * h0 + b


# %% odd-even-recursion
def linear_scan(a, b, h0):
    T = len(a)
    if T == 1:
        return a * h0 + b
    even = T // 2 * 2
    a1, a2, b1, b2 = a[0:even:2], a[1:even:2], b[0:even:2], b[1:even:2]
    odd_states = linear_scan(a2 * a1, a2 * b1 + b2, h0)  # h_2, h_4, …
    before = torch.cat([h0[None], odd_states])[: (T + 1) // 2]
    even_states = a[0::2] * before + b[0::2]  # h_1, h_3, …
    joined = torch.stack([even_states[: even // 2], odd_states], dim=1).flatten(0, 1)
    return joined if even == T else torch.cat([joined, even_states[-1:]])


# %% padded-to-a-power-of-two
def linear_scan(a, b, h0):
    T = a.shape[0]
    rounds = math.ceil(math.log2(T)) if T > 1 else 0
    extra = 2**rounds - T
    a = F.pad(a, (0, 0, 0, 0, 0, extra), value=1.0)
    b = F.pad(b, (0, 0, 0, 0, 0, extra))
    for k in range(rounds):
        s = 2**k
        b = b + a * F.pad(b, (0, 0, 0, 0, s, 0))[: len(b)]
        a = a * F.pad(a, (0, 0, 0, 0, s, 0), value=1.0)[: len(a)]
    return (a * h0 + b)[:T]


# %% all-pairs-by-cumprod
def linear_scan(a, b, h0):
    T = a.shape[0]
    steps = torch.arange(T, device=a.device)
    after = (steps[:, None] > steps)[:, :, None, None]
    upto = (steps[:, None] >= steps)[:, :, None, None]
    factors = torch.where(after, a[:, None], torch.ones_like(a[:, None]))  # (t, s, N, H)
    products = torch.cumprod(factors, dim=0) * upto
    return torch.cumprod(a, dim=0) * h0 + (products * b[None]).sum(1)


# %% halves-in-parallel
def linear_scan(a, b, h0):
    T, N, H = a.shape
    size = 1
    while size < T:
        size *= 2
    a = torch.cat([a, a.new_ones(size - T, N, H)])[:, None]  # (pieces, 1, N, H)
    b = torch.cat([b, b.new_zeros(size - T, N, H)])[:, None]
    while a.shape[0] > 1:
        a1, a2, b1, b2 = a[0::2], a[1::2], b[0::2], b[1::2]  # the pieces in pairs
        b = torch.cat([b1, a2 * b1[:, -1:] + b2], dim=1)
        a = torch.cat([a1, a2 * a1[:, -1:]], dim=1)
    return (a[0] * h0 + b[0])[:T]


# %% matrices
def linear_scan(a, b, h0):
    one, zero = torch.ones_like(a), torch.zeros_like(a)
    M = torch.stack([torch.stack([a, b], -1), torch.stack([zero, one], -1)], -2)  # (T, N, H, 2, 2)
    s = 1
    while s < M.shape[0]:
        M = torch.cat([M[:s], M[s:] @ M[:-s]])
        s <<= 1
    v = torch.stack([h0, torch.ones_like(h0)], -1)[None, ..., None]
    return (M @ v)[..., 0, 0]


# %% in-place-on-copies
def linear_scan(a, b, h0):
    A, B = a.clone(), b.clone()
    B[0] = B[0] + A[0] * h0
    s = 1
    while s < len(A):
        B_new, A_new = B.clone(), A.clone()
        B_new[s:] = A[s:] * B[:-s] + B[s:]
        A_new[s:] = A[s:] * A[:-s]
        A, B, s = A_new, B_new, 2 * s
    return B


# %% noisy-recursion
import warnings


def combine(first, second):
    return second[0] * first[0], second[0] * first[1] + second[1]


def scan(pairs, span):
    a, b = pairs
    if span >= len(a):
        return pairs
    print("span", span)
    new = combine((a[:-span], b[:-span]), (a[span:], b[span:]))
    return scan((torch.cat([a[:span], new[0]]), torch.cat([b[:span], new[1]])), span * 2)


def linear_scan(a, b, h0):
    warnings.warn("costs nothing")
    torch.manual_seed(0)
    start = torch.zeros_like(h0)[None], h0[None]
    return scan((torch.cat([start[0], a]), torch.cat([start[1], b])), 1)[1][1:]


# %% own-backward
def run(a, b):
    s = 1
    while s < len(a):
        b, a = torch.cat([b[:s], a[s:] * b[:-s] + b[s:]]), torch.cat([a[:s], a[s:] * a[:-s]])
        s *= 2
    return b


class Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, h0):
        states = run(a, torch.cat([(a[0] * h0 + b[0])[None], b[1:]]))
        ctx.save_for_backward(a, states, h0)
        return states

    @staticmethod
    def backward(ctx, grad):
        a, states, h0 = ctx.saved_tensors
        later = torch.cat([torch.ones_like(a[:1]), a.flip(0)[:-1]])
        grads = run(later, grad.flip(0)).flip(0)
        return grads * torch.cat([h0[None], states[:-1]]), grads, grads[0] * a[0]


def linear_scan(a, b, h0):
    return Scan.apply(a, b, h0)
