"""Wrong versions of `unroll`, one a cell: bugs in the loop, the states, the stacking, gradients, and in what it takes for granted about the cell."""


# %% zeros-for-none: zeros-for-none
def unroll(cell, x, h=None):
    output = []
    if h is None:
        h = torch.zeros(x.shape[1], cell.hidden_size, dtype=x.dtype, device=x.device)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% zeros-by-trial: zeros-for-none
def unroll(cell, x, h=None):
    output = []
    if h is None:
        h = torch.zeros_like(cell(x[0], None))
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-ignored: state-ignored
def unroll(cell, x, h=None):
    output = []
    h = None
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-not-carried: state-not-carried
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        new = cell(x[t], h)
        output.append(new)
    return torch.stack(output), new


# %% state-left-out-of-first-call: state-ignored
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t]) if t == 0 else cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-by-keyword: called-by-keyword
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h=h)
        output.append(h)
    return torch.stack(output), h


# %% both-by-keyword: called-by-keyword
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x=x[t], h=h)
        output.append(h)
    return torch.stack(output), h


# %% first-call-without-second-argument: fails-without-state
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h) if h is not None else cell(x[t])
        output.append(h)
    return torch.stack(output), h


# %% through-forward: attribute-unknown
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell.forward(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% asks-for-hidden-size: attribute-unknown
def unroll(cell, x, h=None):
    output = []
    size = cell.hidden_size
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% asks-for-parameters: attribute-unknown
def unroll(cell, x, h=None):
    output = []
    x = x.to(next(cell.parameters()).dtype)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% must-be-a-module: assertion
def unroll(cell, x, h=None):
    output = []
    assert isinstance(cell, nn.Module)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% arguments-exchanged
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(h, x[t])
        output.append(h)
    return torch.stack(output), h


# %% stacked-in-the-batch: batch-first
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output, dim=1), h


# %% stacked-at-the-end: result-dimensions-exchanged
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output, dim=-1), h


# %% joined: joined-in-the-batch
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.cat(output), h


# %% joined-and-viewed: output-reshaped
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.cat(output, dim=1).view(x.shape[0], x.shape[1], -1), h


# %% reshaped-batch-first: output-reshaped
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output, 1).reshape(x.shape[0], x.shape[1], -1), h


# %% a-list: output-a-list
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return output, h


# %% a-tuple-of-states: result-form
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return tuple(output), h


# %% backwards: backwards
def unroll(cell, x, h=None):
    output = []
    for t in reversed(range(x.shape[0])):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% outputs-reversed: outputs-reversed
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output[::-1]), h


# %% over-the-batch: loop-over-the-batch
def unroll(cell, x, h=None):
    output = []
    x = x.transpose(0, 1)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% last-step-missing: last-step-missing
def unroll(cell, x, h=None):
    output = []
    for t in range(max(1, x.shape[0] - 1)):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% first-step-missing: first-step-missing
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0] > 1, x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% first-input-every-step: first-input-at-every-step
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[0], h)
        output.append(h)
    return torch.stack(output), h


# %% one-step-too-many: one-step-too-many
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), cell(x[-1], h)


# %% called-twice-a-step: every-step-twice
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% output-shifted: output-shifted
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        new = cell(x[t], h)
        output.append(torch.zeros_like(new) if h is None else h)
        h = new
    return torch.stack(output), h


# %% initial-state-included: result-one-too-many-or-few
def unroll(cell, x, h=None):
    output = [] if h is None else [h]
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% first-state-returned: first-state-returned
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), output[0]


# %% last-but-one-state-returned: last-but-one-state-returned
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), output[-2] if len(output) > 1 else output[-1]


# %% last-of-the-batch-returned: result-shape
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    output = torch.stack(output)
    return output, output[:, -1]


# %% last-state-as-a-layer: last-state-with-a-layer
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h.unsqueeze(0)


# %% last-state-as-a-slice: last-state-with-a-layer
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    output = torch.stack(output)
    return output, output[-1:]


# %% exchanged: result-exchanged
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return h, torch.stack(output)


# %% output-alone: one-tensor-returned
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output)


# %% last-state-alone: one-tensor-returned
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return h


# %% three-results: result-form
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h, len(output)


# %% like-an-lstm: result-form
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), (h, h)


# %% detached-between-steps: gradient-differs
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h if h is None else h.detach())
        output.append(h)
    return torch.stack(output), h


# %% detached-from-given-state: gradient-to-some-missing
def unroll(cell, x, h=None):
    output = []
    h = h if h is None else h.detach()
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% input-detached: gradient-to-some-missing
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t].detach(), h)
        output.append(h)
    return torch.stack(output), h


# %% output-detached: output-detached
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h.detach())
    return torch.stack(output), h


# %% output-data: output-detached
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output).data, h


# %% last-state-detached: last-state-detached
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h.detach()


# %% truncated-at-two: gradient-differs
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h.detach() if t % 2 == 0 and h is not None else h)
        output.append(h)
    return torch.stack(output), h


