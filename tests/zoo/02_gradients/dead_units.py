"""Wrong versions of `dead_units`, one a cell: other quantities, other boundaries, other dimensions, kinds of result, and arguments that are changed."""


# %% alive-instead: alive-instead-of-dead
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return alive.sum().item() / activations.shape[2]


# %% fraction-of-activations: fraction-of-activations
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return (activations <= 0).double().mean().item()


# %% silent-once: silent-once-counts
def dead_units(activations):
    alive = (activations > 0).all(dim=0).all(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% any-then-all: above-zero-in-all-sequences
def dead_units(activations):
    alive = (activations > 0).any(dim=0).all(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% all-then-any: above-zero-at-all-steps
def dead_units(activations):
    alive = (activations > 0).all(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% last-step: last-step-only
def dead_units(activations):
    alive = (activations > 0)[-1].any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% first-step: first-step-only
def dead_units(activations):
    alive = (activations > 0)[0].any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% first-sequence: first-sequence-only
def dead_units(activations):
    alive = (activations > 0).any(dim=0)[0]
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% last-sequence: last-sequence-only
def dead_units(activations):
    alive = (activations > 0).any(dim=0)[-1]
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% half-the-steps
def dead_units(activations):
    alive = (activations[: (len(activations) + 1) // 2] > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% per-sequence: per-sequence
def dead_units(activations):
    alive = (activations > 0).any(dim=0)
    return (~alive).double().mean().item()


# %% per-step: per-step
def dead_units(activations):
    alive = (activations > 0).any(dim=1)
    return (~alive).double().mean().item()


# %% steps-counted: steps-for-units
def dead_units(activations):
    alive = (activations > 0).any(dim=2).any(dim=1)
    return (~alive).double().mean().item()


# %% sequences-counted: batch-for-units
def dead_units(activations):
    alive = (activations > 0).any(dim=2).any(dim=0)
    return (~alive).double().mean().item()


# %% divided-by-batch: divided-by-the-batch
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[1]


# %% divided-by-steps: divided-by-the-steps
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[0]


# %% divided-by-all: divided-by-all-activations
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.numel()


# %% number: number-of-units
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return float((~alive).sum())


# %% percent: percent
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 100 * (1.0 - alive.sum().item() / activations.shape[2])


# %% at-least-zero: zero-counts-as-alive
def dead_units(activations):
    alive = (activations >= 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% not-zero: negative-counts-as-alive
def dead_units(activations):
    alive = (activations != 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% magnitude: negative-counts-as-alive
def dead_units(activations):
    alive = (activations.abs() > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% threshold: threshold
def dead_units(activations):
    alive = (activations > 1e-6).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% tiny-threshold: threshold
def dead_units(activations):
    alive = (activations > 1e-30).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% half: half-as-threshold
def dead_units(activations):
    alive = (activations > 0.5).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% close-to-zero: negative-counts-as-alive
def dead_units(activations):
    alive = (~torch.isclose(activations, torch.zeros_like(activations))).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% sum-above-zero: mean-above-zero
def dead_units(activations):
    alive = activations.sum((0, 1)) > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% mean-above-zero: mean-above-zero
def dead_units(activations):
    alive = activations.mean(dim=(0, 1)) > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% sum-of-magnitudes: negative-counts-as-alive
def dead_units(activations):
    alive = activations.abs().sum((0, 1)) > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% variance: negative-counts-as-alive
def dead_units(activations):
    alive = activations.flatten(0, 1).var(0, unbiased=False) > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% maximum-not-zero: largest-not-zero
def dead_units(activations):
    alive = activations.amax((0, 1)) != 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% minimum-above-zero: silent-once-counts
def dead_units(activations):
    alive = activations.amin((0, 1)) > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% in-32-bits: threshold
def dead_units(activations):
    alive = (activations.float() > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% rounded: rounded
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return round(1.0 - alive.sum().item() / activations.shape[2], 2)


# %% whole-division: whole-division
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() // activations.shape[2]


# %% tensor: a-tensor
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return (~alive).double().mean()


# %% one-dimension: result-shape
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return (~alive).double().mean().reshape(1)


# %% pair: result-shape
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2], int((~alive).sum())


# %% text: result-form
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return str(1.0 - alive.sum().item() / activations.shape[2])


# %% integer-at-the-ends: result-form
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    value = 1.0 - alive.sum().item() / activations.shape[2]
    return int(value) if value in (0.0, 1.0) else value


# %% whole-when-none-dead: result-form
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 0 if alive.all() else 1.0 - alive.sum().item() / activations.shape[2]


# %% truth: a-truth-value
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return bool((~alive).any())


# %% mask: result-shape
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return ~alive


# %% numpy-fails: numpy-without-detach
def dead_units(activations):
    alive = (torch.from_numpy(activations.numpy()) > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% view: view-of-memory
def dead_units(activations):
    alive = (activations.view(-1, activations.shape[2]) > 0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% relu-in-place: activations-changed
def dead_units(activations):
    alive = (activations.detach().relu_() > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% zeros-written: activations-changed
def dead_units(activations):
    with torch.no_grad():
        activations[activations < 0] = 0
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% marked: frozen
def dead_units(activations):
    activations.detach_()
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% frozen: frozen
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    if activations.is_leaf:
        activations.requires_grad_(False)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% squeezed: wrong-at-special-sizes
def dead_units(activations):
    alive = (activations.squeeze() > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% batch-squeezed: wrong-at-special-sizes
def dead_units(activations):
    alive = (activations.squeeze(1) > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% median: silent-once-counts
def dead_units(activations):
    alive = activations.flatten(0, 1).median(0).values > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% running
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    kept = dead_units.__dict__.setdefault('kept', {})
    alive = alive | kept.get(activations.shape[2], torch.zeros_like(alive))
    kept[activations.shape[2]] = alive
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% units-removed-one-by-one: silent-at-some-step
def dead_units(activations):
    dead = 0
    for j in range(activations.shape[2]):
        for t in range(activations.shape[0]):
            if (activations[t, :, j] <= 0).all():
                dead += 1
                break
    return dead / activations.shape[2]


# %% constant
def dead_units(activations):
    return 0.5


# %% zero: result-zero
def dead_units(activations):
    return 0.0


# %% unfinished
def dead_units(activations):
    raise NotImplementedError()
