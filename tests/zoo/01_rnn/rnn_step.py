"""Wrong versions of `rnn_step`, one a cell: bugs in the sum, the nonlinearity, gradients, dtypes, sizes, arguments that are changed, and built-ins."""


# %% sigmoid: sigmoid-for-nonlinearity
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.sigmoid(total)


# %% no-nonlinearity: no-nonlinearity
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return total


# %% hard-tanh: hard-tanh
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return total.clamp(-1, 1)


# %% softsign: softsign-for-tanh
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return F.softsign(total)


# %% tanh-twice: nonlinearity-twice
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(torch.tanh(total))


# %% scaled-tanh: scaled-tanh
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return 1.7159 * torch.tanh(2 / 3 * total)


# %% gelu: gelu-for-tanh
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return F.gelu(total)


# %% softmax: softmax-for-tanh
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.softmax(total, dim=1)


# %% normalised
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh((total - total.mean(1, keepdim=True)) / (total.std(1, keepdim=True) + 1e-5))


# %% old-state-added: old-state-added
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return h + torch.tanh(total)


# %% leaky: old-and-new-averaged
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return 0.5 * h + 0.5 * torch.tanh(total)


# %% gated: gated-tanh
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.sigmoid(total) * torch.tanh(total)


# %% result-detached: result-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).detach()


# %% result-data: result-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).data


# %% result-copied: gradient-cut
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tensor(torch.tanh(total).tolist(), dtype=x.dtype, device=x.device)


# %% result-in-32-bits: result-of-32-bits
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).float()


# %% result-in-64-bits: result-of-64-bits
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).double()


# %% result-on-cpu: result-on-the-cpu
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).cpu()


# %% result-squeezed: result-squeezed
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).squeeze()


# %% result-a-pair: result-a-pair
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total), torch.tanh(total)


# %% result-one-tuple: result-in-a-tuple
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return (torch.tanh(total),)


# %% result-transposed: result-transposed
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).T


# %% rounded: state-rounded
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.round(torch.tanh(total), decimals=6)


# %% half-precision-inside: rounded-to-32-bits-inside
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total.float()).to(total.dtype)


# %% exp-over-exp: exp-overflows
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return (torch.exp(total) - torch.exp(-total)) / (torch.exp(total) + torch.exp(-total))


# %% one-exp: exp-overflows
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return (torch.exp(2 * total) - 1) / (torch.exp(2 * total) + 1)


# %% one-exp-right-forward: exp-overflows
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return 1 - 2 / (torch.exp(2 * total) + 1)


# %% sinh-over-cosh: exp-overflows
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.sinh(total) / torch.cosh(total)


# %% clipped-before-tanh: clipped-state
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total.clamp(-2, 2))


# %% clipped-result: cut-off-result
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).clamp(-0.9, 0.9)


# %% constant: result-constant
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.full_like(total, 0.1)


# %% zeros: zeros-returned
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.zeros_like(h)


# %% the-old-state: old-state-returned
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return h


# %% none: nothing-returned
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return None


# %% relu: relu-for-tanh
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.relu(total)


# %% input-bias-forgotten: input-bias-missing
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% recurrent-bias-forgotten: recurrent-bias-missing
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T
    return torch.tanh(total)


# %% both-biases-forgotten: biases-missing
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + h @ weight_hh.T
    return torch.tanh(total)


# %% input-bias-twice: one-bias-twice
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_ih
    return torch.tanh(total)


# %% recurrent-bias-twice: recurrent-bias-twice
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_hh + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% bias-subtracted: input-bias-subtracted
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T - bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% biases-multiplied: biases-multiplied
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + h @ weight_hh.T + bias_ih * bias_hh
    return torch.tanh(total)


# %% state-forgotten: state-unused
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + bias_hh
    return torch.tanh(total)


# %% input-forgotten: input-unused
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = h @ weight_hh.T + bias_ih + bias_hh
    return torch.tanh(total)


# %% recurrent-weight-transposed: recurrent-weight-transposed
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh + bias_hh
    return torch.tanh(total)


# %% state-subtracted: parts-subtracted
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih - (h @ weight_hh.T + bias_hh)
    return torch.tanh(total)


# %% parts-multiplied: parts-multiplied
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = (x @ weight_ih.T + bias_ih) * (h @ weight_hh.T + bias_hh)
    return torch.tanh(total)


# %% parts-averaged: parts-averaged
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = (x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh) / 2
    return torch.tanh(total)


# %% elementwise-recurrence: recurrence-unit-by-unit
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h * weight_hh.diagonal() + bias_hh
    return torch.tanh(total)


# %% symmetric-recurrence
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ (weight_hh + weight_hh.T) / 2 + bias_hh
    return torch.tanh(total)


# %% tanh-of-the-old-state: tanh-on-the-old-state
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + torch.tanh(h) @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% tanh-inside: tanh-on-the-input-part
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = torch.tanh(x @ weight_ih.T + bias_ih) + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% first-row-for-all: first-input-for-all
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x[:1] @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% first-state-for-all: first-sequence-for-all
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h[:1] @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% mean-over-batch: batch-averaged
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h.mean(0, keepdim=True) @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% state-detached: state-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h.detach() @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% input-detached: input-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x.detach() @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% recurrent-weight-detached: recurrent-weight-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.detach().T + bias_hh
    return torch.tanh(total)


# %% input-weight-data: input-weight-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.data.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% input-bias-detached: input-bias-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih.detach() + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% recurrent-bias-detached: recurrent-bias-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh.detach()
    return torch.tanh(total)


