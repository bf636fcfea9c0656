"""Wrong versions of `gradient_norms`, one a cell: other losses, other norms, other states, cut graphs, dtypes, and arguments that are changed."""


# %% per-sequence-mean: norm-per-unit-mean
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm(dim=1).mean() for state in states])


# %% per-sequence-sum: norm-per-sequence-sum
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm(dim=1).sum() for state in states])


# %% per-sequence: not-reduced-over-the-batch
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm(dim=1) for state in states])


# %% per-unit: norm-per-unit-over-the-batch
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm(dim=0).mean() for state in states])


# %% squared: squared-norm
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.square().sum() for state in states])


# %% one-norm: absolute-sum
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.abs().sum() for state in states])


# %% largest: largest-entry
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.abs().max() for state in states])


# %% mean: mean-of-entries
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.mean() for state in states])


# %% summed: summed
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.sum() for state in states])


# %% root-mean-square: root-mean-square
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.square().mean().sqrt() for state in states])


# %% spectral: spectral-norm
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([torch.linalg.matrix_norm(state.grad, 2) for state in states])


# %% three-norm
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm(3) for state in states])


# %% first-sequence: first-sequence-as-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad[0].norm() for state in states])


# %% mean-loss: mean-as-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.mean().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% square-loss: square-as-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.square().sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% norm-loss: norm-as-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.norm().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% first-row-loss: first-sequence-as-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h[0].sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% last-unit-loss: last-unit-as-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h[:, -1].sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% all-states-loss: all-states-as-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    sum(s.sum() for s in states).backward()
    return torch.stack([state.grad.norm() for state in states])


# %% negative-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    (-3 * h).sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% first-state-loss: first-state-as-loss
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    states[0].sum().backward()
    return torch.stack([(torch.zeros_like(state) if state.grad is None else state.grad).norm() for state in states])


# %% states-not-gradients: norms-of-the-states
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.norm() for state in states])


# %% reversed: reversed
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states[::-1]])


# %% last-missing: last-step-missing
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states[:-1]])


# %% first-missing: first-step-missing
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states[1:]])


# %% one-too-many: result-one-too-many-or-few
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in [states[0], *states]])


# %% detached: detached-between-steps
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h.detach().requires_grad_()
        states.append(h)
    h.sum().backward()
    return torch.stack([(torch.zeros_like(state) if state.grad is None else state.grad).norm() for state in states])


# %% relative: root-mean-square
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states]) / h.grad.norm()


# %% logarithms: logarithms
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm().log() for state in states])


# %% log10: logarithms-to-base-ten
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm().log10() for state in states])


# %% clipped: large-norms-cut-off
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm().clamp(max=10) for state in states])


# %% floored: small-norms-raised
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm().clamp(min=1e-3) for state in states])


# %% a-list: a-list
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return list([state.grad.norm() for state in states])


# %% floats: result-form
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return [float(state.grad.norm()) for state in states]


# %% in-default-dtype: result-of-32-bits
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.tensor([float(state.grad.norm()) for state in states])


# %% in-double: dtype-fixed
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states]).double()


# %% column: result-without-ones
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])[:, None]


# %% zeros-for-none: zeros-for-none
def gradient_norms(cell, x, h=None):
    states = []
    h = torch.zeros(x.shape[1], cell.hidden_size, dtype=x.dtype) if h is None else h
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% state-ignored: state-ignored
def gradient_norms(cell, x, h=None):
    states = []
    h = None
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% state-not-carried: state-not-carried
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        new = cell(x_t, h)
        new.retain_grad()
        states.append(new)
    sum(s.sum() for s in states).backward()
    return torch.stack([state.grad.norm() for state in states])


# %% without-second-argument: fails-without-state
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t) if h is None else cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% by-keyword: called-by-keyword
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h=h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% asks-for-sizes: attribute-unknown
def gradient_norms(cell, x, h=None):
    states = []
    size = cell.hidden_size
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% batch-first: result-shape
def gradient_norms(cell, x, h=None):
    states = []
    x = x.transpose(0, 1)
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% input-marked: input-marked
def gradient_norms(cell, x, h=None):
    states = []
    x.requires_grad_()
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% state-marked: argument-marked
def gradient_norms(cell, x, h=None):
    states = []
    if h is not None:
        h.requires_grad_()
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% parameters-frozen: frozen
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    cell.requires_grad_(False)
    return torch.stack([state.grad.norm() for state in states])


