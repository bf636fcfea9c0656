"""Wrong versions of `sequence_vector`, one a cell: wrong layer, wrong direction, mixed sequences, gradients, devices."""


# %% first-layer
def sequence_vector(h_n):
    return torch.cat([h_n[0], h_n[1]], dim=1)


# %% backward-first
def sequence_vector(h_n):
    return torch.cat([h_n[-1], h_n[-2]], dim=1)


# %% backward-only
def sequence_vector(h_n):
    return h_n[-1]


# %% forward-only
def sequence_vector(h_n):
    return h_n[-2]


# %% backward-twice
def sequence_vector(h_n):
    return torch.cat([h_n[-1]] * 2, dim=1)


# %% forward-twice
def sequence_vector(h_n):
    return torch.cat([h_n[-2]] * 2, dim=1)


# %% first-forward-last-backward
def sequence_vector(h_n):
    return torch.cat([h_n[0], h_n[-1]], dim=1)


# %% by-direction
def sequence_vector(h_n):
    return torch.cat([h_n[len(h_n) // 2 - 1], h_n[-1]], dim=1)


# %% one-layer-only
def sequence_vector(h_n):
    return torch.cat(list(h_n), dim=1)


# %% reshaped
def sequence_vector(h_n):
    return h_n[-2:].reshape(h_n.shape[1], -1)


# %% all-reshaped
def sequence_vector(h_n):
    return h_n.reshape(h_n.shape[1], -1)


# %% stacked
def sequence_vector(h_n):
    return torch.stack([h_n[-2], h_n[-1]], dim=1)


# %% below-each-other
def sequence_vector(h_n):
    return torch.cat([h_n[-2], h_n[-1]])


# %% interleaved
def sequence_vector(h_n):
    return torch.stack([h_n[-2], h_n[-1]], dim=2).flatten(1)


# %% added
def sequence_vector(h_n):
    return h_n[-2] + h_n[-1]


# %% mean-over-layers
def sequence_vector(h_n):
    return torch.cat([h_n[::2].mean(0), h_n[1::2].mean(0)], dim=1)


# %% maximum-over-layers
def sequence_vector(h_n):
    return torch.cat([h_n[::2].amax(0), h_n[1::2].amax(0)], dim=1)


# %% detached
def sequence_vector(h_n):
    return torch.cat([h_n[-2], h_n[-1]], dim=1).detach()


# %% forward-detached
def sequence_vector(h_n):
    return torch.cat([h_n[-2].detach(), h_n[-1]], dim=1)


# %% squeezed
def sequence_vector(h_n):
    return torch.cat([h_n[-2], h_n[-1]], dim=1).squeeze()


# %% squeezes-one-sequence
def sequence_vector(h_n):
    return torch.cat([h_n[-2].squeeze(0), h_n[-1].squeeze(0)], dim=-1)


# %% of-32-bits
def sequence_vector(h_n):
    return torch.cat([h_n[-2], h_n[-1]], dim=1).float()


# %% new-tensor
def sequence_vector(h_n):
    return torch.tensor(torch.cat([h_n[-2], h_n[-1]], dim=1).tolist(), dtype=h_n.dtype)


# %% second-layer
def sequence_vector(h_n):
    return torch.cat([h_n[2:4].mean(0), h_n[3]], dim=1) if len(h_n) > 3 else torch.cat([h_n[0], h_n[1]], dim=1)


# %% at-most-two-layers
def sequence_vector(h_n):
    return torch.cat([h_n[2], h_n[3]], dim=1) if len(h_n) > 2 else torch.cat([h_n[0], h_n[1]], dim=1)


# %% view
def sequence_vector(h_n):
    return torch.cat(list(h_n.view(-1, 2, h_n.shape[1], h_n.shape[2])[-1]), dim=1) if h_n.view(-1) is not None else None


# %% batch-first
def sequence_vector(h_n):
    return torch.cat([h_n[:, 0], h_n[:, -1]], dim=1)


# %% filled-in-on-the-cpu
def sequence_vector(h_n):
    H = h_n.shape[2]
    v = torch.zeros(h_n.shape[1], 2 * H, dtype=h_n.dtype)
    v[:, :H], v[:, H:] = h_n[-2], h_n[-1]
    return v


# %% changes-the-argument
def sequence_vector(h_n):
    v = torch.cat([h_n[-2], h_n[-1]], dim=1)
    with torch.no_grad():
        h_n[:-2] = 0
        h_n[-1] += 1
    return v


# %% output-of-the-last-step
def sequence_vector(h_n):
    output = h_n.transpose(1, 2)
    return output[-1]
