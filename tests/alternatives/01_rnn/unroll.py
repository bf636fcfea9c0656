"""Right versions of `unroll`, one a cell, written as differently as students write: loops, recursion, accumulation, tensors made beforehand."""


# %% last-of-output
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    output = torch.stack(output, dim=0)
    return output, output[-1]


# %% cat-of-unsqueezed
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h.unsqueeze(0))
    return torch.cat(output, dim=0), h


# %% a-list-of-two
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return [torch.stack(output), h]


# %% prints
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        print(t, h.shape)
        output.append(h)
    return torch.stack(output), h


# %% unbind
def unroll(cell, x, h=None):
    steps = []
    for x_t in x.unbind(0):
        h = cell(x_t, h)
        steps += [h]
    return torch.stack(steps, 0), steps[-1]


# %% accumulate
from itertools import accumulate

def unroll(cell, x, h=None):
    states = list(accumulate([h, *x], lambda state, x_t: cell(x_t, state)))[1:]
    return torch.stack(states), states[-1]


# %% recursion
def unroll(cell, x, h=None):
    new = cell(x[0], h)
    if len(x) == 1:
        return new[None], new
    rest, last = unroll(cell, x[1:], new)
    return torch.cat([new[None], rest]), last


# %% written-into-place
def unroll(cell, x, h=None):
    first = cell(x[0], h)
    output = torch.empty(len(x), *first.shape, dtype=first.dtype, device=first.device)
    output[0] = h = first
    for t in range(1, len(x)):
        h = cell(x[t], h)
        output[t] = h
    return output, h


# %% generator
def states(cell, x, h):
    for x_t in x:
        h = cell(x_t, h)
        yield h

def unroll(cell, x, h=None):
    every = tuple(states(cell, x, h))
    return torch.stack(every), every[-1].clone()


# %% while-and-a-first-call
def unroll(cell, x, h=None):
    T, N, I = x.size()
    if h is None:
        h = cell(x[0], None)
        out, t = h.reshape(1, N, -1), 1
    else:
        out, t = None, 0
    while t < T:
        h = cell(x[t, :, :], h)
        out = h.reshape(1, N, -1) if out is None else torch.cat((out, h.reshape(1, N, -1)), 0)
        t += 1
    return out, h


# %% class-with-state
class Runner:
    def __init__(self, cell, state):
        self.cell, self.state = cell, state

    def __call__(self, x_t):
        self.state = self.cell(x_t, self.state)
        return self.state

def unroll(cell, x, h=None):
    run = Runner(cell, h)
    output = torch.stack(list(map(run, x)))
    return output, run.state
