"""Wrong versions of `masked_unroll`, one a cell: states that move on, wrong ends, wrong order, cut or leaking gradients, and built-ins."""


# %% lengths-ignored: lengths-ignored
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < torch.full_like(lengths, T)).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% states-move-on: state-moves-on
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h, c = h_new, c_new
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% c-moves-on: c-moves-on
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = c_new
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% h-moves-on: h-moves-on
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = h_new
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% states-become-zero: state-set-to-zero
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = h_new * real
        c = c_new * real
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% h-becomes-zero: h-set-to-zero
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = h_new.masked_fill(~real, 0)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% c-becomes-zero: c-set-to-zero
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = c_new.masked_fill(~real, 0)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% output-repeats-the-last: output-kept
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(h)
    return torch.stack(outputs), (h, c)


# %% output-is-what-the-cell-says: output-not-masked
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(h_new)
    return torch.stack(outputs), (h, c)


# %% less-or-equal: one-step-too-many
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t <= lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% counted-from-one: one-step-too-few
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t + 1 < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% backwards-in-time: from-the-back
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in reversed(range(T)):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% padding-in-front: padding-in-front
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t >= T - lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% stops-at-the-longest: cut-to-the-longest
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(int(lengths.max())):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% stops-at-the-shortest: only-the-shortest
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(int(lengths.min())):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    outputs += [torch.zeros_like(h)] * (T - len(outputs))
    return torch.stack(outputs), (h, c)


# %% pads-to-the-longest-with-the-wrong-t: cut-to-the-longest
def masked_unroll(cell, x, lengths, state=None):
    T, N = int(lengths.max()), x.shape[1]
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% first-length-for-all: first-length-for-all
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths[0].expand(N)).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% final-h-from-the-output: h-set-to-zero
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (outputs[-1], c)


# %% final-h-one-early: final-h-too-early
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    output = torch.stack(outputs)
    return output, (output[lengths - 2, torch.arange(N)], c)


# %% state-ignored: state-ignored
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if True:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% state-at-every-step: state-not-carried
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    h_0, c_0 = h, c
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h_0, c_0))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% none-at-every-step: state-not-handed-on
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t])
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% given-pair-exchanged: state-in-exchanged
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        c, h = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% result-pair-exchanged: result-exchanged
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (c, h)


# %% no-state-fails: state-required
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% state-remembered: state-remembered
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        kept = getattr(cell, 'kept', None)
        fits = kept is not None and kept[0].shape[0] == N
        h, c = kept if fits else (x.new_zeros(N, cell.hidden_size), x.new_zeros(N, cell.hidden_size))
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    cell.kept = h, c
    return torch.stack(outputs), (h, c)


# %% batch-first-output: batch-first
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs, 1), (h, c)


# %% concatenated-output: joined-in-the-batch
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.cat(outputs), (h, c)


# %% output-alone: output-only
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs)


# %% three-results: three-results
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), h, c


# %% layer-dimension: layer-dimension
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h.unsqueeze(0), c.unsqueeze(0))


# %% detached-between-steps: detached-between-steps
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h.detach(), c.detach()))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% c-detached-between-steps: c-detached-between-steps
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c.data))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% final-states-detached: final-states-detached
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h.detach(), c.detach())


# %% output-detached: output-detached
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)).detach())
    return torch.stack(outputs), (h, c)


# %% initial-state-detached: initial-state-detached
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = (s.detach() for s in state)
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% no-gradient-at-all: input-detached
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    x = x.detach()
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% gradient-reaches-the-padding: padding-gets-a-gradient
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, h_new - h_new.detach()))
    return torch.stack(outputs), (h, c)


# %% gradient-reaches-the-padding-through-c
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c + c_new - c_new.detach())
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% zeros-of-32-bits: zeros-of-32-bits
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% zeros-on-the-cpu: zeros-on-the-cpu
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% output-on-the-cpu: device-fixed
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = torch.zeros(T, N, cell.hidden_size, dtype=x.dtype)
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs[t] = torch.where(real, h, torch.zeros_like(h))
    return outputs, (h, c)


# %% mask-on-the-cpu: mask-on-the-cpu
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% output-of-32-bits: output-of-32-bits
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = torch.zeros(T, N, cell.hidden_size, device=x.device)
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs[t] = torch.where(real, h, torch.zeros_like(h))
    return outputs, (h, c)