# %% no-grad: gradient-cut, output-detached
def unroll(cell, x, h=None):
    output = []
    torch.set_grad_enabled(False)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    torch.set_grad_enabled(True)
    return torch.stack(output), h


# %% copied: gradient-cut, output-detached
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.tensor([o.tolist() for o in output], dtype=x.dtype, device=x.device), h


# %% written-into-32-bits: output-of-32-bits
def unroll(cell, x, h=None):
    output = None
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        if output is None:
            output = torch.zeros(x.shape[0], *h.shape)
        output[t] = h
    return output, h


# %% written-on-cpu: device-fixed
def unroll(cell, x, h=None):
    output = None
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        if output is None:
            output = torch.zeros(x.shape[0], *h.shape, dtype=h.dtype, device='cpu')
        output[t] = h
    return output, h


# %% written-with-input-size: sizes-do-not-fit
def unroll(cell, x, h=None):
    output = torch.zeros_like(x)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output[t] = h
    return output, h


# %% written-into-the-input: argument-modified
def unroll(cell, x, h=None):
    output = x
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output[t] = h if h.shape == x[t].shape else 0
    return output, h


# %% one-buffer-for-all: same-tensor-every-step
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
        if t:
            output[t - 1].data.copy_(h.data)
    return torch.stack(output), h


# %% computed-in-32-bits: precision-lost
def unroll(cell, x, h=None):
    output = []
    dtype = x.dtype
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output).float().to(dtype), h.float().to(dtype)


# %% squeezed: result-without-ones
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output).squeeze(), h


# %% squeezed-at-one-step: result-without-ones
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output).squeeze(0), h


# %% squeezed-batch: wrong-at-special-sizes
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t].squeeze(0), h)
        output.append(h)
    return torch.stack(output), h


# %% one-step-ignores-state: wrong-at-special-sizes
def unroll(cell, x, h=None):
    output = []
    if x.shape[0] == 1:
        h = None
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% batch-of-one-flat: result-without-ones
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    output = torch.stack(output)
    return (output[:, 0], h[0]) if x.shape[1] == 1 else (output, h)


# %% flat-view: view-of-memory
def unroll(cell, x, h=None):
    output = []
    x = x.view(x.shape[0] * x.shape[1], -1).view(x.shape)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% flat-view-of-state: view-of-memory
def unroll(cell, x, h=None):
    output = []
    h = h if h is None else h.view(-1).view(h.shape)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-in-place: argument-modified
def unroll(cell, x, h=None):
    output = []
    if h is not None:
        start = h
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    if 'start' in dir():
        start.data.copy_(h.data)
    return torch.stack(output), h


# %% input-in-place: input-overwritten
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    x.data.zero_()
    return torch.stack(output), h


# %% input-marked: argument-marked
def unroll(cell, x, h=None):
    output = []
    x.requires_grad_(True)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% cell-frozen: frozen
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    if isinstance(cell, nn.Module):
        cell.requires_grad_(False)
    return torch.stack(output), h


# %% cell-set-to-zero: argument-modified
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    if isinstance(cell, nn.Module):
        for p in cell.parameters():
            p.data.zero_()
    return torch.stack(output), h


# %% remembers: missing-state
def unroll(cell, x, h=None):
    output = []
    h = getattr(unroll, 'kept', None) if h is None else h
    h = None if h is not None and h.shape[0] != x.shape[1] else h
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    unroll.kept = h.detach()
    return torch.stack(output), h


# %% list-kept-between-calls
def unroll(cell, x, h=None, output=[]):
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-required: fails-without-state
def unroll(cell, x, h):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% batched-in-one-call: state-not-carried
def unroll(cell, x, h=None):
    flat = cell(x.flatten(0, 1), None if h is None else h.repeat(x.shape[0], 1))
    output = flat.unflatten(0, x.shape[:2])
    return output, output[-1]


# %% one-tensor-a-call: result-shape, result-without-ones
def unroll(cell, x, h=None):
    output = [cell(x_t[None], h) for x_t in x]
    return torch.stack(output), output[-1]


# %% zeros: result-zero
def unroll(cell, x, h=None):
    h = cell(x[0], h)
    return torch.zeros(x.shape[0], *h.shape, dtype=x.dtype, device=x.device), torch.zeros_like(h)


# %% unfinished
def unroll(cell, x, h=None):
    raise NotImplementedError()


# %% gradient-cut-at-one-step: gradient-differs
def unroll(cell, x, h=None):
    states = []
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    if len(states) == 1:
        return (h.detach()[None], h)
    return (torch.stack(states), h)


# %% gradient-cut-at-one-sequence: gradient-to-some-missing
def unroll(cell, x, h=None):
    states = []
    x = x.detach() if x.shape[1] == 1 else x
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return (torch.stack(states), h)


# %% state-cut-when-strided: gradient-to-some-missing
def unroll(cell, x, h=None):
    states = []
    h = h if h is None or h.is_contiguous() else h.data.clone()
    for x_t in x:
        h = cell(x_t, h)
        states.append(h)
    return (torch.stack(states), h)
