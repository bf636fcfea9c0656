"""Right versions of `bptt`, one a cell, written as differently as students write: loops, einsums, sums at the end, recursion, Jacobians."""


# %% derivative-factored
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1]) * (1 + h[t + 1])
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-by-cosh
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - torch.square(h[t + 1]))
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b.clone()


# %% no-grad
@torch.no_grad()
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% a-list
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    print('done', T)
    return [grad_x, dh, grad_w, grad_u, grad_b, grad_b]


# %% plain
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% sums-at-the-end
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    states = [h0]
    for x_t in x:
        states.append(torch.tanh(F.linear(x_t, weight_ih, bias_ih) + F.linear(states[-1], weight_hh, bias_hh)))
    before, after = torch.stack(states[:-1]), torch.stack(states[1:])
    slopes = 1 - after * after
    das, carry = [], torch.zeros_like(h0)
    for g, s in zip(grad_output.flip(0), slopes.flip(0)):
        das.append((g + carry) * s)
        carry = das[-1] @ weight_hh
    da = torch.stack(das[::-1])
    return (
        da @ weight_ih,
        carry,
        torch.einsum("tnh,tni->hi", da, x),
        torch.einsum("tnh,tnk->hk", da, before),
        da.sum((0, 1)),
        da.sum(dim=[0, 1]),
    )


# %% recursion
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    if len(x) == 0:
        zeros = [torch.zeros_like(v) for v in (weight_ih, weight_hh, bias_ih, bias_hh)]
        return torch.zeros_like(x), torch.zeros_like(h0), *zeros
    h = torch.tanh(x[0] @ weight_ih.t() + h0 @ weight_hh.t() + (bias_ih + bias_hh))
    gx, gh, gw, gu, gb, gd = bptt(x[1:], h, weight_ih, weight_hh, bias_ih, bias_hh, grad_output[1:])
    da = (grad_output[0] + gh) * (1 - h.pow(2))
    s = da.sum(0)
    return torch.cat([(da @ weight_ih)[None], gx]), da @ weight_hh, gw + da.t() @ x[0], gu + da.t() @ h0, gb + s, gd + s


# %% concatenated
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T, N, I = x.shape
    W = torch.cat([weight_ih, weight_hh, (bias_ih + bias_hh)[:, None]], 1)
    one = x.new_ones(N, 1)
    ins, outs, h = [], [], h0
    for t in range(T):
        ins.append(torch.cat([x[t], h, one], 1))
        h = torch.tanh(ins[-1] @ W.T)
        outs.append(h)
    gW, gx, carry = torch.zeros_like(W), [None] * T, 0
    for t in range(T - 1, -1, -1):
        da = (grad_output[t] + carry) * (1 - outs[t] ** 2)
        gW = gW + da.T @ ins[t]
        gin = da @ W
        gx[t], carry = gin[:, :I], gin[:, I:-1]
    return torch.stack(gx), carry, gW[:, :I], gW[:, I:-1], gW[:, -1], gW[:, -1]


# %% jacobians
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    h, hs = h0, []
    for x_t in x:
        h = torch.tanh(x_t @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh)
        hs.append(h)
    prev = [h0] + hs[:-1]
    grads = torch.zeros_like(h0)
    gx, gw, gu, gb = [], torch.zeros_like(weight_ih), torch.zeros_like(weight_hh), torch.zeros_like(bias_hh)
    for t in range(len(hs) - 1, -1, -1):
        grads = grads + grad_output[t]
        slope = torch.diag_embed(1 - hs[t] ** 2)  # (N, H, H)
        to_sum = torch.bmm(grads.unsqueeze(1), slope).squeeze(1)
        gx.insert(0, torch.bmm(to_sum.unsqueeze(1), weight_ih.expand(len(h0), -1, -1)).squeeze(1))
        gw = gw + torch.bmm(to_sum.unsqueeze(2), x[t].unsqueeze(1)).sum(0)
        gu = gu + torch.bmm(to_sum.unsqueeze(2), prev[t].unsqueeze(1)).sum(0)
        gb = gb + to_sum.sum(0)
        grads = torch.bmm(to_sum.unsqueeze(1), weight_hh.expand(len(h0), -1, -1)).squeeze(1)
    return torch.stack(gx), grads, gw, gu, gb, gb


# %% sequence-by-sequence
def one(x, h0, w, u, b, d, g):
    hs = [h0]
    for x_t in x:
        hs.append(torch.tanh(w @ x_t + b + u @ hs[-1] + d))
    gx, gw, gu, gb, gh = [], 0, 0, 0, torch.zeros_like(h0)
    for t in range(len(x) - 1, -1, -1):
        da = (g[t] + gh) * (1 - hs[t + 1] ** 2)
        gx.append(w.T @ da)
        gw = gw + torch.outer(da, x[t])
        gu = gu + torch.outer(da, hs[t])
        gb = gb + da
        gh = u.T @ da
    return torch.stack(gx[::-1]), gh, gw, gu, gb

def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    parts = [one(x[:, n], h0[n], weight_ih, weight_hh, bias_ih, bias_hh, grad_output[:, n]) for n in range(len(h0))]
    gx, gh, gw, gu, gb = zip(*parts)
    return torch.stack(gx, 1), torch.stack(gh), sum(gw), sum(gu), sum(gb), sum(gb)


# %% class-with-tape
class Tape:
    """Remembers what a step needs on its way backward."""

    def __init__(self, w, u):
        self.w, self.u, self.steps = w, u, []

    def forward(self, x, h, bias):
        new = torch.nn.functional.tanh(torch.addmm(bias, x, self.w.t()) + h.mm(self.u.t()))
        self.steps.append((x, h, new))
        return new

    def back(self, gradient):
        x, h, new = self.steps.pop()
        d = gradient * (1.0 - new.square())
        return d.mm(self.w), d.mm(self.u), d.t().mm(x), d.t().mm(h), d.sum(0)

def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    tape, h = Tape(weight_ih, weight_hh), h0
    for x_t in x:
        h = tape.forward(x_t, h, bias_ih + bias_hh)
    grad_x, grad_h = torch.empty_like(x), torch.zeros_like(h0)
    sums = [torch.zeros_like(weight_ih), torch.zeros_like(weight_hh), torch.zeros_like(bias_ih)]
    for t in reversed(range(x.size(0))):
        grad_x[t], grad_h, *shares = tape.back(grad_output[t] + grad_h)
        sums = [a + b for a, b in zip(sums, shares)]
    return grad_x, grad_h, sums[0], sums[1], sums[2], sums[2]
