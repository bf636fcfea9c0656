"""Right versions of `clip_grad_norm`, one a cell, written as differently as students write: torch's own epsilon and clamp, sums, lists, floats."""


# %% epsilon
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / (total + 1e-6))
    return total


# %% at-least
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total >= max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% data
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.data.mul_(float(max_norm / total))
    return total


# %% integer-zero
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% plain
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% like-torch
@torch.no_grad()
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if not grads:
        return torch.tensor(0.0)
    total_norm = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g, 2.0) for g in grads]), 2.0)
    coefficient = torch.clamp(max_norm / (total_norm + 1e-6), max=1.0)
    for g in grads:
        g.mul_(coefficient)
    return total_norm


# %% python-floats
def clip_grad_norm(parameters, max_norm):
    squares, found = 0.0, []
    for p in parameters:
        if p.grad is None:
            continue
        found.append(p)
        squares += float((p.grad.detach() ** 2).sum())
    total = math.sqrt(squares)
    if total > max_norm:
        factor = max_norm / total
        for p in found:
            p.grad *= factor
    return total


# %% concatenated
def clip_grad_norm(parameters, max_norm):
    params = list(filter(lambda p: p.grad is not None, parameters))
    vector = torch.cat([p.grad.reshape(-1) for p in params] or [torch.zeros(1)])
    total = vector.norm(p=2)
    print("norm", total)
    if total.item() > max_norm:
        for p in params:
            p.grad.div_(total / max_norm)
    return total.item()


# %% parameters-to-vector
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if not grads:
        return 0.0
    total = nn.utils.parameters_to_vector([g.contiguous() for g in grads]).norm()
    scale = min(1.0, max_norm / (float(total) + 1e-12))
    for g in grads:
        g[...] = g * scale
    return total


# %% hypot
from functools import reduce

def clip_grad_norm(parameters, max_norm):
    grads = tuple(p.grad for p in parameters if p.grad is not None)
    total = reduce(math.hypot, (g.norm().item() for g in grads), 0.0)
    for g in grads:
        if total > max_norm:
            g.copy_(g / total * max_norm)
    return total


# %% foreach
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if isinstance(p.grad, torch.Tensor)]
    if grads == []:
        return torch.zeros(())
    norms = torch._foreach_norm(grads)
    total = torch.stack(list(norms)).square().sum().sqrt()
    if total > max_norm:
        torch._foreach_mul_(grads, (max_norm / total).item())
    return total
