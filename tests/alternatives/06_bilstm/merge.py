"""Correct versions of `merge` in other styles, one a cell: every one earns full points."""


# %% dictionary-of-functions
def merge(forward, backward, mode):
    ways = {
        "concat": lambda a, b: torch.cat((a, b), -1),
        "sum": torch.add,
        "mean": lambda a, b: 0.5 * a + 0.5 * b,
        "mul": torch.mul,
    }
    if mode not in ways:
        raise ValueError("unknown mode " + repr(mode))
    return ways[mode](forward, backward)


# %% stack-and-reduce
def merge(forward, backward, mode):
    both = torch.stack([forward, backward])
    if mode == "sum":
        return both.sum(0)
    elif mode == "mean":
        return both.mean(0)
    elif mode == "mul":
        return both.prod(0)
    elif mode == "concat":
        return torch.cat(list(both), dim=both.dim() - 2)
    else:
        raise ValueError(mode)


# %% match
def merge(forward, backward, mode):
    match mode:
        case "concat":
            return torch.concat([forward, backward], axis=-1)
        case "sum":
            return torch.stack([forward, backward], dim=-1).sum(-1)
        case "mean":
            return (forward + backward) * 0.5
        case "mul":
            return torch.einsum("...h,...h->...h", forward, backward)
        case _:
            raise ValueError("no such mode")


# %% checked-first
def merge(forward, backward, mode):
    if mode not in {"concat", "sum", "mean", "mul"}:
        raise ValueError(f"mode {mode}")
    if mode == "concat":
        return torch.hstack([forward, backward]) if forward.dim() <= 2 else torch.cat([forward, backward], forward.dim() - 1)
    if mode == "mul":
        return backward.mul(forward)
    total = backward.add(forward)
    return total if mode == "sum" else total.div(2)


# %% key-error-turned
def merge(forward, backward, mode):
    try:
        way = dict(concat="cat", sum="add", mean="lerp", mul="mul")[mode]
    except KeyError:
        raise ValueError(f"unknown mode: {mode}") from None
    if way == "cat":
        return torch.cat([forward, backward], dim=-1)
    if way == "lerp":
        return torch.lerp(forward, backward, 0.5)
    return getattr(torch, way)(forward, backward)


# %% error-class-of-its-own
class UnknownMode(Exception):
    pass


def joined(forward, backward, mode):
    if mode == "concat":
        shape = forward.shape[:-1] + (2 * forward.shape[-1],)
        result = forward.new_empty(shape)
        result[..., : forward.shape[-1]] = forward
        result[..., forward.shape[-1] :] = backward
        return result
    if mode in ("sum", "mean"):
        return (forward + backward) / {"sum": 1, "mean": 2}[mode]
    if mode == "mul":
        return forward * backward
    raise UnknownMode


def merge(forward, backward, mode):
    try:
        return joined(forward, backward, mode)
    except UnknownMode:
        raise ValueError("mode must be concat, sum, mean or mul")


# %% noisy
import warnings


def merge(forward, backward, mode):
    warnings.warn("merging")
    print("mode", mode)
    f, b = forward.clone(), backward.clone()
    if mode == "concat":
        return F.pad(f, (0, b.shape[-1])) + F.pad(b, (f.shape[-1], 0))
    if mode == "sum":
        return sum([f, b])
    if mode == "mean":
        return sum([f, b]) / len([f, b])
    if mode == "mul":
        f *= b
        return f
    raise ValueError


# %% class
class Merge:
    modes = ["concat", "sum", "mean", "mul"]

    def __init__(self, mode):
        self.way = getattr(self, "_" + Merge.modes[Merge.modes.index(mode)])

    def _concat(self, f, b):
        return torch.cat([f, b], dim=-1)

    def _sum(self, f, b):
        return f + b

    def _mean(self, f, b):
        return self._sum(f, b) / 2

    def _mul(self, f, b):
        return f * b


def merge(forward, backward, mode):
    return Merge(mode).way(forward, backward)
