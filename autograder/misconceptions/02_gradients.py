"""Wrong gradients: right functions with an ingredient exchanged."""

from __future__ import annotations

import itertools
from typing import Any, Callable, Mapping

import torch
import torch.nn.functional as F
from torch import Tensor

from autograder.misconceptions import Misconception


# ---------------------------------------------------------------------------------------------------- back-propagation


def back(
    derivative: Callable[..., Tensor] = lambda a, after, before: 1 - after**2,
    asked: Callable[..., Tensor] = lambda g, t: g[t],
    through: Callable[..., Tensor] = lambda grad_a, weight_hh, grad_h: grad_a @ weight_hh,
    into_x: Callable[..., Tensor] = lambda grad_a, weight_ih, grad_h: grad_a @ weight_ih,
    met: Callable[..., Tensor] = lambda before, after, h0: before,
    add: Callable[..., Tensor] = lambda total, step: total + step,
    squash: Callable[[Tensor], Tensor] = torch.tanh,
    total: Callable[..., Tensor] = lambda x, h, w, u, b, d: F.linear(x, w, b) + F.linear(h, u, d),
    leave: Callable[..., Any] = lambda gradients, shapes: gradients,
    enter: Callable[..., tuple] = lambda *given: given,
    first: Callable[[Tensor, Tensor], Tensor] = lambda grad_h, grad_a: grad_h,
    rounds: Callable[[int], Any] = lambda steps: reversed(range(steps)),
    gather: Callable[[Tensor, Tensor], Tensor] = lambda asked, grad_h: asked + grad_h,
    carry: Callable[[Tensor, Tensor], Tensor] = lambda grad_h, new: new,
    shares: Callable[[Tensor], Tensor] = lambda grad_a: grad_a.sum(0),
    adds: Mapping[str, Callable[..., Tensor]] = {},
) -> Callable[..., Any]:
    """A right `bptt`, except for what is given.

    `derivative` is that of the nonlinearity, `asked` what the loss wants of step t, `through` what goes to the step before,
    `met` the state that weight_hh met, `add` how the steps' shares of a parameter come together, `adds` of w, u or b alone,
    `rounds` the steps in the order of the loop, `gather` the whole gradient of a state, `shares` a step's share of a bias.
    """
    add_w, add_u, add_b = (adds.get(name, add) for name in "wub")

    def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
        x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output = enter(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output)
        states, sums = [h0], []
        for x_t in x:
            sums.append(total(x_t, states[-1], weight_ih, weight_hh, bias_ih, bias_hh))
            states.append(squash(sums[-1]))
        w, u, b = torch.zeros_like(weight_ih), torch.zeros_like(weight_hh), torch.zeros_like(bias_ih)
        grad_h = grad_a = torch.zeros_like(h0)
        xs = torch.zeros_like(x).unbind(0)
        for t in rounds(len(x)):
            before, after = states[t], states[t + 1]
            whole = gather(asked(grad_output, t), grad_h)
            grad_a = whole * derivative(sums[t], after, before)
            xs[t].copy_(into_x(grad_a, weight_ih, whole))
            w, u, b = add_w(w, grad_a.T @ x[t]), add_u(u, grad_a.T @ met(before, after, h0)), add_b(b, shares(grad_a))
            grad_h = carry(grad_h, through(grad_a, weight_hh, whole))
        return leave((torch.stack(xs), first(grad_h, grad_a), w, u, b, b), states)

    return bptt


def place(position: int, change: Callable[[Tensor], Any]) -> Callable[..., Any]:
    """A `leave` that changes one of the six."""
    return lambda gradients, states: tuple(change(g) if k == position else g for k, g in enumerate(gradients))


def overflowing_tanh(x: Tensor) -> Tensor:
    return (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x))


def of_outputs(gradients, states):
    n = states[0].shape[0]
    return tuple(g if k < 2 else g / n for k, g in enumerate(gradients))


def of_steps(gradients, states):
    steps = len(states) - 1
    return tuple(g if k < 2 else g / steps for k, g in enumerate(gradients))


def of_inputs_32(gradients, states):
    return tuple(g.float() for g in gradients)


def kept_batch(gradients, states):
    return (*gradients[:4], gradients[4].expand(states[0].shape[0], -1), gradients[5].expand(states[0].shape[0], -1))


def two_biases_halved(gradients, states):
    return (*gradients[:4], gradients[4] / 2, gradients[5] / 2)


