"""Correct versions of `detach_state` in other styles, one a cell: every one earns full points."""


# %% clone-too
def detach_state(state):
    if torch.is_tensor(state):
        return state.detach().clone()
    if isinstance(state, tuple):
        return tuple(detach_state(s) for s in state)
    if isinstance(state, list):
        return [detach_state(s) for s in state]
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return state


# %% data
def detach_state(state):
    if state is None:
        return state
    if isinstance(state, torch.Tensor):
        return state.data
    if isinstance(state, dict):
        return type(state)((k, detach_state(v)) for k, v in state.items())
    return type(state)(map(detach_state, state))


# %% match
def detach_state(state):
    match state:
        case None:
            return None
        case torch.Tensor():
            return state.detach()
        case dict():
            return dict(zip(state.keys(), map(detach_state, state.values())))
        case list():
            return list(map(detach_state, state))
        case tuple():
            return tuple(map(detach_state, state))
    raise TypeError(f"no state: {state!r}")


# %% no-grad-copy
def detach_state(state):
    with torch.no_grad():
        if hasattr(state, "keys"):
            return {key: detach_state(state[key]) for key in state}
        if isinstance(state, (list, tuple)):
            made = []
            for item in state:
                made.append(detach_state(item))
            return made if isinstance(state, list) else tuple(made)
        return None if state is None else state.clone()


# %% single-dispatch
from functools import singledispatch


@singledispatch
def cut(state):
    raise TypeError(type(state))


@cut.register
def _(state: torch.Tensor):
    return state.detach()


@cut.register
def _(state: type(None)):
    return None


@cut.register(list)
@cut.register(tuple)
def _(state):
    return type(state)([cut(item) for item in state])


@cut.register(dict)
def _(state):
    return {key: cut(value) for key, value in state.items()}


def detach_state(state):
    return cut(state)


# %% generator-and-print
def detach_state(state):
    kinds = {list: list, tuple: tuple}
    print("state of type", type(state).__name__)
    for kind, make in kinds.items():
        if isinstance(state, kind):
            return make(detach_state(item) for item in state)
    if isinstance(state, dict):
        new = {}
        for name, value in state.items():
            new[name] = detach_state(value)
        return new
    return state if state is None else torch.Tensor.detach(state)


# %% pytree
from torch.utils import _pytree


def detach_state(state):
    return _pytree.tree_map(lambda leaf: leaf.detach() if isinstance(leaf, torch.Tensor) else leaf, state)


# %% explicit-stack
def detach_state(state):
    box = [None]
    work = [(state, box, 0)]
    later = []
    while work:
        item, place, key = work.pop()
        if isinstance(item, dict):
            place[key] = dict.fromkeys(item)
            work.extend((value, place[key], name) for name, value in item.items())
        elif isinstance(item, (list, tuple)):
            place[key] = [None] * len(item)
            work.extend((value, place[key], n) for n, value in enumerate(item))
            if isinstance(item, tuple):
                later.append((place, key))
        else:
            place[key] = None if item is None else item.detach()
    for place, key in reversed(later):
        place[key] = tuple(place[key])
    return box[0]
