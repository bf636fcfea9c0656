"""Wrong versions of `merge`, one a cell: wrong order, wrong dimension, wrong arithmetic, unknown modes accepted, gradients, arguments changed."""


# %% backward-first
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


# %% concat-in-dimension-2
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


# %% concat-in-dimension-1
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


# %% concat-in-dimension-0
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


# %% stacked
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


# %% interleaved
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


# %% concat-is-a-sum
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


# %% forward-twice
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


# %% mean-not-halved
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


# %% mean-without-brackets
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


# %% mean-over-features
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


# %% mean-over-all
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


# %% mean-with-floor
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


# %% sum-halved
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


# %% sum-over-features
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


# %% sum-is-a-difference
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


# %% matrix-product
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


# %% scalar-product
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


# %% mul-is-max
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


# %% else-multiplies
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


# %% else-concatenates
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


# %% else-adds
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


# %% else-none
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


# %% key-error
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


# %% type-error
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


# %% assertion
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


# %% error-returned
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


# %% first-letter-only
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


# %% misspelt-max-is-mul
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


# %% sum-in-place
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


# %% mul-in-place
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


# %% detached
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


# %% backward-detached
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


# %% product-of-floats
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


# %% result-on-the-cpu
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


# %% squeezed
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


# %% view
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