def overwriting(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    gradients = back()(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output)
    later = torch.zeros_like(h0)
    states = [h0]
    for x_t in x:
        states.append(torch.tanh(F.linear(x_t, weight_ih, bias_ih) + F.linear(states[-1], weight_hh, bias_hh)))
    for t in reversed(range(len(x))):
        grad_output[t] += later
        later = (grad_output[t] * (1 - states[t + 1] ** 2)) @ weight_hh
    return gradients


def carried_past_the_derivative(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    states = [h0]
    for x_t in x:
        states.append(torch.tanh(F.linear(x_t, weight_ih, bias_ih) + F.linear(states[-1], weight_hh, bias_hh)))
    w, u, b = torch.zeros_like(weight_ih), torch.zeros_like(weight_hh), torch.zeros_like(bias_ih)
    later, xs = torch.zeros_like(h0), []
    for t in reversed(range(len(x))):
        grad_a = grad_output[t] * (1 - states[t + 1] ** 2) + later
        xs.append(grad_a @ weight_ih)
        w, u, b = w + grad_a.T @ x[t], u + grad_a.T @ states[t], b + grad_a.sum(0)
        later = grad_a @ weight_hh
    return torch.stack(xs[::-1]), later, w, u, b, b


def inputs_of_the_loss_alone(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    gradients = back()(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output)
    alone = back(through=lambda a, u, h: torch.zeros_like(h))(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output)
    return alone[0], *gradients[1:]


BACKWARD: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "truncated-at-one-step",
        "Nothing is handed from a step to the one before it: every step gets what the loss asks of it and no more. Look at what "
        "your loop carries from one round to the next.",
        back(through=lambda a, u, h: torch.zeros_like(h), first=lambda h, a: h),
    ),
    (
        "only-the-last-output-read",
        "Only what the loss asks of the last step is used. It may ask something of every step: where is grad_output[t] added?",
        back(asked=lambda g, t: g[t] if t == len(g) - 1 else torch.zeros_like(g[t])),
    ),
    (
        "last-outputs-gradient-everywhere",
        "The gradient of the last output is used at every step. Each step has its own: look at the index of grad_output.",
        back(asked=lambda g, t: g[-1]),
    ),
    (
        "grad-output-shifted",
        "grad_output is used one step too late: step t gets what the loss asks of step t − 1. Look at the index.",
        back(asked=lambda g, t: g[t - 1] if t else torch.zeros_like(g[0])),
    ),
    (
        "grad-output-reversed",
        "grad_output is read from its start while the loop goes from the end. Which entry belongs to the last step?",
        back(asked=lambda g, t: g[len(g) - 1 - t]),
    ),
    (
        "derivative-at-the-old-state",
        "The derivative of tanh is taken from the state before the step. It is 1 − h² with the state after it: look at the index "
        "of your states.",
        back(derivative=lambda a, after, before: 1 - before**2),
    ),
    (
        "derivative-missing",
        "The derivative of tanh is missing: the gradient passes the nonlinearity as if it were not there.",
        back(derivative=lambda a, after, before: torch.ones_like(after)),
    ),
    (
        "derivative-without-square",
        "The derivative of tanh is taken as 1 − h. Look at the square.",
        back(derivative=lambda a, after, before: 1 - after),
    ),
    (
        "derivative-of-sigmoid",
        "The derivative is that of a sigmoid, h (1 − h). The network has a tanh.",
        back(derivative=lambda a, after, before: after * (1 - after)),
    ),
    (
        "derivative-of-the-sum",
        "The derivative of tanh is taken as 1 − a², with the sum that goes into it. It is 1 − h², with what comes out.",
        back(derivative=lambda a, after, before: 1 - a**2),
    ),
    (
        "tanh-of-the-state-again",
        "The derivative of tanh is taken at the state, which has passed the tanh already. That is one tanh too many.",
        back(derivative=lambda a, after, before: 1 - torch.tanh(after) ** 2),
    ),
    (
        "recurrent-weight-transposed-backwards",
        "On the way back weight_hh is used as on the way forward. Backwards it is transposed: row and column change places.",
        back(through=lambda a, u, h: a @ u.T),
    ),
    (
        "recurrent-weight-transposed-forwards",
        "On the way forward weight_hh is used transposed, so that the states are wrong already. Compare them with an nn.RNN's.",
        back(total=lambda x, h, w, u, b, d: F.linear(x, w, b) + F.linear(h, u.T, d)),
    ),
    (
        "state-without-derivative-handed-back",
        "What is handed to the step before has not passed the derivative of tanh. It is the gradient of the sum that meets "
        "weight_hh, not that of the state.",
        back(through=lambda a, u, h: h @ u),
    ),
    (
        "input-without-derivative",
        "The gradient to the inputs has not passed the derivative of tanh. It is the gradient of the sum that meets weight_ih.",
        back(into_x=lambda a, w, h: h @ w),
    ),
    (
        "weight-met-the-new-state",
        "The gradient to weight_hh is made with the state after the step. At step t the weight met the state before it, h0 at the "
        "first.",
        back(met=lambda before, after, h0: after),
    ),
    (
        "first-state-forgotten",
        "At the first step weight_hh met h0, and your sum for its gradient leaves that out or takes zeros. Where do your states "
        "begin?",
        back(met=lambda before, after, h0: torch.zeros_like(h0) if before is h0 else before),
    ),
    (
        "forward-from-zeros",
        "The way forward starts from zeros instead of h0.",
        back(enter=lambda x, h0, *rest: (x, torch.zeros_like(h0), *rest)),
    ),
    (
        "parameters-of-the-last-round-only",
        "The gradients of the parameters hold the share of one step, the first in time, which the loop comes to last. They are "
        "sums over all steps: look for = where += belongs.",
        back(add=lambda total, step: step),
    ),
    (
        "first-state-is-the-sums",
        "The gradient to h0 is that of the first sum. From there it still has to pass weight_hh.",
        back(first=lambda h, a: a),
    ),
    (
        "weight-gradients-transposed",
        "The gradients to the weights are transposed. A gradient has the shape of what it belongs to, and rows of a weight are "
        "units of the new state.",
        back(leave=lambda g, states: (*g[:2], g[2].T, g[3].T, *g[4:])),
    ),
    (
        "averaged-over-the-batch",
        "The gradients of the parameters are divided by the batch size. If the loss is a mean, that is in grad_output already.",
        back(leave=of_outputs),
    ),
    (
        "averaged-over-time",
        "The gradients of the parameters are divided by the number of steps. They are sums.",
        back(leave=of_steps),
    ),
    (
        "bias-halved",
        "The gradients to the two biases are halved. Each of them is added whole, so each gets all of it.",
        back(leave=two_biases_halved),
    ),
    (
        "bias-not-summed",
        "The gradients to the biases still have a dimension for the batch. A bias is shared by all sequences.",
        back(leave=kept_batch),
    ),
    (
        "input-bias-missing",
        "bias_ih is missing on the way forward, so the states are wrong already.",
        back(total=lambda x, h, w, u, b, d: F.linear(x, w) + F.linear(h, u, d)),
    ),
    (
        "recurrent-bias-missing",
        "bias_hh is missing on the way forward, so the states are wrong already.",
        back(total=lambda x, h, w, u, b, d: F.linear(x, w, b) + F.linear(h, u)),
    ),
    (
        "biases-missing",
        "Both biases are missing on the way forward, so the states are wrong already.",
        back(total=lambda x, h, w, u, b, d: F.linear(x, w) + F.linear(h, u)),
    ),
    (
        "inputs-in-reversed-order",
        "The gradients to the inputs come in the order in which the loop finds them, from the last step to the first. Turn the "
        "list, or write to the place of the step.",
        back(leave=place(0, lambda g: g.flip(0))),
    ),
    (
        "weights-exchanged",
        "The gradient to weight_hh comes before that of weight_ih. The order of the results is that of the arguments.",
        back(leave=lambda g, states: (g[0], g[1], g[3], g[2], g[4], g[5])),
    ),
    (
        "inputs-exchanged",
        "The gradient to h0 comes before that of x. The order of the results is that of the arguments.",
        back(leave=lambda g, states: (g[1], g[0], *g[2:])),
    ),
    (
        "one-bias-only",
        "There are five results. Both biases have a gradient, which happens to be the same.",
        back(leave=lambda g, states: g[:5]),
    ),
    (
        "sign",
        "All gradients have the wrong sign. The descent is the optimiser's affair: a gradient points upwards.",
        back(leave=lambda g, states: tuple(-value for value in g)),
    ),
    (
        "result-of-32-bits",
        "The gradients are 32-bit whatever the inputs are. Look at how you make the tensors that you add to.",
        back(leave=of_inputs_32),
    ),
    (
        "exp-overflows",
        "Where a unit is saturated, a gradient is not a number: an exp overflows, or something is divided by what becomes 0. Neither "
        "the tanh of torch nor its derivative from the state needs that.",
        back(squash=overflowing_tanh),
    ),
    (
        "grad-output-overwritten",
        "The numbers are right, but grad_output is changed. Look for += on one of its slices.",
        overwriting,
    ),
    (
        "outputs-summed",
        "Every step gets what the loss asks of all steps together. Each has its own: look at the index of grad_output.",
        back(asked=lambda g, t: g.sum(0)),
    ),
    (
        "grad-output-one-early",
        "grad_output is used one step too early: step t gets what the loss asks of step t − 1, and the first that of the last. "
        "Look at the index.",
        back(asked=lambda g, t: g[t - 1]),
    ),
    (
        "later-steps-ignored",
        "What a step hands to the one before it is computed and never added to what the loss asks there. Where does it go?",
        back(gather=lambda asked, later: asked),
    ),
    (
        "paths-multiplied",
        "What the loss asks of a state and what comes from the step after it are multiplied. Two ways lead from a state to the "
        "loss, and their shares are added.",
        back(gather=lambda asked, later: asked * (1 + later)),
    ),
    (
        "carry-accumulated",
        "What is handed to the step before is added to what was handed on already. It takes its place: look for += in the loop.",
        back(carry=lambda old, new: old + new),
    ),
    (
        "forwards-in-time",
        "The loop goes from the first step to the last. A gradient comes from the end: look at the order of the steps.",
        back(rounds=range),
    ),
    (
        "derivative-with-plus",
        "The derivative of tanh is taken as 1 + h². Look at the sign.",
        back(derivative=lambda a, after, before: 1 + after**2),
    ),
    (
        "derivative-of-relu",
        "The derivative is that of a ReLU, 1 or 0. The network has a tanh.",
        back(derivative=lambda a, after, before: (after > 0).to(after.dtype)),
    ),
    (
        "a-relu-network",
        "On the way forward the sum passes a ReLU. The network has a tanh.",
        back(squash=torch.relu),
    ),
    (
        "carried-without-derivative",
        "Only what the loss asks of a step passes the derivative of tanh, and what comes from the step after it does not. Look "
        "at the brackets: both are gradients of the state.",
        carried_past_the_derivative,
    ),
    (
        "gradient-clipped",
        "What is handed to the step before is cut off at a bound. Clipping is an exercise of its own.",
        back(through=lambda a, u, h: (a @ u).clamp(-1, 1)),
    ),
    (
        "recurrent-weight-transposed-throughout",
        "weight_hh is used transposed on the way forward and on the way back. Rows of a weight belong to units of the new state.",
        back(total=lambda x, h, w, u, b, d: F.linear(x, w, b) + F.linear(h, u.T, d), through=lambda a, u, h: a @ u.T),
    ),
    (
        "inputs-of-the-loss-alone",
        "The gradient to an input takes what the loss asks of its own step and nothing of later steps. It is made from the "
        "whole gradient of the sum.",
        inputs_of_the_loss_alone,
    ),
    (
        "weight-met-the-first-state",
        "The gradient to weight_hh is made with h0 at every step. At step t the weight met the state before that step.",
        back(met=lambda before, after, h0: h0),
    ),
    (
        "recurrent-weight-of-the-last-round",
        "The gradient to weight_hh holds the share of one step alone. It is the sum over all steps: look for = where += belongs.",
        back(adds={"u": lambda total, step: step}),
    ),
    (
        "input-weight-of-the-last-round",
        "The gradient to weight_ih holds the share of one step alone. It is the sum over all steps: look for = where += belongs.",
        back(adds={"w": lambda total, step: step}),
    ),
    (
        "bias-of-the-last-round",
        "The gradient to the biases holds the share of one step alone. It is the sum over all steps: look for = where += belongs.",
        back(adds={"b": lambda total, step: step}),
    ),
    (
        "first-step-left-out",
        "The loop stops before it reaches the first step. Look at its range: which numbers does t take?",
        back(rounds=lambda steps: reversed(range(min(1, steps - 1), steps))),
    ),
    (
        "last-step-left-out",
        "The loop begins one step before the last. Look at its range: which numbers does t take?",
        back(rounds=lambda steps: reversed(range(max(steps - 1, 1)))),
    ),
    (
        "everything-averaged-over-the-batch",
        "All gradients are divided by the batch size. If the loss is a mean, that is in grad_output already.",
        back(leave=lambda g, states: tuple(value / states[0].shape[0] for value in g)),
    ),
    (
        "bias-averaged-over-the-batch",
        "The gradients to the biases are means over the batch. They are sums, as those of the weights are.",
        back(shares=lambda a: a.mean(0)),
    ),
    (
        "bias-summed-over-units",
        "The gradients to the biases are summed over the units too. Each unit has its own: over which dimensions do you sum?",
        back(shares=lambda a: a.sum()),
    ),
]


# ---------------------------------------------------------------------------------------------------- what arrives


def reached(state: Tensor) -> Tensor:
    """A state that a gradient reaches, also where the cell has no parameters."""
    return state if state.requires_grad else state.detach().requires_grad_()


def norms(
    loss: Callable[[Tensor], Tensor] = lambda last: last.sum(),
    measure: Callable[[Tensor], Tensor] = lambda gradient: gradient.norm(),
    stack: Callable[[list[Tensor]], Any] = torch.stack,
    begin: Callable[..., Any] = lambda cell, x, h: h,
    keep: Callable[..., list[Tensor]] = lambda states, start: states,
    link: Callable[[Tensor], Tensor] = lambda h: h,
    leave: Callable[[Tensor], Any] = lambda result: result,
) -> Callable[..., Any]:
    """A right `gradient_norms`, except for what is given."""

    def gradient_norms(cell, x, h=None):
        state = start = begin(cell, x, h)
        states = []
        for x_t in x:
            state = reached(cell(x_t, state))
            states.append(state)
            state = link(state)
        wanted = keep(states, start)
        gradients = torch.autograd.grad(loss(states[-1]), wanted, allow_unused=True)
        gradients = [torch.zeros_like(w) if g is None else g for g, w in zip(gradients, wanted)]
        return leave(stack([measure(g) for g in gradients]))

    return gradient_norms


def of_inputs(cell, x, h=None):
    x = x.detach().requires_grad_()
    state = h
    for x_t in x:
        state = cell(x_t, state)
    (gradient,) = torch.autograd.grad(state.sum(), x)
    return gradient.flatten(1).norm(dim=1)


def shifted_states(states, start):
    start = torch.zeros_like(states[0]).requires_grad_() if start is None else start
    return [start, *states[:-1]]


def sum_of_all(cell, x, h=None):
    states = []
    for x_t in x:
        h = reached(cell(x_t, h))
        states.append(h)
    gradients = torch.autograd.grad(sum(state.sum() for state in states), states)
    return torch.stack([g.norm() for g in gradients])


def marking(cell, x, h=None):
    result = norms()(cell, x, h)
    x.requires_grad_()
    return result


def zeros_for(cell, x, h):
    return x.new_zeros(x.shape[1], getattr(cell, "hidden_size", x.shape[2])) if h is None else h


def first_state_as_loss(cell, x, h=None):
    states = []
    for x_t in x:
        h = reached(cell(x_t, h))
        states.append(h)
    gradients = torch.autograd.grad(states[0].sum(), states, allow_unused=True)
    return torch.stack([torch.zeros_like(states[0]).norm() if g is None else g.norm() for g in gradients])


def norms_of_states(cell, x, h=None):
    kept = []
    for x_t in x:
        h = cell(x_t, h)
        kept.append(h.norm())
    return torch.stack(kept)


def state_not_carried(cell, x, h=None):
    states = [cell(x_t, h) for x_t in x]
    return torch.stack([torch.ones_like(state).norm() for state in states])


def one_step_at_a_time(cell, x, h=None):
    kept = []
    for x_t in x:
        h = cell(x_t, h).detach().requires_grad_()
        (gradient,) = torch.autograd.grad(cell(x_t, h).sum(), h)
        kept.append(gradient.norm())
    return torch.stack(kept)


NORMS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "norm-per-unit-mean",
        "The norm is taken over the units of each sequence and averaged over the batch. It is one norm over all of (N, H).",
        norms(measure=lambda g: g.norm(dim=1).mean()),
    ),
    (
        "norm-per-sequence-sum",
        "The norms of the sequences are added up. It is one norm over all of (N, H): the squares are added before the root.",
        norms(measure=lambda g: g.norm(dim=1).sum()),
    ),
    (
        "not-reduced-over-the-batch",
        "There is a norm for each sequence. It is one norm over all of (N, H).",
        norms(measure=lambda g: g.norm(dim=1)),
    ),
    ("squared-norm", "The norms are squared: the root is missing.", norms(measure=lambda g: g.square().sum())),
    ("absolute-sum", "The absolute values are added up, which is the 1-norm. The text has the 2-norm.", norms(measure=lambda g: g.abs().sum())),
    ("largest-entry", "The largest entry is reported. The text has the 2-norm, over all entries.", norms(measure=lambda g: g.abs().max())),
    ("mean-of-entries", "The entries are averaged. The text has the 2-norm, over all entries.", norms(measure=lambda g: g.mean())),
    (
        "root-mean-square",
        "The norms are divided by the root of the number of entries, or by the last norm, which is that root and not 1.",
        norms(measure=lambda g: g.square().mean().sqrt()),
    ),
    ("mean-as-loss", "The loss is the mean of the last state. The text has its sum.", norms(loss=lambda last: last.mean())),
    ("square-as-loss", "The loss is the sum of squares of the last state. The text has the plain sum.", norms(loss=lambda last: last.square().sum())),
    ("norm-as-loss", "The loss is the norm of the last state. The text has its sum.", norms(loss=lambda last: last.norm())),
    (
        "first-sequence-as-loss",
        "The loss is that of one sequence. It is the sum over the whole last state.",
        norms(loss=lambda last: last[0].sum()),
    ),
    (
        "all-states-as-loss",
        "The loss is the sum over the states of all steps. It is that of the last state alone.",
        sum_of_all,
    ),
    (
        "gradients-to-the-inputs",
        "These are the gradients to the inputs x. The text asks for those to the states h.",
        of_inputs,
    ),
    (
        "states-before-the-steps",
        "The norms are one step late: the first is that of the state before the first step. They belong to the states after each "
        "step, the last of which is the last state itself.",
        norms(keep=shifted_states),
    ),
    (
        "reversed",
        "The norms come from the last step to the first. Turn them round.",
        norms(leave=lambda result: result.flip(0)),
    ),
    (
        "detached-between-steps",
        "The states are cut from each other, so nothing arrives anywhere but at the last step. Look for detach in the loop.",
        norms(link=lambda h: h.detach()),
    ),
    ("logarithms", "The result holds logarithms. The text has the norms themselves.", norms(leave=torch.log)),
    ("a-list", "The result is a Python list. It should be one tensor, (T,).", norms(stack=list)),
    (
        "result-of-32-bits",
        "The result is 32-bit whatever the inputs are. Look at how you make the tensor.",
        norms(leave=lambda result: torch.tensor([float(value) for value in result])),
    ),
    (
        "last-step-missing",
        "The last step is missing. The gradient of the last state to itself is 1 everywhere, and belongs to the result.",
        norms(leave=lambda result: result[:-1]),
    ),
    (
        "zeros-for-none",
        "Without a state the first call gets zeros. It should get None: what a missing state means is for the cell to decide.",
        norms(begin=zeros_for),
    ),
    (
        "state-ignored",
        "The given state has no effect: the first call gets none. Look at what the loop starts from.",
        norms(begin=lambda cell, x, h: None),
    ),
    (
        "input-marked",
        "The norms are right, but x requires a gradient afterwards, which it did not before. Look for requires_grad_.",
        marking,
    ),
    (
        "norm-per-unit-over-the-batch",
        "The norm is taken over the batch for each unit and averaged over the units. It is one norm over all of (N, H).",
        norms(measure=lambda g: g.norm(dim=0).mean()),
    ),
    ("summed", "The entries are summed with their signs. The text has the 2-norm, over all entries.", norms(measure=lambda g: g.sum())),
    (
        "spectral-norm",
        "This is the largest singular value of each gradient as a matrix. The text has the 2-norm over all its entries.",
        norms(measure=lambda g: torch.linalg.matrix_norm(g, 2)),
    ),
    (
        "last-unit-as-loss",
        "The loss is that of the last unit alone. It is the sum over the whole last state.",
        norms(loss=lambda last: last[:, -1].sum()),
    ),
    (
        "last-sequence-as-loss",
        "The loss is that of the last sequence. It is the sum over the whole last state.",
        norms(loss=lambda last: last[-1].sum()),
    ),
    (
        "first-state-as-loss",
        "The loss is the sum of the first state. It is that of the last one.",
        first_state_as_loss,
    ),
    (
        "norms-of-the-states",
        "These are the norms of the states. The text asks for the norms of the gradients to them.",
        norms_of_states,
    ),
    (
        "first-step-missing",
        "The first step is missing: there is a norm for every step, and the first belongs to the state after the first step.",
        norms(leave=lambda result: result[1:]),
    ),
    (
        "logarithms-to-base-ten",
        "The result holds logarithms to base 10. The text has the norms themselves.",
        norms(leave=torch.log10),
    ),
    (
        "large-norms-cut-off",
        "Norms above a bound are cut off. Each is reported as it is, however large.",
        norms(leave=lambda result: result.clamp(max=10.0)),
    ),
    (
        "small-norms-raised",
        "Small norms are raised to a bound. Each is reported as it is, however small: vanishing is what is looked for.",
        norms(leave=lambda result: result.clamp(min=1e-3)),
    ),
    (
        "state-not-carried",
        "Every step starts from the first state, so no state depends on the one before. Look at what the loop hands to the next "
        "step.",
        state_not_carried,
    ),
    (
        "one-step-at-a-time",
        "Each norm is that of a single step's derivative. What is asked for goes from the last state all the way back, through "
        "every step between.",
        one_step_at_a_time,
    ),
    (
        "all-ones",
        "Every norm is 1. Do the gradients that you compute reach the result?",
        lambda cell, x, h=None: torch.ones(len(x), dtype=x.dtype, device=x.device),
    ),
]


