"""Wrong versions of `last_output`, one a cell: the wrong step, the wrong sequence, guesses from zeros, gradients, devices."""


# %% last-step
def last_output(output, lengths):
    return output[-1]


# %% last-step-of-the-longest
def last_output(output, lengths):
    return output[lengths.max() - 1]


# %% one-too-far
def last_output(output, lengths):
    return output[lengths, torch.arange(output.shape[1])]


# %% one-too-far-but-clamped
def last_output(output, lengths):
    return output[torch.clamp(lengths, max=len(output) - 1), torch.arange(output.shape[1])]


# %% one-too-early
def last_output(output, lengths):
    return output[lengths - 2, torch.arange(output.shape[1])]


# %% counted-from-the-end
def last_output(output, lengths):
    return output[-lengths, torch.arange(output.shape[1])]


# %% all-pairs
def last_output(output, lengths):
    return output[lengths - 1]


# %% first-of-all-pairs
def last_output(output, lengths):
    return output[lengths - 1][:, 0]


# %% batch-first
def last_output(output, lengths):
    return output[torch.arange(output.shape[0]), lengths - 1]


# %% view-instead-of-transpose
def last_output(output, lengths):
    T, N, H = output.shape
    return output.reshape(N, T, H)[torch.arange(N), lengths - 1]


# %% gather-in-one-feature
def last_output(output, lengths):
    index = (lengths - 1).view(1, -1, 1).to(output.device)
    return output.gather(0, index).squeeze(0)


# %% gather-repeated-wrongly
def last_output(output, lengths):
    T, N, H = output.shape
    index = (lengths - 1).repeat(H).view(1, N, H).to(output.device)
    return output.gather(0, index).squeeze(0)


# %% last-nonzero
def last_output(output, lengths):
    real = (output != 0).any(2)
    ends = (torch.arange(len(output)).to(output.device)[:, None] * real).amax(0)
    return output[ends, torch.arange(output.shape[1])]


# %% sum-of-what-is-behind
def last_output(output, lengths):
    total = output.flip(0).cumsum(0).flip(0)
    behind = torch.cat([total, torch.zeros_like(total[:1])])
    rows = torch.arange(output.shape[1])
    return total[lengths - 1, rows] - behind[lengths, rows]


# %% counted-zeros
def last_output(output, lengths):
    counted = (output.abs().sum(2) > 0).sum(0)
    return output[counted - 1, torch.arange(output.shape[1])]


# %% mean
def last_output(output, lengths):
    real = (torch.arange(len(output))[:, None] < lengths)[..., None].to(output)
    return (output * real).sum(0) / real.sum(0)


# %% maximum
def last_output(output, lengths):
    return output.max(0).values


# %% first-length-for-all
def last_output(output, lengths):
    return output[int(lengths[0]) - 1]


# %% sorted
def last_output(output, lengths):
    ordered, order = lengths.sort(descending=True, stable=True)
    return output[ordered - 1, order]


# %% sorted-lengths-only
def last_output(output, lengths):
    return output[lengths.sort(descending=True).values - 1, torch.arange(output.shape[1])]


# %% detached
def last_output(output, lengths):
    with torch.no_grad():
        return output[lengths - 1, torch.arange(output.shape[1])]


# %% new-tensor
def last_output(output, lengths):
    rows = [output[n - 1, k].tolist() for k, n in enumerate(lengths.tolist())]
    return torch.tensor(rows, dtype=output.dtype)


# %% squeezed
def last_output(output, lengths):
    return output[lengths - 1, torch.arange(output.shape[1])].squeeze()


# %% squeezes-one-sequence
def last_output(output, lengths):
    last = output[lengths - 1, torch.arange(output.shape[1])]
    return last[0] if len(last) == 1 else last


# %% hard-coded-device
def last_output(output, lengths):
    last = torch.zeros(output.shape[1], output.shape[2], dtype=output.dtype)
    for n, length in enumerate(lengths.tolist()):
        last[n] = output[length - 1, n]
    return last


# %% hard-coded-dtype
def last_output(output, lengths):
    chosen = F.one_hot(lengths - 1, len(output)).T.float().to(output.device)
    return (output.float() * chosen[..., None]).sum(0)


# %% gradient-to-everything
def last_output(output, lengths):
    last = output[lengths - 1, torch.arange(output.shape[1])]
    return last + output.mean(0) - output.mean(0).detach()


# %% output-changed
def last_output(output, lengths):
    last = output[lengths - 1, torch.arange(output.shape[1])]
    with torch.no_grad():
        output.mul_((torch.arange(len(output))[:, None] < lengths)[..., None].to(output))
    return last


# %% lengths-changed
def last_output(output, lengths):
    lengths -= 1
    return output[lengths, torch.arange(output.shape[1])]


# %% view-of-output
def last_output(output, lengths):
    T, N, H = output.shape
    return output.view(T * N, H)[(lengths - 1) * N + torch.arange(N)]


# %% packed
import torch.nn.utils.rnn as rnn_utils


def last_output(output, lengths):
    packed = rnn_utils.pack_padded_sequence(output, lengths, enforce_sorted=False)
    padded, known = rnn_utils.pad_packed_sequence(packed)
    return padded[known - 1, torch.arange(output.shape[1])]


# %% constant
def last_output(output, lengths):
    return torch.zeros_like(output[0])
