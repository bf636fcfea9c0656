"""Wrong versions of `unroll`, one a cell: bugs in the loop, the states, the stacking, gradients, and in what it takes for granted about the cell."""


# %% zeros-for-none
def unroll(cell, x, h=None):
    output = []
    if h is None:
        h = torch.zeros(x.shape[1], cell.hidden_size, dtype=x.dtype, device=x.device)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% zeros-by-trial
def unroll(cell, x, h=None):
    output = []
    if h is None:
        h = torch.zeros_like(cell(x[0], None))
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-ignored
def unroll(cell, x, h=None):
    output = []
    h = None
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-not-carried
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        new = cell(x[t], h)
        output.append(new)
    return torch.stack(output), new


# %% state-left-out-of-first-call
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t]) if t == 0 else cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-by-keyword
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h=h)
        output.append(h)
    return torch.stack(output), h


# %% both-by-keyword
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x=x[t], h=h)
        output.append(h)
    return torch.stack(output), h


# %% first-call-without-second-argument
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h) if h is not None else cell(x[t])
        output.append(h)
    return torch.stack(output), h


# %% through-forward
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell.forward(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% asks-for-hidden-size
def unroll(cell, x, h=None):
    output = []
    size = cell.hidden_size
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% asks-for-parameters
def unroll(cell, x, h=None):
    output = []
    x = x.to(next(cell.parameters()).dtype)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% must-be-a-module
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


# %% stacked-in-the-batch
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output, dim=1), h


# %% stacked-at-the-end
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output, dim=-1), h


# %% joined
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.cat(output), h


# %% joined-and-viewed
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.cat(output, dim=1).view(x.shape[0], x.shape[1], -1), h


# %% reshaped-batch-first
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output, 1).reshape(x.shape[0], x.shape[1], -1), h


# %% a-list
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return output, h


# %% a-tuple-of-states
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return tuple(output), h


# %% backwards
def unroll(cell, x, h=None):
    output = []
    for t in reversed(range(x.shape[0])):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% outputs-reversed
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output[::-1]), h


# %% over-the-batch
def unroll(cell, x, h=None):
    output = []
    x = x.transpose(0, 1)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% last-step-missing
def unroll(cell, x, h=None):
    output = []
    for t in range(max(1, x.shape[0] - 1)):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% first-step-missing
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0] > 1, x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% first-input-every-step
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[0], h)
        output.append(h)
    return torch.stack(output), h


# %% one-step-too-many
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), cell(x[-1], h)


# %% called-twice-a-step
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% output-shifted
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        new = cell(x[t], h)
        output.append(torch.zeros_like(new) if h is None else h)
        h = new
    return torch.stack(output), h


# %% initial-state-included
def unroll(cell, x, h=None):
    output = [] if h is None else [h]
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% first-state-returned
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), output[0]


# %% last-but-one-state-returned
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), output[-2] if len(output) > 1 else output[-1]


# %% last-of-the-batch-returned
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    output = torch.stack(output)
    return output, output[:, -1]


# %% last-state-as-a-layer
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h.unsqueeze(0)


# %% last-state-as-a-slice
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    output = torch.stack(output)
    return output, output[-1:]


# %% exchanged
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return h, torch.stack(output)


# %% output-alone
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output)


# %% last-state-alone
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return h


# %% three-results
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h, len(output)


# %% like-an-lstm
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), (h, h)


# %% detached-between-steps
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h if h is None else h.detach())
        output.append(h)
    return torch.stack(output), h


# %% detached-from-given-state
def unroll(cell, x, h=None):
    output = []
    h = h if h is None else h.detach()
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% input-detached
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t].detach(), h)
        output.append(h)
    return torch.stack(output), h


# %% output-detached
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h.detach())
    return torch.stack(output), h


# %% output-data
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output).data, h


# %% last-state-detached
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h.detach()


# %% truncated-at-two
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h.detach() if t % 2 == 0 and h is not None else h)
        output.append(h)
    return torch.stack(output), h


# %% no-grad
def unroll(cell, x, h=None):
    output = []
    torch.set_grad_enabled(False)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    torch.set_grad_enabled(True)
    return torch.stack(output), h


# %% copied
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.tensor([o.tolist() for o in output], dtype=x.dtype, device=x.device), h


# %% written-into-32-bits
def unroll(cell, x, h=None):
    output = None
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        if output is None:
            output = torch.zeros(x.shape[0], *h.shape)
        output[t] = h
    return output, h


# %% written-on-cpu
def unroll(cell, x, h=None):
    output = None
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        if output is None:
            output = torch.zeros(x.shape[0], *h.shape, dtype=h.dtype, device='cpu')
        output[t] = h
    return output, h


# %% written-with-input-size
def unroll(cell, x, h=None):
    output = torch.zeros_like(x)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output[t] = h
    return output, h


# %% written-into-the-input
def unroll(cell, x, h=None):
    output = x
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output[t] = h if h.shape == x[t].shape else 0
    return output, h


# %% one-buffer-for-all
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
        if t:
            output[t - 1].data.copy_(h.data)
    return torch.stack(output), h


# %% computed-in-32-bits
def unroll(cell, x, h=None):
    output = []
    dtype = x.dtype
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output).float().to(dtype), h.float().to(dtype)


# %% squeezed
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output).squeeze(), h


# %% squeezed-at-one-step
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output).squeeze(0), h


# %% squeezed-batch
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t].squeeze(0), h)
        output.append(h)
    return torch.stack(output), h


# %% one-step-ignores-state
def unroll(cell, x, h=None):
    output = []
    if x.shape[0] == 1:
        h = None
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% batch-of-one-flat
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    output = torch.stack(output)
    return (output[:, 0], h[0]) if x.shape[1] == 1 else (output, h)


# %% flat-view
def unroll(cell, x, h=None):
    output = []
    x = x.view(x.shape[0] * x.shape[1], -1).view(x.shape)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% flat-view-of-state
def unroll(cell, x, h=None):
    output = []
    h = h if h is None else h.view(-1).view(h.shape)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% state-in-place
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


# %% input-in-place
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    x.data.zero_()
    return torch.stack(output), h


# %% input-marked
def unroll(cell, x, h=None):
    output = []
    x.requires_grad_(True)
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% cell-frozen
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    if isinstance(cell, nn.Module):
        cell.requires_grad_(False)
    return torch.stack(output), h


# %% cell-set-to-zero
def unroll(cell, x, h=None):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    if isinstance(cell, nn.Module):
        for p in cell.parameters():
            p.data.zero_()
    return torch.stack(output), h


# %% remembers
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


# %% state-required
def unroll(cell, x, h):
    output = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        output.append(h)
    return torch.stack(output), h


# %% batched-in-one-call
def unroll(cell, x, h=None):
    flat = cell(x.flatten(0, 1), None if h is None else h.repeat(x.shape[0], 1))
    output = flat.unflatten(0, x.shape[:2])
    return output, output[-1]


# %% one-tensor-a-call
def unroll(cell, x, h=None):
    output = [cell(x_t[None], h) for x_t in x]
    return torch.stack(output), output[-1]


# %% zeros
def unroll(cell, x, h=None):
    h = cell(x[0], h)
    return torch.zeros(x.shape[0], *h.shape, dtype=x.dtype, device=x.device), torch.zeros_like(h)


# %% unfinished
def unroll(cell, x, h=None):
    raise NotImplementedError()