# ---------------------------------------------------------------------------------------------------- a bound


def clipper(
    measure: Callable[[list[Tensor]], Any] = lambda gradients: torch.sqrt(sum(g.square().sum() for g in gradients)),
    scale: Callable[..., Any] = lambda total, limit: limit / total if total > limit else 1.0,
    apply: Callable[..., None] = lambda p, factor: p.grad.mul_(factor),
    leave: Callable[..., Any] = lambda total, parameters, measure: total,
    empty: Any = 0.0,
    enter: Callable[[Any], list] = list,
    has: Callable[[Any], bool] = lambda p: p.grad is not None,
) -> Callable[..., Any]:
    """A right `clip_grad_norm`, except for what is given."""

    def clip_grad_norm(parameters, max_norm):
        parameters = [p for p in enter(parameters) if has(p)]
        if not parameters:
            return empty
        total = measure([p.grad for p in parameters])
        factor = scale(total, max_norm)
        with torch.no_grad():
            for p in parameters:
                apply(p, factor)
        return leave(total, parameters, measure)

    return clip_grad_norm


def each_by_itself(parameters, max_norm):
    parameters = [p for p in parameters if p.grad is not None]
    total = torch.sqrt(sum((p.grad.square().sum() for p in parameters), torch.zeros(())))
    for p in parameters:
        norm = p.grad.norm()
        if norm > max_norm:
            p.grad.mul_(max_norm / norm)
    return total


