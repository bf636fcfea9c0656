"""Right versions of `dead_units`, one a cell, written as differently as students write: maxima, sums of masks, loops, numpy, sets."""


# %% maximum
def dead_units(activations):
    alive = activations.amax(dim=(0, 1)) > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% maximum-twice
def dead_units(activations):
    alive = activations.max(dim=0).values.max(dim=0)[0] > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% sum-of-mask
def dead_units(activations):
    alive = (activations > 0).sum(dim=(0, 1)) > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% sum-of-relu
def dead_units(activations):
    alive = torch.sign(torch.relu(activations)).sum((0, 1)) > 0
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% plain
def dead_units(activations):
    alive = (activations > 0).any(dim=0).any(dim=0)
    return 1.0 - alive.sum().item() / activations.shape[2]


# %% mean-in-32-bits
def dead_units(activations):
    flat = activations.reshape(-1, activations.size(-1))
    return (flat <= 0).all(dim=0).float().mean().item()


# %% loops
def dead_units(activations):
    T, N, H = activations.shape
    dead = 0
    for j in range(H):
        if not any(activations[t, n, j].item() > 0 for t in range(T) for n in range(N)):
            dead += 1
    return dead / H


# %% numpy
import numpy as np

def dead_units(activations):
    a = activations.detach().cpu().numpy()
    return float(np.mean(~(a > 0).any(axis=(0, 1))))


# %% numpy-float
import numpy as np

def dead_units(activations):
    a = activations.detach().cpu().numpy()
    return np.mean((a <= 0).all(axis=(0, 1)))


# %% set-of-the-living
def dead_units(activations):
    living = set((activations > 0).nonzero()[:, 2].tolist())
    print(sorted(living))
    return 1 - len(living) / activations.shape[-1]


# %% unit-by-unit
def dead_units(activations):
    units = activations.detach().unbind(dim=-1)
    return sum(float(unit.max()) <= 0 for unit in units) / len(units)