# %% uninitialised-output: output-not-written
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = x.new_empty(T, N, cell.hidden_size)
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs[t, real[:, 0]] = h[real[:, 0]]
    return outputs, (h, c)


# %% difference-of-states: difference-instead-of-choice
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = h_new + ~real * (h - h_new)
        c = c_new + ~real * (c - c_new)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% difference-of-c: difference-instead-of-choice
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = c_new - (c_new - c) * ~real
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% padding-read-as-zero: padding-zero-and-output-zero
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    x = torch.where((torch.arange(T)[:, None] < lengths)[..., None].to(x.device), x, torch.zeros_like(x))
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h, c = h_new, c_new
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% input-overwritten: input-overwritten
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    with torch.no_grad():
        x.masked_fill_(~(torch.arange(T)[:, None] < lengths)[..., None].to(x.device), 0)
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% lengths-overwritten: argument-modified
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    lengths.clamp_(max=T - 1)
    lengths += 1
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% given-state-overwritten: argument-modified, given-state-overwritten
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c_kept = torch.where(real, c_new, c)
        with torch.no_grad():
            c.copy_(c_kept)
        c = c_kept
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% squeezes-a-batch-of-one: batch-of-one-squeezed
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h.squeeze(0), c.squeeze(0))


# %% squeezes-one-step: one-step-squeezed
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs).squeeze(0), (h, c)


# %% padding-guessed-from-zeros: lengths-ignored
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (x[t] != 0).any(1).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% view-of-x: view-of-x
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x.view(T * N, -1)[t * N : (t + 1) * N], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% equal-lengths-only
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    if lengths.min() != lengths.max():
        lengths = torch.full_like(lengths, int(lengths.float().mean()))
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% lengths-sorted: lengths-sorted-alone
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    lengths = lengths.sort(descending=True).values
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% first-step-always-none: state-ignored
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c) if t else None)
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% hidden-size-of-the-input: size-of-the-input
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, x.shape[2], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        real = (t < lengths).to(x.device).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = torch.where(real, h_new, h)
        c = torch.where(real, c_new, c)
        outputs.append(torch.where(real, h, torch.zeros_like(h)))
    return torch.stack(outputs), (h, c)


# %% sorted-and-not-put-back: sorted-and-not-put-back
def masked_unroll(cell, x, lengths, state=None):
    lengths, order = torch.sort(lengths, descending=True, stable=True)
    x = x[:, order]
    h = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[0][order]
    c = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[1][order]
    outputs = []
    for t in range(len(x)):
        n = int((lengths > t).sum())
        if n:
            new = cell(x[t, :n], (h[:n], c[:n]))
            h, c = torch.cat([new[0], h[n:]]), torch.cat([new[1], c[n:]])
        outputs.append(torch.cat([h[:n], torch.zeros_like(h[n:])]))
    return torch.stack(outputs), (h, c)


# %% put-back-by-the-wrong-order: put-back-by-the-same-order
def masked_unroll(cell, x, lengths, state=None):
    lengths, order = torch.sort(lengths, descending=True, stable=True)
    x = x[:, order]
    h = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[0][order]
    c = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[1][order]
    outputs = []
    for t in range(len(x)):
        n = int((lengths > t).sum())
        if n:
            new = cell(x[t, :n], (h[:n], c[:n]))
            h, c = torch.cat([new[0], h[n:]]), torch.cat([new[1], c[n:]])
        outputs.append(torch.cat([h[:n], torch.zeros_like(h[n:])]))
    return torch.stack(outputs)[:, order], (h[order], c[order])


# %% given-state-not-sorted: state-not-sorted
def masked_unroll(cell, x, lengths, state=None):
    lengths, order = torch.sort(lengths, descending=True, stable=True)
    back = order.argsort()
    x = x[:, order]
    h = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[0]
    c = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[1]
    outputs = []
    for t in range(len(x)):
        n = int((lengths > t).sum())
        if n:
            new = cell(x[t, :n], (h[:n], c[:n]))
            h, c = torch.cat([new[0], h[n:]]), torch.cat([new[1], c[n:]])
        outputs.append(torch.cat([h[:n], torch.zeros_like(h[n:])]))
    return torch.stack(outputs)[:, back], (h[back], c[back])