def replaced(p, factor):
    p.grad = p.grad * factor


def scaled_parameter(p, factor):
    p.mul_(factor)


def twice_through(parameters, max_norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    if not gradients:
        return 0.0
    total = torch.sqrt(sum(g.square().sum() for g in gradients))
    if total > max_norm:
        for p in parameters:
            if p.grad is not None:
                p.grad.mul_(max_norm / total)
    return total


def norm_of_parameters(parameters, max_norm):
    parameters = [p for p in parameters if p.grad is not None]
    if not parameters:
        return 0.0
    total = torch.sqrt(sum(p.detach().square().sum() for p in parameters))
    if total > max_norm:
        for p in parameters:
            p.grad.mul_(max_norm / total)
    return total


def factor_returned(parameters, max_norm):
    parameters = [p for p in parameters if p.grad is not None]
    if not parameters:
        return 0.0
    total = torch.sqrt(sum(p.grad.square().sum() for p in parameters))
    factor = float(max_norm / total) if total > max_norm else 1.0
    for p in parameters:
        p.grad.mul_(factor)
    return factor


def values_clipped(parameters, max_norm):
    parameters = [p for p in parameters if p.grad is not None]
    if not parameters:
        return 0.0
    total = torch.sqrt(sum(p.grad.square().sum() for p in parameters))
    for p in parameters:
        p.grad.clamp_(-max_norm, max_norm)
    return total


def scaling(parameters, max_norm, scale):
    """Hands the gradients and the factor to `scale` where the total exceeds max_norm."""
    gradients = [p.grad for p in parameters if p.grad is not None]
    if not gradients:
        return 0.0
    total = torch.sqrt(sum(g.square().sum() for g in gradients))
    if total > max_norm:
        scale(gradients, max_norm / total)
    return total


def all_but_last_scaled(parameters, max_norm):
    return scaling(parameters, max_norm, lambda gradients, factor: [g.mul_(factor) for g in gradients[:-1]])


def only_first_scaled(parameters, max_norm):
    return scaling(parameters, max_norm, lambda gradients, factor: gradients[0].mul_(factor))


def each_compared(parameters, max_norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    if not gradients:
        return 0.0
    total = torch.sqrt(sum(g.square().sum() for g in gradients))
    for g in gradients:
        if g.norm() > max_norm:
            g.mul_(max_norm / total)
    return total


def signs_alone(p, limit):
    if limit is not None:
        p.grad.copy_(p.grad.sign() * limit)


def measured_again(parameters, max_norm):
    def scale(gradients, factor):
        for g in gradients:
            g.mul_(max_norm / torch.sqrt(sum(other.square().sum() for other in gradients)))

    return scaling(parameters, max_norm, scale)


def until_none(parameters):
    return list(itertools.takewhile(lambda p: p.grad is not None, parameters))


def missing_made(parameters, max_norm):
    parameters = list(parameters)
    for p in parameters:
        p.grad = torch.zeros_like(p) if p.grad is None else p.grad
    return clipper()(parameters, max_norm)


def tested_first(parameters, max_norm):
    if not any(True for _ in parameters):
        return 0.0
    return clipper()(parameters, max_norm)


CLIPPING: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "each-gradient-by-itself",
        "Every parameter's gradient is clipped by itself. That changes the direction of the step: the norm is that of all of them "
        "together, and one factor serves all.",
        each_by_itself,
    ),
    (
        "values-clipped",
        "The single numbers are cut off at max_norm. The text limits the length of the whole vector, which keeps its direction.",
        values_clipped,
    ),
    (
        "norms-added",
        "The norms of the parameters are added up. The squares are added, and the root is taken of their sum.",
        clipper(measure=lambda gradients: sum(g.norm() for g in gradients)),
    ),
    (
        "root-missing",
        "The total is the sum of squares: the root is missing.",
        clipper(measure=lambda gradients: sum(g.square().sum() for g in gradients)),
    ),
    (
        "absolute-sum",
        "The absolute values are added up, which is the 1-norm. The text has the 2-norm.",
        clipper(measure=lambda gradients: sum(g.abs().sum() for g in gradients)),
    ),
    (
        "largest-norm",
        "The total is the largest of the parameters' norms. All of them count: add the squares.",
        clipper(measure=lambda gradients: max(g.norm() for g in gradients)),
    ),
    (
        "largest-entry",
        "The total is the largest entry. The text has the 2-norm of all entries.",
        clipper(measure=lambda gradients: max(g.abs().max() for g in gradients)),
    ),
    (
        "mean-norm",
        "The total is the mean of the parameters' norms. All of them count in full: add the squares.",
        clipper(measure=lambda gradients: sum(g.norm() for g in gradients) / len(gradients)),
    ),
    (
        "norm-of-the-parameters",
        "The total is the norm of the parameters, not of their gradients. Look at what you take the norm of.",
        norm_of_parameters,
    ),
    (
        "norm-after-clipping",
        "The result is the norm after clipping. It should be the one before: keep it before you scale.",
        clipper(leave=lambda total, parameters, measure: measure([p.grad for p in parameters])),
    ),
    (
        "factor-returned",
        "The result is the factor by which the gradients were scaled. It should be the norm before clipping.",
        factor_returned,
    ),
    (
        "always-scaled",
        "Gradients are scaled to max_norm even where they are smaller, so small ones grow. Look at the condition.",
        clipper(scale=lambda total, limit: limit / total),
    ),
    (
        "condition-inverted",
        "Gradients are scaled where the total is below max_norm and left alone where it is above. Look at the condition.",
        clipper(scale=lambda total, limit: limit / total if total < limit else 1.0),
    ),
    (
        "divided-by-max-norm",
        "The gradients are divided by max_norm. The factor that brings the total to max_norm is another one.",
        clipper(scale=lambda total, limit: 1 / limit if total > limit else 1.0),
    ),
    (
        "scaled-to-one",
        "The gradients are scaled to a total of 1, whatever max_norm is.",
        clipper(scale=lambda total, limit: 1 / total if total > limit else 1.0),
    ),
    (
        "factor-inverted",
        "The gradients are multiplied by total / max_norm, so large ones grow. Look at the fraction.",
        clipper(scale=lambda total, limit: total / limit if total > limit else 1.0),
    ),
    (
        "factor-squared",
        "The factor is applied twice. Look for the places where gradients are scaled.",
        clipper(scale=lambda total, limit: (limit / total) ** 2 if total > limit else 1.0),
    ),
    (
        "nothing-scaled",
        "The gradients are what they were. Do you scale a copy, or a new tensor that nobody keeps?",
        clipper(apply=lambda p, factor: None),
    ),
    (
        "gradients-replaced",
        "The numbers are right, but .grad holds new tensors. They should be changed in place: someone may hold the old ones.",
        clipper(apply=replaced),
    ),
    (
        "parameters-scaled",
        "The parameters themselves were scaled, instead of their gradients.",
        clipper(apply=scaled_parameter),
    ),
    (
        "nothing-returned",
        "The result is None. It should be the norm before clipping.",
        clipper(leave=lambda total, parameters, measure: None, empty=None),
    ),
    (
        "iterated-twice",
        "An iterable that can be gone through only once is empty the second time, and then nothing is scaled. Keep what you need "
        "from the first pass.",
        twice_through,
    ),
    (
        "needs-a-length",
        "An iterable without a length makes your code fail. Look for len, for an index, or for +.",
        clipper(enter=lambda parameters: [parameters[k] for k in range(len(parameters))]),
    ),
    (
        "none-gradients-fail",
        "A parameter whose .grad is None makes your code fail. It should be passed over.",
        clipper(has=lambda p: True),
    ),
    (
        "none-for-no-gradients",
        "Without any gradient the result is None. It should be 0.",
        clipper(empty=None),
    ),
    (
        "zero-divided-by-zero",
        "Gradients that are all zero come out as not-a-number: zero is divided by zero. Look at what you divide by.",
        clipper(scale=lambda total, limit: torch.clamp(limit / total, max=1.0) * (total / total)),
    ),
    (
        "root-mean-square",
        "The total is divided by the root of the number of entries. Squares are added, not averaged.",
        clipper(measure=lambda gradients: torch.cat([g.flatten() for g in gradients]).square().mean().sqrt()),
    ),
    (
        "means-of-squares-added",
        "For each parameter the mean of the squares is taken. All squares are added, of every entry of every parameter.",
        clipper(measure=lambda gradients: torch.sqrt(sum(g.square().mean() for g in gradients))),
    ),
    (
        "last-gradient-alone",
        "The total is the norm of the last parameter's gradient. All parameters count: does your loop add up, or overwrite?",
        clipper(measure=lambda gradients: gradients[-1].norm()),
    ),
    (
        "first-gradient-alone",
        "The total is the norm of the first parameter's gradient. All parameters count.",
        clipper(measure=lambda gradients: gradients[0].norm()),
    ),
    (
        "single-numbers-left-out",
        "Gradients without dimensions do not count in the total. Every parameter counts, whatever its shape.",
        clipper(measure=lambda gradients: torch.sqrt(sum(g.square().sum() for g in gradients if g.dim()))),
    ),
    (
        "vectors-left-out",
        "Parameters of fewer than two dimensions are passed over, as if biases did not count. Only those without a gradient are.",
        clipper(has=lambda p: p.grad is not None and p.dim() > 1),
    ),
    (
        "entries-summed-with-sign",
        "The total is made of the entries' sum, in which signs cancel. The text has the 2-norm.",
        clipper(measure=lambda gradients: sum(g.sum() for g in gradients).abs()),
    ),
    (
        "first-parameter-left-out",
        "The first parameter is lost: what is taken from an iterator does not come back. Look for next, or for a test whether "
        "there is anything.",
        clipper(enter=lambda parameters: list(parameters)[1:]),
    ),
    (
        "first-taken-from-an-iterator",
        "The first parameter is lost where the parameters come from an iterator: what is taken from it does not come back. Look "
        "for any, len, next or a loop before the one that collects.",
        tested_first,
    ),
    (
        "only-the-first-scaled",
        "Only the first parameter's gradient is scaled. One factor serves all: look at what your loop goes over.",
        only_first_scaled,
    ),
    (
        "last-not-scaled",
        "The last parameter's gradient is left as it is. One factor serves all: look at what your loop goes over.",
        all_but_last_scaled,
    ),
    (
        "compared-with-something-else",
        "Some gradients whose total is below max_norm are scaled up to it. It is the total itself that is compared, not its "
        "square, and with max_norm, not with 1. Look at the condition.",
        clipper(scale=lambda total, limit: limit / total if total > 1 else 1.0),
    ),
    (
        "compared-with-twice-the-bound",
        "Gradients whose total is a little above max_norm are left as they are. Look at the condition.",
        clipper(scale=lambda total, limit: limit / total if total > 2 * limit else 1.0),
    ),
    (
        "each-compared-by-itself",
        "Only gradients that exceed max_norm by themselves are scaled. It is the total that is compared: one factor serves all.",
        each_compared,
    ),
    (
        "multiplied-by-max-norm",
        "The gradients are multiplied by max_norm itself. The factor that brings the total to max_norm is another one.",
        clipper(scale=lambda total, limit: limit if total > limit else 1.0),
    ),
    (
        "root-of-the-factor",
        "The gradients are multiplied by the root of the factor. Is a total of squares taken for one of norms?",
        clipper(scale=lambda total, limit: (limit / total) ** 0.5 if total > limit else 1.0),
    ),
    (
        "signs-alone",
        "Every entry becomes max_norm with its sign. The text keeps the direction: one factor for all entries.",
        clipper(apply=signs_alone, scale=lambda total, limit: limit if total > limit else None),
    ),
    (
        "signs-lost",
        "The entries have lost their signs. A factor leaves them alone: look for abs.",
        clipper(apply=lambda p, factor: p.grad.mul_(factor) if factor == 1.0 else p.grad.abs_().mul_(factor)),
    ),
    (
        "total-measured-again",
        "The total is computed again after some gradients are scaled already, so later ones get another factor. One number "
        "serves all: compute it before the loop.",
        measured_again,
    ),
    (
        "stops-at-the-first-without",
        "The loop ends at the first parameter without a gradient. It is passed over: the ones after it count.",
        clipper(enter=until_none),
    ),
    (
        "missing-gradients-made",
        "A parameter without a gradient has one of zeros afterwards. It is passed over and keeps None.",
        missing_made,
    ),
    (
        "max-norm-for-no-gradients",
        "Without any gradient the result is max_norm. It should be 0.",
        lambda parameters, max_norm: clipper(empty=max_norm)(parameters, max_norm),
    ),
    (
        "whole-number-returned",
        "The result is a whole number. It should be the norm before clipping, with what comes after the point.",
        clipper(leave=lambda total, parameters, measure: int(total)),
    ),
    (
        "gradients-returned",
        "The result holds the gradients. It should be their norm before clipping, one number.",
        clipper(leave=lambda total, parameters, measure: [p.grad for p in parameters]),
    ),
    (
        "zero-returned",
        "The result is 0 and nothing is scaled. Does what you compute reach the gradients and the result?",
        lambda parameters, max_norm: 0.0,
    ),
]


