"""Wrong versions of `clip_grad_norm`, one a cell: other norms, other factors, other tensors, iterables, missing and zero gradients, and built-ins."""


# %% norms-added: norms-added
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = sum(g.norm() for g in grads)
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% root-missing: root-missing
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = sum(g.pow(2).sum() for g in grads)
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% one-norm: absolute-sum
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = sum(g.abs().sum() for g in grads)
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% largest-norm: largest-norm
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = max(g.norm() for g in grads)
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% largest-entry: largest-entry
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = max(g.abs().max() for g in grads)
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% mean-norm: mean-norm
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = sum(g.norm() for g in grads) / len(grads)
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% root-mean-square: root-mean-square
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.cat([g.flatten() for g in grads]).square().mean().sqrt()
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% mean-of-squares: means-of-squares-added
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).mean() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% last-gradient-only: last-gradient-alone
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = grads[-1].norm()
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% first-gradient-only: first-gradient-alone
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = grads[0].norm()
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% scalars-left-out: single-numbers-left-out
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads if g.dim()))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% biases-left-out: vectors-left-out
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None and p.dim() > 1]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% plain-sum: entries-summed-with-sign
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = sum(g.sum() for g in grads).abs()
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% epsilon-too-large: close
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / (total + 1e-1))
    return total


# %% epsilon-of-a-hundredth: close
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / (total + 1e-2))
    return total


# %% epsilon-in-the-total
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(1e-2 + sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% each-by-itself: each-gradient-by-itself
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    for g in grads:
        if g.norm() > max_norm:
            g.mul_(max_norm / g.norm())
    return total


# %% each-to-its-share
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    for g in grads:
        if g.norm() > max_norm / len(grads) ** 0.5:
            g.mul_(max_norm / len(grads) ** 0.5 / g.norm())
    return total


# %% values-clipped: values-clipped
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    for g in grads:
        g.clamp_(-max_norm, max_norm)
    return total


# %% set-to-zero: result-zero
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.zero_()
    return total


# %% only-the-first-scaled: only-the-first-scaled
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads[:1]:
            g.mul_(max_norm / total)
    return total


# %% last-not-scaled: last-not-scaled
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads[:-1]:
            g.mul_(max_norm / total)
    return total


# %% always-scaled: always-scaled
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if True:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% never-scaled: nothing-scaled
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    return total


# %% condition-inverted: condition-inverted
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total < max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% condition-on-one: compared-with-something-else
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > 1:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% condition-doubled: compared-with-twice-the-bound
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > 2 * max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% condition-on-squares: compared-with-something-else
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total ** 2 > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% condition-on-each: each-compared-by-itself
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    for g in grads:
        if g.norm() > max_norm:
            g.mul_(max_norm / total)
    return total


# %% divided-by-max-norm: divided-by-max-norm
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(1 / max_norm)
    return total


# %% multiplied-by-max-norm: multiplied-by-max-norm
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm)
    return total


# %% scaled-to-one: scaled-to-one
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(1 / total)
    return total


# %% inverted: factor-inverted
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(total / max_norm)
    return total


# %% squared: factor-squared
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_((max_norm / total) ** 2)
    return total


# %% root-of-factor: root-of-the-factor
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_((max_norm / total) ** 0.5)
    return total


# %% a-little-less: close
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(0.99 * max_norm / total)
    return total


# %% sign-only: signs-alone
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.copy_(g.sign() * max_norm)
    return total


# %% sign-lost: signs-lost
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.abs_().mul_(max_norm / total)
    return total


# %% total-of-what-is-left: total-measured-again
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / torch.sqrt(sum(o.pow(2).sum() for o in grads)))
    return total


# %% not-in-place: nothing-scaled
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g = g * max_norm / total
    return total


# %% replaced: gradients-replaced
def clip_grad_norm(parameters, max_norm):
    parameters = list(parameters)
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for p in parameters:
            if p.grad is not None:
                p.grad = p.grad * max_norm / total
    return total


# %% replaced-by-clones: object-replaced
def clip_grad_norm(parameters, max_norm):
    parameters = list(parameters)
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    for p in parameters:
        p.grad = None if p.grad is None else p.grad.clone()
    return total


# %% parameters-scaled: parameters-scaled
def clip_grad_norm(parameters, max_norm):
    parameters = list(parameters)
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for p in parameters:
            p.data.mul_(max_norm / total)
    return total


# %% step-taken: argument-modified
def clip_grad_norm(parameters, max_norm):
    parameters = list(parameters)
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    for p in parameters:
        if p.grad is not None:
            p.data.sub_(0.1 * p.grad)
    return total


# %% parameters-frozen: frozen
def clip_grad_norm(parameters, max_norm):
    parameters = list(parameters)
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    for p in parameters:
        p.requires_grad_(False)
    return total