# %% cell-trained: argument-modified
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    for p in cell.parameters():
        if p.grad is not None:
            p.data -= 0.1 * p.grad
    return torch.stack([state.grad.norm() for state in states])


# %% input-overwritten: argument-modified
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    x.data.zero_()
    return torch.stack([state.grad.norm() for state in states])


# %% state-overwritten: argument-modified
def gradient_norms(cell, x, h=None):
    states = []
    start = h
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    if start is not None:
        start.data.copy_(h.data)
    return torch.stack([state.grad.norm() for state in states])


# %% through-parameters
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    h.sum().backward()
    return torch.stack([p.grad.norm() for p in cell.parameters() if p.grad is not None])


# %% list-kept: result-shape
def gradient_norms(cell, x, h=None, states=[]):
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% accumulated
def gradient_norms(cell, x, h=None):
    states = []
    kept = gradient_norms.__dict__.setdefault('kept', {})
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    out = torch.stack([state.grad.norm() for state in states])
    key = tuple(x.shape)
    kept[key] = kept.get(key, 0) + out.detach()
    return kept[key]


# %% flat-view: view-of-memory
def gradient_norms(cell, x, h=None):
    states = []
    x = x.view(-1).view(x.shape)
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% squeezed: wrong-at-special-sizes
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t.squeeze(0), h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.squeeze().norm() for state in states])


# %% squeezed-result: result-without-ones
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states]).squeeze()


# %% one-step-is-one: wrong-at-special-sizes
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    if len(states) == 1:
        return torch.ones(1, dtype=x.dtype, device=x.device)
    return torch.stack([state.grad.norm() for state in states])


# %% clones-the-graph-away: detached-between-steps
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h if h is None else h.data.clone())
        h = h if h.requires_grad else h.detach().requires_grad_()
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([(torch.zeros_like(state) if state.grad is None else state.grad).norm() for state in states])


# %% to-the-inputs: gradients-to-the-inputs
def gradient_norms(cell, x, h=None):
    x = x.detach().clone().requires_grad_()
    for x_t in x:
        h = cell(x_t, h)
    (gradient,) = torch.autograd.grad(h.sum(), x)
    return gradient.flatten(1).norm(dim=1)


# %% states-before
def gradient_norms(cell, x, h=None):
    states = []
    h = torch.zeros_like(cell(x[0], None)) if h is None else h
    h = h.detach().requires_grad_()
    for x_t in x:
        states.append(h)
        h = cell(x_t, h)
    return torch.stack([g.norm() for g in torch.autograd.grad(h.sum(), states)])


# %% step-jacobians: one-step-at-a-time
def gradient_norms(cell, x, h=None):
    norms = []
    for x_t in x:
        h = cell(x_t, h).detach().requires_grad_()
        (g,) = torch.autograd.grad(cell(x_t, h).sum(), h)
        norms.append(g.norm())
    return torch.stack(norms)


# %% ones: all-ones
def gradient_norms(cell, x, h=None):
    return torch.ones(len(x), dtype=x.dtype, device=x.device)


# %% unfinished
def gradient_norms(cell, x, h=None):
    raise NotImplementedError()


# %% only-cells-with-parameters: wrong-without-parameters
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% only-cells-with-parameters-by-autograd: wrong-without-parameters
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return torch.stack([g.norm() for g in torch.autograd.grad(h.sum(), states)])


# %% asks-the-cell-for-a-parameter: wrong-without-parameters
def gradient_norms(cell, x, h=None):
    x = x.to(next(cell.parameters())).clone().requires_grad_()
    states = []
    for x_t in x:
        h = cell(x_t, h)
        h.retain_grad()
        states.append(h)
    h.sum().backward()
    return torch.stack([state.grad.norm() for state in states])


# %% zeros-without-parameters: wrong-without-parameters
def gradient_norms(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    if not h.requires_grad:
        return x.new_zeros(len(x))
    return torch.stack([g.norm() for g in torch.autograd.grad(h.sum(), states)])
