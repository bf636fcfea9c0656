"""Wrong versions of `merge`, one a cell: wrong order, wrong dimension, wrong arithmetic, unknown modes accepted, gradients, arguments changed."""


# %% backward-first: backward-first
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([backward, forward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% concat-in-dimension-2: concat-in-dimension-two
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=2)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% concat-in-dimension-1: concat-in-dimension-one
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% concat-in-dimension-0: concat-in-time
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=0)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% stacked: stacked
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.stack([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% interleaved: interleaved
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.stack([forward, backward], dim=-1).flatten(-2)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% concat-is-a-sum: concat-is-the-sum
def merge(forward, backward, mode):
    if mode == "concat":
        return forward + backward
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% forward-twice: concat-forward-twice
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, forward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% mean-not-halved: mean-is-the-sum
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return forward + backward
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% mean-without-brackets: half-of-one
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return forward + backward / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% mean-over-features: mean-over-features
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return torch.cat([forward, backward], -1).mean(-1)
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% mean-over-all: mean-of-everything
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward.mean() + backward.mean()) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% mean-with-floor: mean-rounded
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) // 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% sum-halved: sum-is-the-mean
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return (forward + backward) / 2
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% sum-over-features: sum-over-features
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return torch.cat([forward, backward], -1).sum(-1)
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% sum-is-a-difference: sum-is-the-difference
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward - backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% matrix-product: matrix-product
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward @ backward.transpose(-1, -2) if forward.dim() > 1 else forward @ backward
    raise ValueError(f"unknown mode {mode!r}")


# %% scalar-product: scalar-product
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return (forward * backward).sum(-1)
    raise ValueError(f"unknown mode {mode!r}")


# %% mul-is-max: mul-is-the-maximum
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return torch.maximum(forward, backward)
    raise ValueError(f"unknown mode {mode!r}")


# %% else-multiplies: unknown-multiplied
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    return forward * backward


# %% else-concatenates: unknown-concatenated
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    return torch.cat([forward, backward], dim=-1)


# %% else-adds: unknown-summed
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    return forward + backward


# %% else-none: unknown-is-none
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    return None


# %% key-error: unknown-is-a-key-error
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise KeyError(f"unknown mode {mode!r}")


# %% not-implemented-error
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise NotImplementedError(f"unknown mode {mode!r}")


# %% type-error: unknown-is-a-type-error
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise TypeError(f"unknown mode {mode!r}")


# %% assertion: unknown-fails-an-assertion
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    assert False, mode


# %% error-returned: error-returned
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    return ValueError(f"unknown mode {mode!r}")


# %% first-letter-only: error-missing
def merge(forward, backward, mode):
    if mode[:1] == "c":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode[:2] in ("me", "av"):
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% misspelt-max-is-mul: unknown-multiplied
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode in ("mul", "max"):
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% sum-in-place: forward-modified
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        with torch.no_grad():
            forward += backward
        return forward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% mul-in-place: mul-in-place
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward.mul_(backward)
    raise ValueError(f"unknown mode {mode!r}")


# %% detached: sum-detached
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return (forward + backward).detach()
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% backward-detached: backward-detached
def merge(forward, backward, mode):
    backward = backward.detach()
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% product-of-floats: mul-of-32-bits
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward.float() * backward.float()
    raise ValueError(f"unknown mode {mode!r}")


# %% result-on-the-cpu: concat-on-the-cpu
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1).cpu()
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% squeezed: concat-squeezed
def merge(forward, backward, mode):
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1).squeeze()
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% view: view-of-forward
def merge(forward, backward, mode):
    forward = forward.view(-1).view(forward.shape)
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% always-value-error
def merge(forward, backward, mode):
    if mode:
        raise ValueError
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"unknown mode {mode!r}")


# %% clamped-at-a-hundred: clipped
def merge(forward, backward, mode):
    if mode == 'concat':
        return torch.cat([forward, backward], dim=-1)
    if mode == 'sum':
        return (forward + backward).clamp(-100, 100)
    if mode == 'mean':
        return (forward + backward) / 2
    if mode == 'mul':
        return forward * backward
    raise ValueError(f"mode is one of 'concat', 'sum', 'mean', 'mul', not {mode!r}")


# %% product-clamped: clipped
def merge(forward, backward, mode):
    if mode == 'concat':
        return torch.cat([forward, backward], dim=-1)
    if mode == 'sum':
        return forward + backward
    if mode == 'mean':
        return (forward + backward) / 2
    if mode == 'mul':
        return (forward * backward).clamp(-1e4, 1e4)
    raise ValueError(f"mode is one of 'concat', 'sum', 'mean', 'mul', not {mode!r}")


# %% gradient-cut-at-one-unit: gradient-to-some-missing
def merge(forward, backward, mode):
    if forward.shape[-1] == 1:
        backward = backward.detach()
    if mode == 'concat':
        return torch.cat([forward, backward], dim=-1)
    if mode == 'sum':
        return forward + backward
    if mode == 'mean':
        return (forward + backward) / 2
    if mode == 'mul':
        return forward * backward
    raise ValueError(f"mode is one of 'concat', 'sum', 'mean', 'mul', not {mode!r}")


# %% gradient-cut-for-one-dimension: gradient-to-some-missing
def merge(forward, backward, mode):
    if forward.dim() == 1:
        forward = forward.data
    if mode == 'concat':
        return torch.cat([forward, backward], dim=-1)
    if mode == 'sum':
        return forward + backward
    if mode == 'mean':
        return (forward + backward) / 2
    if mode == 'mul':
        return forward * backward
    raise ValueError(f"mode is one of 'concat', 'sum', 'mean', 'mul', not {mode!r}")