# %% norm-after: norm-after-clipping
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return torch.sqrt(sum(g.pow(2).sum() for g in grads))


# %% smaller-of-both: norm-after-clipping
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return min(total, torch.tensor(max_norm, dtype=total.dtype, device=total.device))


# %% factor-returned: factor-returned
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return min(1.0, float(max_norm / total))


# %% nothing-returned: nothing-returned
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)


# %% gradients-returned: gradients-returned
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return grads


# %% one-dimension: result-without-ones
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total.reshape(1)


# %% rounded: precision-lost
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return round(float(total), 4)


# %% integer: whole-number-returned
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return int(total)


# %% norm-of-parameters: norm-of-the-parameters
def clip_grad_norm(parameters, max_norm):
    parameters = list(parameters)
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(p.detach().pow(2).sum() for p in parameters))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% needs-a-list: needs-a-length
def clip_grad_norm(parameters, max_norm):
    grads = [parameters[k].grad for k in range(len(parameters)) if parameters[k].grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% two-passes: iterated-twice
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for p in parameters:
            if p.grad is not None:
                p.grad.mul_(max_norm / total)
    return total


# %% counted-first: first-taken-from-an-iterator
def clip_grad_norm(parameters, max_norm):
    if not any(True for p in parameters):
        return 0.0
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% first-taken-off: first-parameter-left-out
def clip_grad_norm(parameters, max_norm):
    parameters = iter(parameters)
    first = next(parameters, None)
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% none-not-skipped: none-gradients-fail
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% stops-at-none: stops-at-the-first-without
def clip_grad_norm(parameters, max_norm):
    grads = []
    for p in parameters:
        if p.grad is None:
            break
        grads.append(p.grad)
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% none-filled-with-zeros: missing-gradients-made
def clip_grad_norm(parameters, max_norm):
    grads = []
    for p in parameters:
        if p.grad is None:
            p.grad = torch.zeros_like(p)
        grads.append(p.grad)
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% empty-fails: fails-on-nothing
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    total = torch.stack([g.norm() for g in grads]).norm()
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% empty-gives-none: none-for-no-gradients
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return None
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% empty-gives-max-norm: max-norm-for-no-gradients
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return max_norm
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% empty-gives-vector: result-shape
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return torch.zeros(0)
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% zero-over-zero: zero-divided-by-zero
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    factor = torch.clamp(max_norm / total, max=1.0) if total != 0 else total / total
    for g in grads:
        g.mul_(factor)
    return total


# %% infinity-times-zero: zero-divided-by-zero
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    for g in grads:
        g.mul_(max_norm / total if total > max_norm else 1 / (total / total))
    return total


# %% in-32-bits: precision-lost
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.float().pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% gradients-made-32-bits: close
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.copy_((g * (max_norm / total)).half())
    return total


# %% view: view-of-memory
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.view(-1).pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total


# %% memory-order-lost: view-of-memory
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.view(-1).mul_(max_norm / total)
    return total


# %% halved-on-every-call: close
def clip_grad_norm(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    for g in grads:
        g.mul_(0.999)
    return total


# %% built-in: built-in
def clip_grad_norm(parameters, max_norm):
    return nn.utils.clip_grad_norm_(parameters, max_norm)


# %% built-in-imported: built-in
from torch.nn.utils import clip_grad_norm_ as limit

def clip_grad_norm(parameters, max_norm):
    return limit(parameters, max_norm)


# %% built-in-module: built-in
from torch.nn.utils.clip_grad import clip_grad_norm_

def clip_grad_norm(parameters, max_norm):
    return clip_grad_norm_(parameters, max_norm)


# %% built-in-through-getattr: built-in
def clip_grad_norm(parameters, max_norm):
    return getattr(nn.utils, "clip_grad_norm_")(parameters, max_norm)


# %% built-in-halves: built-in
def clip_grad_norm(parameters, max_norm):
    parameters = list(parameters)
    total = nn.utils.get_total_norm([p.grad for p in parameters if p.grad is not None])
    nn.utils.clip_grads_with_norm_(parameters, max_norm, total)
    return total


# %% built-in-old-name: built-in
def clip_grad_norm(parameters, max_norm):
    utils = torch.nn.utils
    return utils.clip_grad_norm(parameters, max_norm)


# %% built-in-values: built-in
def clip_grad_norm(parameters, max_norm):
    parameters = list(parameters)
    total = torch.sqrt(sum((p.grad.square().sum() for p in parameters if p.grad is not None), torch.zeros(())))
    nn.utils.clip_grad_value_(parameters, max_norm)
    return total


# %% constant: zero-returned
def clip_grad_norm(parameters, max_norm):
    return 0.0


# %% unfinished
def clip_grad_norm(parameters, max_norm):
    raise NotImplementedError()