# %% noise: not-repeatable
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh + 1e-6 * torch.randn_like(h)
    return torch.tanh(total)


# %% small-weights-dropped
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ torch.where(weight_hh.abs() < 0.05, 0.0, weight_hh).T + bias_hh
    return torch.tanh(total)


# %% flat-view-of-input: view-of-arguments
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x.view(-1).view(x.shape) @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% flat-view-of-state: view-of-arguments
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h.view(-1).view(h.shape) @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% state-in-place: argument-modified
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = h.mul_(1) @ weight_hh.T + x @ weight_ih.T + bias_ih + bias_hh
    out = torch.tanh(total)
    h.copy_(out)
    return out


# %% state-in-place-data: argument-modified
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    h.data = torch.tanh(total).data
    return torch.tanh(total)


# %% input-in-place: argument-modified
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    x.data.mul_(2).div_(2).add_(1e-3)
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% bias-in-place: argument-modified
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    bias_ih.data += bias_hh.data
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T
    return torch.tanh(total)


# %% weight-in-place: argument-modified
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    weight_hh.data.mul_(0.5)
    return torch.tanh(total)


# %% state-marked: state-marked
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    h.requires_grad_()
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% input-marked: input-marked
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    x.requires_grad_(True)
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% weights-marked: argument-marked
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    weight_ih.requires_grad_(True)
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% no-grad: result-detached
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    with torch.no_grad():
        return torch.tanh(x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh)


# %% remembers
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    h = getattr(rnn_step, 'kept', h)
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    rnn_step.kept = torch.tanh(total).detach()
    return torch.tanh(total)


# %% remembers-the-first-weights
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    if not hasattr(rnn_step, 'kept') or rnn_step.kept.shape != weight_hh.shape:
        rnn_step.kept = weight_hh
    weight_hh = rnn_step.kept
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% zeros-of-32-bits: device-or-dtype-fixed
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = torch.zeros(x.shape[0], h.shape[1])
    total += x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% zeros-on-cpu: device-fixed
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = torch.zeros(x.shape[0], h.shape[1], dtype=x.dtype, device='cpu') + x @ weight_ih.T
    total = total + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% squeezed-at-batch-of-one: result-squeezed
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    out = torch.tanh(total)
    return out.squeeze(0) if out.shape[0] == 1 else out


# %% squeezed-at-one-unit: result-without-ones
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total).squeeze(1)


# %% expanded-at-batch-of-one: wrong-at-special-sizes
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    if h.shape[0] == 1:
        h = torch.zeros_like(h)
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% one-feature-ignored: wrong-at-special-sizes
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    if x.shape[1] == 1:
        x = torch.zeros_like(x)
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% square-input-weight-transposed: wrong-at-special-sizes
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    if weight_ih.shape[0] == weight_ih.shape[1]:
        weight_ih = weight_ih.T
    total = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return torch.tanh(total)


# %% inputs-exchanged
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    total = h @ weight_ih.T[: h.shape[1]] + bias_ih + h @ weight_hh.T + bias_hh if h.shape[1] <= weight_ih.shape[1] else x @ weight_ih.T
    return torch.tanh(total)


# %% built-in-cell: built-in
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    cell = nn.RNNCell(x.shape[1], h.shape[1], dtype=x.dtype, device=x.device)
    cell.load_state_dict({"weight_ih": weight_ih, "weight_hh": weight_hh, "bias_ih": bias_ih, "bias_hh": bias_hh})
    return cell(x, h)


# %% built-in-function: built-in
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    return torch.rnn_tanh_cell(x, h, weight_ih, weight_hh, bias_ih, bias_hh)


# %% built-in-through-vf: built-in
from torch import _VF

def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    return _VF.rnn_tanh_cell(x, h, weight_ih, weight_hh, bias_ih, bias_hh)


# %% built-in-through-aten: built-in
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    return getattr(torch.ops.aten, "rnn_" + "tanh_cell")(x, h, weight_ih, weight_hh, bias_ih, bias_hh)


# %% built-in-layer: built-in
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    name = "rnn_" + "tanh"
    out, _ = getattr(torch, name)(x[None], h[None], [weight_ih, weight_hh, bias_ih, bias_hh], True, 1, 0.0, False, False, False)
    return out[0]


# %% loop-over-units-wrong-axis: recurrent-weight-transposed
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    out = torch.zeros_like(h)
    for j in range(h.shape[1]):
        out[:, j] = torch.tanh(x @ weight_ih[j] + bias_ih[j] + h @ weight_hh[:, j] + bias_hh[j])
    return out


# %% sequential-units: units-one-after-the-other
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    h = h.clone()
    for j in range(h.shape[1]):
        new = torch.tanh(x @ weight_ih[j] + bias_ih[j] + h @ weight_hh[j] + bias_hh[j])
        h = torch.cat([h[:, :j], new[:, None], h[:, j + 1 :]], dim=1)
    return h


# %% unfinished
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    raise NotImplementedError()


# %% gradient-cut-at-one-sequence: gradient-to-some-missing
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    if len(x) == 1:
        h = h.detach()
    return torch.tanh(F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh))


# %% weights-cut-at-one-unit: gradient-to-some-missing
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    if h.shape[1] == 1:
        weight_hh = weight_hh.item() * torch.ones_like(h[:1])
    return torch.tanh(F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh))


# %% copied-by-numbers-when-strided: gradient-to-some-missing
def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    x, h = (v if v.is_contiguous() else torch.tensor(v.tolist(), dtype=v.dtype, device=v.device) for v in (x, h))
    return torch.tanh(F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh))
