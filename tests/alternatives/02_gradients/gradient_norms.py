"""Right versions of `gradient_norms`, one a cell, written as differently as students write: retained gradients, autograd.grad, hooks, step by step."""


# %% zero-grad-first
def gradient_norms(cell, x, h=None):
    cell.zero_grad()
    x = x.clone().requires_grad_()
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% plain-numbers
def gradient_norms(cell, x, h=None):
    x, states = x.detach().clone().requires_grad_(True), []
    for x_t in x:
        h = cell(x_t, h)
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.tensor([s.grad.norm().item() for s in states], dtype=x.dtype, device=x.device)


# %% linalg
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        if not h.requires_grad:
            h = h.clone().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([torch.linalg.vector_norm(state.grad) for state in states])


# %% retain
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t.detach().requires_grad_(), h)
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% autograd-grad
def gradient_norms(cell, x, h=None):
    hs = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        h = h if h.requires_grad else torch.autograd.Variable(h, requires_grad=True)
        hs.append(h)
    gs = torch.autograd.grad(outputs=hs[-1].sum(), inputs=hs)
    return torch.stack(gs).flatten(1).norm(dim=1)


# %% one-state-at-a-time
def gradient_norms(cell, x, h=None):
    hs, nothing = [], torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    for x_t in x:
        h = cell(x_t, h) + nothing
        hs.append(h)
    total, norms = hs[-1].sum(), []
    for state in hs:
        (g,) = torch.autograd.grad(total, state, retain_graph=True)
        norms.append((g**2).sum().sqrt())
    return torch.stack(norms).detach()


# %% backwards-by-steps
def gradient_norms(cell, x, h=None):
    with torch.no_grad():
        hs = []
        for x_t in x:
            h = cell(x_t, h)
            hs.append(h)
    g = torch.ones_like(hs[-1])
    norms = [g.norm()]
    for t in range(len(x) - 1, 0, -1):
        before = hs[t - 1].detach().requires_grad_(True)
        after = cell(x[t], before)
        (g,) = torch.autograd.grad(after, before, grad_outputs=g)
        norms.insert(0, g.norm())
    return torch.stack(norms)


# %% hooks
def gradient_norms(cell, x, h=None):
    norms = {}
    for t, x_t in enumerate(x):
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.register_hook(lambda g, t=t: norms.__setitem__(t, g.norm()))
    h.sum().backward()
    print(norms)
    return torch.stack([norms[t] for t in range(len(x))])


# %% restart-from-each-state
def gradient_norms(cell, x, h=None):
    T = len(x)
    norms = torch.zeros(T).to(x)
    for t in range(T):
        h = cell(x[t], h)
        leaf = h.detach().clone().requires_grad_(True)
        last = leaf
        for s in range(t + 1, T):
            last = cell(x[s], last)
        last.sum().backward()
        norms[t] = leaf.grad.pow(2).sum() ** 0.5
    return norms


# %% zeros-added
def gradient_norms(cell, x, h=None):
    probes, states = [], []
    for x_t in x:
        h = cell(x_t, h)
        zero = torch.zeros_like(h, requires_grad=True)
        probes.append(zero)
        h = h + zero
    gradients = torch.autograd.grad(h.sum(), probes)
    return torch.stack([torch.linalg.norm(g.reshape(-1)) for g in gradients])


# %% func-grad
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h.detach())
    def last(state, t):
        for x_t in x[t + 1 :]:
            state = cell(x_t, state)
        return state.sum()
    return torch.stack([torch.func.grad(last)(state, t).norm() for t, state in enumerate(states)])