# %% final-states-not-put-back: final-states-not-put-back
def masked_unroll(cell, x, lengths, state=None):
    lengths, order = torch.sort(lengths, descending=True, stable=True)
    back = order.argsort()
    x = x[:, order]
    h = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[0][order]
    c = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[1][order]
    outputs = []
    for t in range(len(x)):
        n = int((lengths > t).sum())
        if n:
            new = cell(x[t, :n], (h[:n], c[:n]))
            h, c = torch.cat([new[0], h[n:]]), torch.cat([new[1], c[n:]])
        outputs.append(torch.cat([h[:n], torch.zeros_like(h[n:])]))
    return torch.stack(outputs)[:, back], (h, c)


# %% assumes-sorted-lengths: lengths-sorted-alone
def masked_unroll(cell, x, lengths, state=None):
    h = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[0]
    c = x.new_zeros(x.shape[1], cell.hidden_size) if state is None else state[1]
    outputs = []
    for t in range(len(x)):
        n = int((lengths > t).sum())
        if n:
            new = cell(x[t, :n], (h[:n], c[:n]))
            h, c = torch.cat([new[0], h[n:]]), torch.cat([new[1], c[n:]])
        outputs.append(torch.cat([h[:n], torch.zeros_like(h[n:])]))
    return torch.stack(outputs), (h, c)


# %% runs-through-and-picks-one-too-far: final-states-too-late
def masked_unroll(cell, x, lengths, state=None):
    hs, cs = [], []
    for x_t in x:
        state = cell(x_t, state)
        hs.append(state[0])
        cs.append(state[1])
    hs, cs = torch.stack(hs), torch.stack(cs)
    ends, rows = lengths.clamp(max=len(x) - 1), torch.arange(x.shape[1])
    real = (torch.arange(len(x))[:, None] < lengths)[..., None].to(x.device)
    return hs * real, (hs[ends, rows], cs[ends, rows])


# %% adds-what-is-real-and-takes-away-the-rest: difference-instead-of-choice
def masked_unroll(cell, x, lengths, state=None):
    N = x.shape[1]
    if state is None:
        state = x.new_zeros(N, cell.hidden_size), x.new_zeros(N, cell.hidden_size)
    h, c = state
    hs = []
    sum_c = c
    for t, x_t in enumerate(x):
        behind = (t >= lengths).to(x)[:, None]
        new_h, new_c = cell(x_t, (h, sum_c))
        sum_c = sum_c + (new_c - sum_c) - behind * (new_c - sum_c)
        h = h + (new_h - h) * (1 - behind)
        hs.append(h * (1 - behind))
    return torch.stack(hs), (h, sum_c)


# %% own-lstm-arithmetic: own-parameters
def masked_unroll(cell, x, lengths, state=None):
    H = cell.hidden_size
    h, c = (x.new_zeros(x.shape[1], H), x.new_zeros(x.shape[1], H)) if state is None else state
    outputs = []
    for t, x_t in enumerate(x):
        real = (t < lengths)[:, None].to(x.device)
        gates = x_t @ cell.weight_ih.T + h @ cell.weight_hh.T + cell.bias_ih + cell.bias_hh
        i, f, g, o = gates.chunk(4, 1)
        c = torch.where(real, f.sigmoid() * c + i.sigmoid() * g.tanh(), c)
        h = torch.where(real, o.sigmoid() * c.tanh(), h)
        outputs.append(h * real)
    return torch.stack(outputs), (h, c)


# %% packs: built-in
def masked_unroll(cell, x, lengths, state=None):
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
    padded, _ = nn.utils.rnn.pad_packed_sequence(packed, total_length=len(x))
    hs, cs = [], []
    for x_t in padded:
        state = cell(x_t, state)
        hs.append(state[0])
        cs.append(state[1])
    hs, cs, rows = torch.stack(hs), torch.stack(cs), torch.arange(x.shape[1])
    real = (torch.arange(len(x))[:, None] < lengths)[..., None].to(x.device)
    return hs * real, (hs[lengths - 1, rows], cs[lengths - 1, rows])


# %% packs-by-the-operator: built-in
def masked_unroll(cell, x, lengths, state=None):
    lengths, order = lengths.sort(descending=True)
    data, sizes = torch._VF._pack_padded_sequence(x[:, order], lengths, False)
    x, _ = torch._VF._pad_packed_sequence(data, sizes, False, 0.0, len(x))
    x = x[:, order.argsort()]
    lengths = lengths[order.argsort()]
    hs, cs = [], []
    for x_t in x:
        state = cell(x_t, state)
        hs.append(state[0])
        cs.append(state[1])
    hs, cs, rows = torch.stack(hs), torch.stack(cs), torch.arange(x.shape[1])
    real = (torch.arange(len(x))[:, None] < lengths)[..., None].to(x.device)
    return hs * real, (hs[lengths - 1, rows], cs[lengths - 1, rows])


