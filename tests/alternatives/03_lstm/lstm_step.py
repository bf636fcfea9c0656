"""Correct versions of `lstm_step` in other styles, one a cell: every one earns full points."""


# %% slices-of-each-gate
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    n = h.shape[1]

    def gate(k):
        rows = slice(k * n, (k + 1) * n)
        return x @ weight_ih[rows].T + bias_ih[rows] + h @ weight_hh[rows].T + bias_hh[rows]

    i = torch.sigmoid(gate(0))
    f = torch.sigmoid(gate(1))
    g = torch.tanh(gate(2))
    o = torch.sigmoid(gate(3))
    c_next = f * c + i * g
    return o * torch.tanh(c_next), c_next


# %% one-concatenated-product
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    weight = torch.cat([weight_ih, weight_hh], dim=1)
    gates = torch.cat([x, h], dim=1) @ weight.t() + (bias_ih + bias_hh)
    i, f, g, o = torch.split(gates, h.size(1), dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    h = o.sigmoid() * c.tanh()
    return h, c


# %% einsum
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    (h, c) = state
    H = h.shape[-1]
    W = weight_ih.reshape(4, H, -1)
    U = weight_hh.reshape(4, H, H)
    z = torch.einsum("ni,khi->knh", x, W) + torch.einsum("nj,khj->knh", h, U)
    z = z + (bias_ih + bias_hh).reshape(4, 1, H)
    i, f, o = torch.sigmoid(z[0]), torch.sigmoid(z[1]), torch.sigmoid(z[3])
    c = f * c + i * torch.tanh(z[2])
    return o * torch.tanh(c), c


# %% addmm-and-unflatten
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    z = torch.addmm(bias_ih, x, weight_ih.T)
    z = torch.addmm(z + bias_hh, h, weight_hh.T)
    z = z.unflatten(1, (4, -1))
    i, f, g, o = z.unbind(1)
    c = torch.addcmul(f.sigmoid() * c, i.sigmoid(), g.tanh())
    return (o.sigmoid() * c.tanh(), c)


# %% equivalent-formulas
def sigma(z):
    return 0.5 * (torch.tanh(0.5 * z) + 1)


def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    i, f, g, o = (F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)).chunk(4, -1)
    c = sigma(f) * c + sigma(i) * (2 * torch.sigmoid(2 * g) - 1)
    h = sigma(o) * torch.tanh(c)
    return h, c


# %% loop-over-the-batch
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    hs, cs = [], []
    for n in range(x.shape[0]):
        z = weight_ih @ x[n] + bias_ih + weight_hh @ h[n] + bias_hh
        i, f, g, o = z.view(4, -1)
        cell = torch.sigmoid(f) * c[n] + torch.sigmoid(i) * torch.tanh(g)
        cs.append(cell)
        hs.append(torch.sigmoid(o) * torch.tanh(cell))
    return torch.stack(hs), torch.stack(cs)


# %% named-tuple
from typing import NamedTuple


class State(NamedTuple):
    h: torch.Tensor
    c: torch.Tensor


def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    previous = State(*state)
    z = nn.functional.linear(x, weight_ih) + nn.functional.linear(previous.h, weight_hh) + bias_ih + bias_hh
    i, f, g, o = z.tensor_split(4, dim=1)
    c = torch.sigmoid(f) * previous.c + torch.sigmoid(i) * torch.tanh(g)
    return State(torch.sigmoid(o) * torch.tanh(c), c)


# %% noisy-with-warnings
import sys
import warnings


def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    """This is what nn.LSTMCell does, and torch.lstm_cell too, but written out."""
    warnings.warn("this may be slow", UserWarning)
    print("shapes", x.shape, state[0].shape)
    print("careful", file=sys.stderr)
    h, c = state
    torch.manual_seed(3)
    gates = x.matmul(weight_ih.transpose(0, 1)) + bias_ih[None, :] + h.matmul(weight_hh.transpose(0, 1)) + bias_hh[None, :]
    i, f, g, o = torch.chunk(gates, chunks=4, dim=1)
    c = torch.mul(torch.sigmoid(f), c) + torch.mul(torch.sigmoid(i), torch.tanh(g))
    h = torch.mul(torch.sigmoid(o), torch.tanh(c))
    return h, c


# %% in-place-on-its-own-tensors
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    z = x.mm(weight_ih.t())
    z += h.mm(weight_hh.t())
    z += bias_ih
    z += bias_hh
    n = h.shape[1]
    out = torch.empty_like(z)
    out[:, : 2 * n] = torch.sigmoid(z[:, : 2 * n])
    out[:, 2 * n : 3 * n] = torch.tanh(z[:, 2 * n : 3 * n])
    out[:, 3 * n :] = torch.sigmoid(z[:, 3 * n :])
    i, f, g, o = out.split(n, dim=1)
    c = c.clone()
    c = c * f + i * g
    return o * c.tanh(), c


# %% transposed-throughout
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = (s.T for s in state)
    z = weight_ih @ x.T + weight_hh @ h + (bias_ih + bias_hh).unsqueeze(1)
    i, f, g, o = z.chunk(4, dim=0)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    h = o.sigmoid() * c.tanh()
    return h.T, c.T


# %% buffers-moved-to-the-input
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = torch.zeros(x.shape[0], 4 * h.shape[1]).to(x)
    gates = gates + x @ weight_ih.T + bias_ih
    gates = gates + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return [torch.sigmoid(o) * torch.tanh(c_new), c_new]


# %% softplus-sigmoid
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    sigmoid = lambda z: torch.exp(-F.softplus(-z, threshold=1e9))
    i, f, g, o = (x @ weight_ih.T + h @ weight_hh.T + bias_ih + bias_hh).chunk(4, 1)
    c = torch.exp(F.logsigmoid(f)) * c + torch.exp(F.logsigmoid(i)) * torch.tanh(g)
    return torch.exp(F.logsigmoid(o)) * torch.tanh(c), c
