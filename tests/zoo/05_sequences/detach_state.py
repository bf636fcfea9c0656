"""Wrong versions of `detach_state`, one a cell: nothing cut, too much cut, kinds forgotten, containers changed."""


# %% identity: nothing-cut
def detach_state(state):
    return state


# %% clone: copied-but-not-cut
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.clone()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return type(state)(detach_state(v) for v in state)


# %% in-place: given-tensors-cut
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach_()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return type(state)(detach_state(v) for v in state)


# %% requires-grad-off: gradient-switched-off
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        result = state.detach()
        if state.is_leaf:
            state.requires_grad = False
        return result
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return type(state)(detach_state(v) for v in state)


# %% pair-only: pair-only
def detach_state(state):
    h, c = state
    return h.detach(), c.detach()


# %% pair-or-tensor: pair-or-tensor
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    return tuple(s.detach() for s in state)


# %% one-level: one-level-only
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, (list, tuple)):
        return type(state)(s.detach() if isinstance(s, torch.Tensor) else s for s in state)
    if isinstance(state, dict):
        return {k: v.detach() if isinstance(v, torch.Tensor) else v for k, v in state.items()}
    return state


# %% two-levels: two-levels-only
def detach_state(state, depth=2):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if state is None or depth == 0:
        return state
    if isinstance(state, dict):
        return {k: detach_state(v, depth - 1) for k, v in state.items()}
    return type(state)(detach_state(v, depth - 1) for v in state)


# %% only-tuples-of-tuples: tensors-and-tuples-only
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    return tuple(detach_state(s) for s in state)


# %% lists-everywhere: all-become-lists
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return [detach_state(s) for s in state]


# %% dictionaries-not-known: keys-of-dictionaries
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach()
    return type(state)(detach_state(s) for s in state)


# %% dictionaries-passed-on: dictionaries-passed-on
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, (list, tuple)):
        return type(state)(detach_state(s) for s in state)
    return state


# %% lists-passed-on: lists-passed-on
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, tuple):
        return tuple(detach_state(s) for s in state)
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return state


# %% none-forgotten: none-fails-as-a-container
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    if isinstance(state, (list, tuple)):
        return type(state)(detach_state(s) for s in state)
    raise TypeError("no state")


# %% none-becomes-zeros: none-becomes-zeros
def detach_state(state):
    if state is None:
        return torch.zeros(1)
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return type(state)(detach_state(s) for s in state)


# %% none-dropped: none-left-out
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items() if v is not None}
    return None if state is None else type(state)(detach_state(s) for s in state if s is not None)


# %% empty-is-none: empty-becomes-none
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if not state:
        return None
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return type(state)(detach_state(s) for s in state)


# %% changes-the-given-list: given-lists-changed
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, list):
        for n in range(len(state)):
            state[n] = detach_state(state[n])
        return state
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return None if state is None else tuple(detach_state(s) for s in state)


# %% changes-the-given-dictionary: given-dictionaries-changed
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        for k in state:
            state[k] = detach_state(state[k])
        return state
    return None if state is None else type(state)(detach_state(s) for s in state)


# %% containers-without-graph-kept: containers-passed-on-without-graph
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, list) and not any(isinstance(s, torch.Tensor) and s.requires_grad for s in state) and not any(
        isinstance(s, (list, tuple, dict)) for s in state
    ):
        return state
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return None if state is None else type(state)(detach_state(s) for s in state)


# %% leaves-kept: leaves-passed-on
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state if state.is_leaf else state.detach()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return None if state is None else type(state)(detach_state(s) for s in state)


# %% zeros: numbers-lost
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return torch.zeros_like(state)
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return None if state is None else type(state)(detach_state(s) for s in state)


# %% through-numpy-in-32-bits: of-32-bits
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return torch.Tensor(state.tolist())
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return None if state is None else type(state)(detach_state(s) for s in state)


# %% to-the-cpu: made-from-numbers
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return torch.tensor(state.detach().cpu().numpy()) if state.device.type != "cpu" else state.detach()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return None if state is None else type(state)(detach_state(s) for s in state)


# %% stacked: stacked
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    return torch.stack([s.detach() for s in state])


# %% h-only: first-of-a-pair-only
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, tuple) and len(state) == 2:
        return detach_state(state[0]), state[1]
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return None if state is None else type(state)(detach_state(s) for s in state)


# %% tuples-everywhere: all-become-tuples
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    if state is None:
        return None
    return tuple(map(detach_state, state))


# %% tuples-passed-on: tuples-passed-on
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    if state is None or isinstance(state, tuple):
        return state
    return type(state)(map(detach_state, state))


# %% none-is-not-looked-for: none-fails-as-a-container
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    return type(state)(map(detach_state, state))


# %% dictionaries-become-lists: result-form
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return [detach_state(value) for value in state.values()]
    if state is None:
        return None
    return type(state)(map(detach_state, state))


# %% every-tensor-of-32-bits: of-32-bits
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach().float()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    if state is None:
        return None
    return type(state)(map(detach_state, state))


# %% first-dimension-of-one-dropped: result-without-ones
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach().squeeze(0)
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    if state is None:
        return None
    return type(state)(map(detach_state, state))


# %% lists-of-one-unpacked: result-form
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    if state is None:
        return None
    if len(state) == 1:
        return detach_state(state[0])
    return type(state)(map(detach_state, state))


# %% third-of-a-list-forgotten: result-form
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    if state is None:
        return None
    return type(state)(map(detach_state, state[:2]))


# %% result-cleared-on-the-old: argument-modified
def detach_state(state):
    if isinstance(state, torch.Tensor):
        result = state.detach().clone()
        state.data.zero_()
        return result
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    if state is None:
        return None
    return type(state)(map(detach_state, state))


# %% every-second-cut
def detach_state(state):
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    if state is None:
        return None
    return type(state)(detach_state(part) if k % 2 == 0 else part for k, part in enumerate(state))


# %% keys-made-text: keys
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {str(key): detach_state(value) for key, value in state.items()}
    return type(state)((detach_state(item) for item in state))


# %% whole-numbers-made-floats: dtype-fixed
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach() + 0.0
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    return type(state)((detach_state(item) for item in state))


# %% whole-numbers-made-floats-by-half: dtype-fixed
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach().float() if not state.is_floating_point() else state.detach()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    return type(state)((detach_state(item) for item in state))


# %% empty-containers-passed-on: empty-containers-passed-on
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach()
    if not len(state):
        return state
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    return type(state)((detach_state(item) for item in state))


# %% nothing-to-detach-passed-on
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach()
    if not any(item is not None for item in (state.values() if isinstance(state, dict) else state)):
        return state
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    return type(state)((detach_state(item) for item in state))


# %% asks-for-a-gradient: gradient-asked-for
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach().requires_grad_(state.is_floating_point())
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    return type(state)((detach_state(item) for item in state))


# %% keeps-what-asked-for-a-gradient: gradient-asked-for
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach().requires_grad_(state.requires_grad)
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    return type(state)((detach_state(item) for item in state))


# %% fresh-leaf: gradient-asked-for
def detach_state(state):
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach().requires_grad_()
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return type(state)([detach_state(v) for v in state])


# %% shallow-copies-are-leaves: gradient-asked-for
import copy


def detach_state(state):
    if isinstance(state, torch.Tensor):
        return copy.copy(state)
    if isinstance(state, dict):
        return {k: detach_state(v) for k, v in state.items()}
    return None if state is None else type(state)(detach_state(v) for v in state)