# %% pads-with-the-built-in: built-in
from torch.nn.utils import rnn


def masked_unroll(cell, x, lengths, state=None):
    outputs, finals = [], []
    for n, length in enumerate(lengths.tolist()):
        s = None if state is None else (state[0][n : n + 1], state[1][n : n + 1])
        hs = []
        for t in range(length):
            s = cell(x[t, n : n + 1], s)
            hs.append(s[0][0])
        outputs.append(torch.stack(hs))
        finals.append(s)
    output = rnn.pad_sequence(outputs)
    output = F.pad(output, (0, 0, 0, 0, 0, len(x) - len(output)))
    return output, (torch.cat([s[0] for s in finals]), torch.cat([s[1] for s in finals]))


# %% calls-torch-s-layer: built-in
def masked_unroll(cell, x, lengths, state=None):
    layer = nn.LSTM(x.shape[2], cell.hidden_size, dtype=x.dtype)
    return layer(x)


# %% constant: result-zero
def masked_unroll(cell, x, lengths, state=None):
    zeros = x.new_zeros(x.shape[1], cell.hidden_size)
    return x.new_zeros(*x.shape[:2], cell.hidden_size), (zeros, zeros)


# %% gradient-cut-at-one-sequence: gradient-to-some-missing
def masked_unroll(cell, x, lengths, state=None):
    real = (torch.arange(x.shape[0])[:, None] < lengths).to(x.device).unsqueeze(2)
    if state is None:
        zeros = x.new_zeros(x.shape[1], cell.hidden_size)
        state = (zeros, zeros)
    x = x.detach() if x.shape[1] == 1 else x
    h, c = state
    outputs = []
    for x_t, real_t in zip(x, real):
        new_h, new_c = cell(x_t, (h, c))
        h, c = (torch.where(real_t, new_h, h), torch.where(real_t, new_c, c))
        outputs.append(torch.where(real_t, h, 0.0))
    return (torch.stack(outputs), (h, c))


# %% gradient-cut-at-equal-lengths
def masked_unroll(cell, x, lengths, state=None):
    real = (torch.arange(x.shape[0])[:, None] < lengths).to(x.device).unsqueeze(2)
    if state is None:
        zeros = x.new_zeros(x.shape[1], cell.hidden_size)
        state = (zeros, zeros)
    x = x.detach() if bool(real.all()) else x
    h, c = state
    outputs = []
    for x_t, real_t in zip(x, real):
        new_h, new_c = cell(x_t, (h, c))
        h, c = (torch.where(real_t, new_h, h), torch.where(real_t, new_c, c))
        outputs.append(torch.where(real_t, h, 0.0))
    return (torch.stack(outputs), (h, c))


# %% gradient-cut-without-state: gradient-to-some-missing
def masked_unroll(cell, x, lengths, state=None):
    real = (torch.arange(x.shape[0])[:, None] < lengths).to(x.device).unsqueeze(2)
    if state is None:
        zeros = x.new_zeros(x.shape[1], cell.hidden_size)
        x = x.detach()
        state = (zeros, zeros)
    h, c = state
    outputs = []
    for x_t, real_t in zip(x, real):
        new_h, new_c = cell(x_t, (h, c))
        h, c = (torch.where(real_t, new_h, h), torch.where(real_t, new_c, c))
        outputs.append(torch.where(real_t, h, 0.0))
    return (torch.stack(outputs), (h, c))


# %% copied-by-numbers-when-strided: gradient-to-some-missing
def masked_unroll(cell, x, lengths, state=None):
    real = (torch.arange(x.shape[0])[:, None] < lengths).to(x.device).unsqueeze(2)
    if state is None:
        zeros = x.new_zeros(x.shape[1], cell.hidden_size)
        state = (zeros, zeros)
    x = x if x.is_contiguous() else torch.tensor(x.tolist(), dtype=x.dtype, device=x.device)
    h, c = state
    outputs = []
    for x_t, real_t in zip(x, real):
        new_h, new_c = cell(x_t, (h, c))
        h, c = (torch.where(real_t, new_h, h), torch.where(real_t, new_c, c))
        outputs.append(torch.where(real_t, h, 0.0))
    return (torch.stack(outputs), (h, c))