# ---------------------------------------------------------------------------------------------------- dead units


def counter(
    alive: Callable[[Tensor], Tensor] = lambda a: a > 0,
    gather: Callable[[Tensor], Tensor] = lambda alive: alive.any(0).any(0),
    fraction: Callable[[Tensor], Any] = lambda alive: 1 - int(alive.sum()) / alive.numel(),
    leave: Callable[[float], Any] = lambda value: value,
) -> Callable[..., Any]:
    """A right `dead_units`, except for what is given."""

    def dead_units(activations):
        return leave(fraction(gather(alive(activations))))

    return dead_units


def clamped_in_place(activations):
    result = counter()(activations)
    activations.detach().clamp_(min=0)
    return result


DEAD: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "fraction-of-activations",
        "This is the fraction of activations that are not above 0. A unit is dead only if that is so at every step and in every "
        "sequence: count units.",
        counter(gather=lambda alive: alive),
    ),
    (
        "silent-once-counts",
        "A unit counts as dead although it is above 0 in some places. It has to be silent in every place: one is enough to be alive.",
        counter(gather=lambda alive: alive.all(0).all(0)),
    ),
    (
        "alive-instead-of-dead",
        "This is the fraction of units that are alive. The text asks for the others.",
        counter(leave=lambda value: 1 - value),
    ),
    (
        "last-step-only",
        "Only the last step is looked at. A unit that was above 0 before is alive.",
        counter(gather=lambda alive: alive[-1].any(0)),
    ),
    (
        "first-step-only",
        "Only the first step is looked at. A unit that is above 0 later is alive.",
        counter(gather=lambda alive: alive[0].any(0)),
    ),
    (
        "first-sequence-only",
        "Only the first sequence is looked at. A unit that is above 0 in another one is alive.",
        counter(gather=lambda alive: alive[:, 0].any(0)),
    ),
    (
        "per-sequence",
        "A unit is counted for every sequence by itself. One that is above 0 in any sequence is alive.",
        counter(gather=lambda alive: alive.any(0)),
    ),
    (
        "per-step",
        "A unit is counted at every step by itself. One that is above 0 at any step is alive.",
        counter(gather=lambda alive: alive.any(1)),
    ),
    (
        "batch-for-units",
        "Sequences are counted instead of units: those in which no unit is above 0. The last dimension holds the units.",
        counter(gather=lambda alive: alive.any(2).any(0)),
    ),
    (
        "steps-for-units",
        "Steps are counted instead of units. The last dimension holds the units.",
        counter(gather=lambda alive: alive.any(2).any(1)),
    ),
    (
        "zero-counts-as-alive",
        "A unit that is exactly 0 counts as alive. It is dead: alive means above 0.",
        counter(alive=lambda a: a >= 0),
    ),
    (
        "negative-counts-as-alive",
        "A unit that is below 0 counts as alive. Alive means above 0, not different from 0.",
        counter(alive=lambda a: a != 0),
    ),
    (
        "threshold",
        "A unit with small activations counts as dead. Anything above 0 is alive, however small.",
        counter(alive=lambda a: a > 1e-6),
    ),
    (
        "mean-above-zero",
        "The mean of a unit's activations is compared with 0. Where some are negative it may be below 0 although the unit is alive.",
        counter(alive=lambda a: a, gather=lambda a: a.mean((0, 1)) > 0),
    ),
    (
        "number-of-units",
        "This is the number of dead units. The text asks for their fraction.",
        counter(fraction=lambda alive: float((~alive).sum())),
    ),
    (
        "percent",
        "This is a percentage. The text asks for a fraction between 0 and 1.",
        counter(leave=lambda value: 100 * value),
    ),
    (
        "a-tensor",
        "The number is right, but it is a tensor. The text asks for a Python float.",
        counter(leave=lambda value: torch.tensor(value, dtype=torch.float64)),
    ),
    (
        "numpy-without-detach",
        "Activations that carry a graph make your code fail: numpy refuses them. Everything that you need is in torch.",
        counter(alive=lambda a: torch.from_numpy(a.numpy()) > 0),
    ),
    (
        "activations-changed",
        "The number is right, but the activations are changed. Look for an operation in place.",
        clamped_in_place,
    ),
    (
        "above-zero-in-all-sequences",
        "A unit counts as alive only if every sequence has it above 0 at some step. One place is enough.",
        counter(gather=lambda alive: alive.any(0).all(0)),
    ),
    (
        "above-zero-at-all-steps",
        "A unit counts as alive only if it is above 0 at every step of some sequence. One place is enough.",
        counter(gather=lambda alive: alive.all(0).any(0)),
    ),
    (
        "last-sequence-only",
        "Only the last sequence is looked at. A unit that is above 0 in another one is alive.",
        counter(gather=lambda alive: alive[:, -1].any(0)),
    ),
    (
        "divided-by-the-batch",
        "The units are divided by the number of sequences. A fraction of units is divided by the number of units.",
        lambda activations: 1 - int((activations > 0).any(0).any(0).sum()) / activations.shape[1],
    ),
    (
        "divided-by-the-steps",
        "The units are divided by the number of steps. A fraction of units is divided by the number of units.",
        lambda activations: 1 - int((activations > 0).any(0).any(0).sum()) / activations.shape[0],
    ),
    (
        "divided-by-all-activations",
        "The units are divided by the number of activations. A fraction of units is divided by the number of units.",
        lambda activations: 1 - int((activations > 0).any(0).any(0).sum()) / activations.numel(),
    ),
    (
        "half-as-threshold",
        "Activations up to a half count as none. Anything above 0 is alive, however small.",
        counter(alive=lambda a: a > 0.5),
    ),
    (
        "largest-not-zero",
        "A unit counts as dead only where its largest activation is exactly 0. One that is always below 0 is dead too.",
        counter(alive=lambda a: a, gather=lambda a: a.amax((0, 1)) != 0),
    ),
    (
        "rounded",
        "The fraction is rounded. The text asks for the fraction itself.",
        counter(leave=lambda value: round(value, 2)),
    ),
    (
        "whole-division",
        "The division drops what comes after the point. Look for // or int.",
        lambda activations: 1.0 - int((activations > 0).any(0).any(0).sum()) // activations.shape[2],
    ),
    (
        "a-truth-value",
        "The result says whether there is any dead unit. The text asks for their fraction.",
        counter(fraction=lambda alive: bool((~alive).any())),
    ),
    (
        "silent-at-some-step",
        "A unit counts as dead if there is one step at which no sequence has it above 0. It has to be so at all steps.",
        counter(gather=lambda alive: alive.any(1).all(0)),
    ),
]


# ---------------------------------------------------------------------------------------------------- the catalogue


MISCONCEPTIONS: list[Misconception] = [
    *(Misconception("bptt", id, text, version) for id, text, version in BACKWARD),
    *(Misconception("gradient_norms", id, text, version) for id, text, version in NORMS),
    *(Misconception("clip_grad_norm", id, text, version) for id, text, version in CLIPPING),
    *(Misconception("dead_units", id, text, version) for id, text, version in DEAD),
]
