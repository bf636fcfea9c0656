"""Wrong versions of `last_output`, one a cell: the wrong step, the wrong sequence, guesses from zeros, gradients, devices."""


# %% last-step: last-step-of-the-batch
def last_output(output, lengths):
    return output[-1]


# %% last-step-of-the-longest: last-step-of-the-longest
def last_output(output, lengths):
    return output[lengths.max() - 1]


# %% one-too-far: one-step-too-far
def last_output(output, lengths):
    return output[lengths, torch.arange(output.shape[1])]


# %% one-too-far-but-clamped: one-step-too-far-wrapped
def last_output(output, lengths):
    return output[torch.clamp(lengths, max=len(output) - 1), torch.arange(output.shape[1])]


# %% one-too-early: one-step-too-early
def last_output(output, lengths):
    return output[lengths - 2, torch.arange(output.shape[1])]


# %% counted-from-the-end: counted-from-the-end
def last_output(output, lengths):
    return output[-lengths, torch.arange(output.shape[1])]


# %% all-pairs: all-pairs
def last_output(output, lengths):
    return output[lengths - 1]


# %% first-of-all-pairs: one-sequence-at-all-ends
def last_output(output, lengths):
    return output[lengths - 1][:, 0]


# %% batch-first: batch-first-with-all-steps
def last_output(output, lengths):
    return output[torch.arange(output.shape[0]), lengths - 1]


# %% view-instead-of-transpose: reshaped-instead-of-transposed
def last_output(output, lengths):
    T, N, H = output.shape
    return output.reshape(N, T, H)[torch.arange(N), lengths - 1]


# %% gather-in-one-feature: first-feature-only
def last_output(output, lengths):
    index = (lengths - 1).view(1, -1, 1).to(output.device)
    return output.gather(0, index).squeeze(0)


# %% gather-repeated-wrongly: index-repeated-across
def last_output(output, lengths):
    T, N, H = output.shape
    index = (lengths - 1).repeat(H).view(1, N, H).to(output.device)
    return output.gather(0, index).squeeze(0)


# %% last-nonzero: last-nonzero
def last_output(output, lengths):
    real = (output != 0).any(2)
    ends = (torch.arange(len(output)).to(output.device)[:, None] * real).amax(0)
    return output[ends, torch.arange(output.shape[1])]


# %% sum-of-what-is-behind: difference-of-sums
def last_output(output, lengths):
    total = output.flip(0).cumsum(0).flip(0)
    behind = torch.cat([total, torch.zeros_like(total[:1])])
    rows = torch.arange(output.shape[1])
    return total[lengths - 1, rows] - behind[lengths, rows]


# %% counted-zeros: last-nonzero
def last_output(output, lengths):
    counted = (output.abs().sum(2) > 0).sum(0)
    return output[counted - 1, torch.arange(output.shape[1])]


# %% mean: mean-over-time
def last_output(output, lengths):
    real = (torch.arange(len(output))[:, None] < lengths)[..., None].to(output)
    return (output * real).sum(0) / real.sum(0)


# %% maximum: maximum-over-time
def last_output(output, lengths):
    return output.max(0).values


# %% first-length-for-all: first-length-for-all
def last_output(output, lengths):
    return output[int(lengths[0]) - 1]


# %% sorted: sorted
def last_output(output, lengths):
    ordered, order = lengths.sort(descending=True, stable=True)
    return output[ordered - 1, order]


# %% sorted-lengths-only: sorted-lengths-only
def last_output(output, lengths):
    return output[lengths.sort(descending=True).values - 1, torch.arange(output.shape[1])]


# %% detached: detached
def last_output(output, lengths):
    with torch.no_grad():
        return output[lengths - 1, torch.arange(output.shape[1])]


# %% new-tensor: made-from-numbers
def last_output(output, lengths):
    rows = [output[n - 1, k].tolist() for k, n in enumerate(lengths.tolist())]
    return torch.tensor(rows, dtype=output.dtype)


# %% squeezed: squeezed
def last_output(output, lengths):
    return output[lengths - 1, torch.arange(output.shape[1])].squeeze()


# %% squeezes-one-sequence: squeezed
def last_output(output, lengths):
    last = output[lengths - 1, torch.arange(output.shape[1])]
    return last[0] if len(last) == 1 else last


# %% hard-coded-device: on-the-cpu
def last_output(output, lengths):
    last = torch.zeros(output.shape[1], output.shape[2], dtype=output.dtype)
    for n, length in enumerate(lengths.tolist()):
        last[n] = output[length - 1, n]
    return last


# %% hard-coded-dtype: of-32-bits
def last_output(output, lengths):
    chosen = F.one_hot(lengths - 1, len(output)).T.float().to(output.device)
    return (output.float() * chosen[..., None]).sum(0)


# %% gradient-to-everything
def last_output(output, lengths):
    last = output[lengths - 1, torch.arange(output.shape[1])]
    return last + output.mean(0) - output.mean(0).detach()


# %% output-changed: output-changed
def last_output(output, lengths):
    last = output[lengths - 1, torch.arange(output.shape[1])]
    with torch.no_grad():
        output.mul_((torch.arange(len(output))[:, None] < lengths)[..., None].to(output))
    return last


# %% lengths-changed: lengths-changed
def last_output(output, lengths):
    lengths -= 1
    return output[lengths, torch.arange(output.shape[1])]


# %% view-of-output: view-of-output
def last_output(output, lengths):
    T, N, H = output.shape
    return output.view(T * N, H)[(lengths - 1) * N + torch.arange(N)]


# %% packed: built-in
import torch.nn.utils.rnn as rnn_utils


def last_output(output, lengths):
    packed = rnn_utils.pack_padded_sequence(output, lengths, enforce_sorted=False)
    padded, known = rnn_utils.pad_packed_sequence(packed)
    return padded[known - 1, torch.arange(output.shape[1])]


# %% constant: result-zero
def last_output(output, lengths):
    return torch.zeros_like(output[0])


# %% sum-over-time: sum-over-time
def last_output(output, lengths):
    return output.sum(dim=0)
    rows = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows).squeeze(0)


# %% first-step: first-step
def last_output(output, lengths):
    rows = (0 * lengths).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows).squeeze(0)


# %% steps-kept: step-dimension-kept
def last_output(output, lengths):
    rows = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows)


# %% every-one-squeezed: squeezed
def last_output(output, lengths):
    rows = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows).squeeze()


# %% last-of-all-at-batch-of-one: wrong-at-special-sizes
def last_output(output, lengths):
    if output.shape[1] == 1:
        return output[-1]
    rows = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows).squeeze(0)


# %% marked: argument-marked
def last_output(output, lengths):
    if output.is_leaf:
        output.requires_grad_()
    rows = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows).squeeze(0)


# %% list-of-rows: result-form
def last_output(output, lengths):
    rows = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows).squeeze(0).unbind()


# %% gradient-cut-at-batch-of-one: gradient-cut
def last_output(output, lengths):
    output = output.detach() if output.shape[1] == 1 else output
    rows = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows).squeeze(0)


# %% one-step-is-cut: gradient-cut
def last_output(output, lengths):
    output = output.detach() if len(output) == 1 else output
    rows = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, -1, output.shape[2])
    return output.gather(0, rows).squeeze(0)


# %% clamped-at-a-hundred: clipped
def last_output(output, lengths):
    return output.clamp(-100, 100)[lengths - 1, torch.arange(output.shape[1])]


# %% gradient-cut-when-strided: gradient-cut
def last_output(output, lengths):
    output = output if output.is_contiguous() else output.detach().contiguous()
    return output[lengths - 1, torch.arange(output.shape[1])]
