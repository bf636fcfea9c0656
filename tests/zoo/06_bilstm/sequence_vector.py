"""Wrong versions of `sequence_vector`, one a cell: wrong layer, wrong direction, mixed sequences, gradients, devices."""


# %% first-layer: first-layer
def sequence_vector(h_n):
    return torch.cat([h_n[0], h_n[1]], dim=1)


# %% backward-first: backward-first
def sequence_vector(h_n):
    return torch.cat([h_n[-1], h_n[-2]], dim=1)


# %% backward-only: backward-only
def sequence_vector(h_n):
    return h_n[-1]


# %% forward-only: forward-only
def sequence_vector(h_n):
    return h_n[-2]


# %% backward-twice: backward-twice
def sequence_vector(h_n):
    return torch.cat([h_n[-1]] * 2, dim=1)


# %% forward-twice: forward-twice
def sequence_vector(h_n):
    return torch.cat([h_n[-2]] * 2, dim=1)


# %% first-forward-last-backward: forward-of-the-first-layer
def sequence_vector(h_n):
    return torch.cat([h_n[0], h_n[-1]], dim=1)


# %% by-direction: states-by-direction
def sequence_vector(h_n):
    return torch.cat([h_n[len(h_n) // 2 - 1], h_n[-1]], dim=1)


# %% one-layer-only: all-layers
def sequence_vector(h_n):
    return torch.cat(list(h_n), dim=1)


# %% reshaped: reshaped
def sequence_vector(h_n):
    return h_n[-2:].reshape(h_n.shape[1], -1)


# %% all-reshaped: all-reshaped
def sequence_vector(h_n):
    return h_n.reshape(h_n.shape[1], -1)


# %% stacked: stacked
def sequence_vector(h_n):
    return torch.stack([h_n[-2], h_n[-1]], dim=1)


# %% below-each-other: below-each-other
def sequence_vector(h_n):
    return torch.cat([h_n[-2], h_n[-1]])


# %% interleaved: interleaved
def sequence_vector(h_n):
    return torch.stack([h_n[-2], h_n[-1]], dim=2).flatten(1)


# %% added: added
def sequence_vector(h_n):
    return h_n[-2] + h_n[-1]


# %% mean-over-layers: mean-over-layers
def sequence_vector(h_n):
    return torch.cat([h_n[::2].mean(0), h_n[1::2].mean(0)], dim=1)


# %% maximum-over-layers: maximum-over-layers
def sequence_vector(h_n):
    return torch.cat([h_n[::2].amax(0), h_n[1::2].amax(0)], dim=1)


# %% detached: detached
def sequence_vector(h_n):
    return torch.cat([h_n[-2], h_n[-1]], dim=1).detach()


# %% forward-detached: forward-detached
def sequence_vector(h_n):
    return torch.cat([h_n[-2].detach(), h_n[-1]], dim=1)


# %% squeezed: squeezed
def sequence_vector(h_n):
    return torch.cat([h_n[-2], h_n[-1]], dim=1).squeeze()


# %% squeezes-one-sequence: squeezed
def sequence_vector(h_n):
    return torch.cat([h_n[-2].squeeze(0), h_n[-1].squeeze(0)], dim=-1)


# %% of-32-bits: of-32-bits
def sequence_vector(h_n):
    return torch.cat([h_n[-2], h_n[-1]], dim=1).float()


# %% new-tensor: made-from-numbers
def sequence_vector(h_n):
    return torch.tensor(torch.cat([h_n[-2], h_n[-1]], dim=1).tolist(), dtype=h_n.dtype)


# %% second-layer
def sequence_vector(h_n):
    return torch.cat([h_n[2:4].mean(0), h_n[3]], dim=1) if len(h_n) > 3 else torch.cat([h_n[0], h_n[1]], dim=1)


# %% at-most-two-layers: second-layer
def sequence_vector(h_n):
    return torch.cat([h_n[2], h_n[3]], dim=1) if len(h_n) > 2 else torch.cat([h_n[0], h_n[1]], dim=1)


# %% view: view-of-h-n
def sequence_vector(h_n):
    return torch.cat(list(h_n.view(-1, 2, h_n.shape[1], h_n.shape[2])[-1]), dim=1) if h_n.view(-1) is not None else None


# %% batch-first: batch-first
def sequence_vector(h_n):
    return torch.cat([h_n[:, 0], h_n[:, -1]], dim=1)


# %% filled-in-on-the-cpu: device-fixed
def sequence_vector(h_n):
    H = h_n.shape[2]
    v = torch.zeros(h_n.shape[1], 2 * H, dtype=h_n.dtype)
    v[:, :H], v[:, H:] = h_n[-2], h_n[-1]
    return v


# %% changes-the-argument: argument-modified
def sequence_vector(h_n):
    v = torch.cat([h_n[-2], h_n[-1]], dim=1)
    with torch.no_grad():
        h_n[:-2] = 0
        h_n[-1] += 1
    return v


# %% output-of-the-last-step: result-shape
def sequence_vector(h_n):
    output = h_n.transpose(1, 2)
    return output[-1]


# %% gradient-cut-at-one-sequence: gradient-cut
def sequence_vector(h_n):
    h_n = h_n.detach() if h_n.shape[1] == 1 else h_n
    return torch.cat([h_n[-2], h_n[-1]], dim=1)


# %% gradient-cut-when-strided: gradient-cut
def sequence_vector(h_n):
    h_n = h_n if h_n.is_contiguous() else h_n.data
    return torch.cat([h_n[-2], h_n[-1]], dim=1)
