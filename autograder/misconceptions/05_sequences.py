"""Wrong ways to treat sequences of different lengths.

Each function of the assignment is written once, with its ingredients as arguments; a mistake is one of them replaced.
"""

from __future__ import annotations

from typing import Any, Callable

import torch
from torch import Tensor

from autograder.misconceptions import Misconception

State = tuple[Tensor, Tensor]


# ---------------------------------------------------------------------------------------------------- pad


def filled(sequences: list[Tensor], value: float, steps: int) -> Tensor:
    first = sequences[0]
    padded = first.new_full((steps, len(sequences), *first.shape[1:]), value)  # (T, N, …)
    for n, sequence in enumerate(sequences):
        padded[: sequence.shape[0], n] = sequence
    return padded


def longest(sequences: list[Tensor]) -> int:
    return max(sequence.shape[0] for sequence in sequences)


def padder(
    enter: Callable[[list[Tensor]], list[Tensor]] = lambda sequences: sequences,
    value: Callable[[float], float] = lambda given: given,
    steps: Callable[[list[Tensor]], int] = longest,
    fill: Callable[..., Tensor] = filled,
    lengths: Callable[[list[Tensor]], Any] = lambda sequences: torch.tensor([s.shape[0] for s in sequences]),
    leave: Callable[..., Any] = lambda padded, lengths: (padded, lengths),
) -> Callable[..., Any]:
    """A right `pad`, except for what is given."""

    def pad(sequences, padding_value=0.0):
        sequences = enter(sequences)
        return leave(fill(sequences, value(padding_value), steps(sequences)), lengths(sequences))

    return pad


def at_the_front(sequences, value, steps):
    padded = filled(sequences, value, steps)
    for n, sequence in enumerate(sequences):
        padded[:, n] = value
        padded[steps - sequence.shape[0] :, n] = sequence
    return padded


def last_step_repeated(sequences, value, steps):
    padded = filled(sequences, value, steps)
    for n, sequence in enumerate(sequences):
        padded[sequence.shape[0] :, n] = sequence[-1]
    return padded


def reshaped(sequences, value, steps):
    padded = filled(sequences, value, steps).transpose(0, 1)
    return padded.reshape(steps, len(sequences), *sequences[0].shape[1:])


def in_floats(sequences, value, steps):
    padded = torch.full((steps, len(sequences), *sequences[0].shape[1:]), value)
    for n, sequence in enumerate(sequences):
        padded[: sequence.shape[0], n] = sequence
    return padded


def vectors_only(sequences, value, steps):
    rows = [torch.nn.functional.pad(s, (0, 0, 0, steps - s.shape[0]), value=value) for s in sequences]
    return torch.stack(rows, 1)


def unfilled(sequences, value, steps):
    padded = torch.empty_like(filled(sequences, value, steps))
    for n, sequence in enumerate(sequences):
        padded[: sequence.shape[0], n] = sequence
    return padded


def on_the_cpu(sequences, value, steps):
    shape = steps, len(sequences), *sequences[0].shape[1:]
    padded = torch.full(shape, value, dtype=sequences[0].dtype)
    for n, sequence in enumerate(sequences):
        padded[: sequence.shape[0], n] = sequence
    return padded


def from_numbers(sequences, value, steps):
    rows = [s.tolist() + [torch.full_like(sequences[0][0], value).tolist()] * (steps - s.shape[0]) for s in sequences]
    return torch.tensor(rows, dtype=sequences[0].dtype).transpose(0, 1).contiguous()


def rows_in_place(sequences, value, steps):
    batch = sequences[0].new_full((len(sequences), steps, *sequences[0].shape[1:]), value)
    for row, sequence in zip(batch, sequences):
        row[: sequence.shape[0]].copy_(sequence)
    return batch.transpose(0, 1)


def viewed(sequences, value, steps):
    return filled([s.view(-1).view(s.shape) for s in sequences], value, steps)


def entries_replaced(sequences, padding_value=0.0):
    lengths = torch.tensor([s.shape[0] for s in sequences])
    padded = filled(sequences, padding_value, longest(sequences))
    sequences[:] = padded.unbind(1)
    return padded, lengths


def guessed_lengths(sequences, padding_value=0.0):
    padded = filled(sequences, padding_value, longest(sequences))
    real = (padded != 0).flatten(2).any(2) if padded.dim() > 2 else padded != 0
    return padded, real.sum(0)


def by_length(sequences):
    return sorted(sequences, key=len, reverse=True)


def sorted_in_place(sequences):
    sequences.sort(key=len, reverse=True)
    return sequences


PADS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "batch-first",
        "padded is (N, T, …). Time comes first here: which of the two dimensions counts the steps, and along which one do "
        "you stack the sequences?",
        padder(leave=lambda padded, lengths: (padded.transpose(0, 1), lengths)),
    ),
    (
        "reshaped-instead-of-transposed",
        "padded has the right shape, but the steps of different sequences are mixed: a batch-first tensor was reshaped. "
        "Exchanging two dimensions is not the same as reading the memory in another shape.",
        padder(fill=reshaped),
    ),
    (
        "sorted",
        "The sequences come out sorted by their length. They should keep the order of the list, since labels do too.",
        padder(enter=by_length),
    ),
    (
        "given-list-sorted",
        "The sequences come out sorted by their length, and so does the list that you were given. Look for a sort in place.",
        padder(enter=sorted_in_place),
    ),
    (
        "padding-in-front",
        "The padding stands before the sequences instead of behind them. Sequence n begins at step 0: look at the slice "
        "that you fill.",
        padder(fill=at_the_front),
    ),
    (
        "value-ignored",
        "padding_value has no effect: the padding is 0 whatever was asked for. Where does it appear in your code?",
        padder(value=lambda given: 0),
    ),
    (
        "last-step-repeated",
        "The padding repeats the last step of each sequence. It should be padding_value.",
        padder(fill=last_step_repeated),
    ),
    (
        "cut-to-the-shortest",
        "The sequences are cut to the length of the shortest one, so that real steps are lost. T is the greatest length.",
        padder(
            steps=lambda sequences: min(s.shape[0] for s in sequences),
            fill=lambda sequences, value, steps: torch.stack([s[:steps] for s in sequences], 1),
        ),
    ),
    (
        "first-length-for-all",
        "T is taken from the first sequence, and a longer one finds no room. T is the greatest of all lengths.",
        padder(steps=lambda sequences: sequences[0].shape[0]),
    ),
    (
        "cut-to-the-first",
        "T is taken from the first sequence, and longer ones are cut. T is the greatest of all lengths: the first sequence "
        "need not be the longest.",
        padder(
            steps=lambda sequences: sequences[0].shape[0],
            fill=lambda sequences, value, steps: filled([s[:steps] for s in sequences], value, steps),
        ),
    ),
    (
        "one-step-too-many",
        "padded has one step more than the longest sequence. T is the greatest length itself.",
        padder(steps=lambda sequences: longest(sequences) + 1),
    ),
    (
        "padded-length-for-all",
        "lengths holds T for every sequence. It should hold what each one's length was before it was padded.",
        padder(lengths=lambda sequences: torch.tensor([longest(sequences)] * len(sequences))),
    ),
    (
        "last-index-for-length",
        "lengths holds the number of the last step, counted from 0, which is one less than the length.",
        padder(lengths=lambda sequences: torch.tensor([s.shape[0] - 1 for s in sequences])),
    ),
    (
        "numbers-counted",
        "lengths counts all the numbers of a sequence. A step may hold several numbers: the length is the first size alone.",
        padder(lengths=lambda sequences: torch.tensor([s.numel() for s in sequences])),
    ),
    (
        "lengths-as-a-list",
        "lengths is a Python list. It should be an int64 tensor of shape (N).",
        padder(lengths=lambda sequences: [s.shape[0] for s in sequences]),
    ),
    (
        "lengths-as-floats",
        "lengths holds floating-point numbers. Lengths are counts, and index into tensors: int64.",
        padder(lengths=lambda sequences: torch.tensor([float(s.shape[0]) for s in sequences])),
    ),
    (
        "lengths-of-32-bits",
        "lengths has 32-bit integers. As everywhere in torch where something is counted, it should be int64.",
        padder(lengths=lambda sequences: torch.tensor([s.shape[0] for s in sequences], dtype=torch.int32)),
    ),
    (
        "lengths-forgotten",
        "The result is padded alone. lengths belongs to it: nobody else can tell padding from a real 0.",
        padder(leave=lambda padded, lengths: padded),
    ),
    (
        "result-exchanged",
        "The result is (lengths, padded). padded comes first.",
        padder(leave=lambda padded, lengths: (lengths, padded)),
    ),
    (
        "detached",
        "The numbers are right, but no gradient reaches the sequences: they are cut from their graph on the way. Look for "
        "torch.tensor, tolist, detach or .data.",
        padder(fill=lambda sequences, value, steps: filled([s.detach() for s in sequences], value, steps)),
    ),
    (
        "floats-on-the-cpu",
        "padded has 32-bit floats on the CPU whatever the sequences are. Look at how it is made.",
        padder(fill=in_floats),
    ),
    (
        "value-added",
        "padding_value is added to the real steps as well. It stands behind the end of a sequence and nowhere else.",
        padder(fill=lambda sequences, value, steps: filled(sequences, 0, steps) + value),
    ),
    (
        "padding-not-written",
        "What stands behind the end of a sequence was never written: it is whatever was in memory. Look for empty.",
        padder(fill=unfilled),
    ),
    (
        "given-list-changed",
        "The list that you were given holds other tensors afterwards. Make a list of your own.",
        entries_replaced,
    ),
    (
        "lengths-guessed",
        "lengths is counted from what differs from 0, so that another padding value counts as real. The lengths are known "
        "before anything is padded.",
        guessed_lengths,
    ),
    (
        "made-from-numbers",
        "padded is made from Python numbers: no gradient reaches the sequences, and the result is on the CPU. Look for tolist "
        "or numpy.",
        padder(fill=from_numbers),
    ),
    (
        "on-the-cpu",
        "padded is on the CPU wherever the sequences are. Look at how it is made.",
        padder(fill=on_the_cpu),
    ),
    (
        "whole-numbers-become-floats",
        "Whole numbers come back as floating-point numbers. padded has the dtype of the sequences.",
        padder(leave=lambda padded, lengths: (padded if padded.is_floating_point() else padded.double(), lengths)),
    ),
    (
        "batch-of-one-squeezed",
        "With one sequence the dimension of the batch is lost. Look for squeeze.",
        padder(leave=lambda padded, lengths: (padded.squeeze(1), lengths)),
    ),
    (
        "rows-filled-in-place",
        "The padded tensor is filled through the rows that a loop over it hands out, and torch cannot follow that backwards. "
        "Name the place by its index instead.",
        padder(fill=rows_in_place),
    ),
    (
        "view-of-an-argument",
        "A view of a sequence asks for its memory in order, and a transposed tensor is not.",
        padder(fill=viewed),
    ),
    (
        "vectors-only",
        "This works for sequences of vectors alone. Behind the steps there may be no dimension at all, or several: look for "
        "a number of dimensions that is written down in your code.",
        padder(fill=vectors_only),
    ),
]


# ---------------------------------------------------------------------------------------------------- length_mask


def lengths_counted_down(lengths, max_length=None):
    mask = masker()(lengths, max_length)
    lengths -= 1
    return mask


def all_true_beyond(lengths, max_length=None):
    mask = masker()(lengths)
    return mask if max_length is None else torch.nn.functional.pad(mask, (0, max_length - mask.shape[1]), value=True)


def turned_when_square(lengths, max_length=None):
    mask = masker()(lengths, max_length)
    return mask.T if mask.shape[0] == mask.shape[1] else mask


def masker(
    steps: Callable[..., int] = lambda lengths, given: int(lengths.max()) if given is None else given,
    real: Callable[[Tensor, Tensor], Tensor] = torch.lt,
    numbers: Callable[[int], Tensor] = torch.arange,
    leave: Callable[[Tensor], Any] = lambda mask: mask,
) -> Callable[..., Any]:
    """A right `length_mask`, except for what is given."""

    def length_mask(lengths, max_length=None):
        return leave(real(numbers(steps(lengths, max_length)), lengths[:, None]))

    return length_mask


MASKS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "one-entry-too-many",
        "Every row has one True too many. Steps count from 0: the last one of a sequence of length 3 is step 2.",
        masker(real=torch.le),
    ),
    (
        "one-entry-too-few",
        "Every row has one True too few. Steps count from 0: a sequence of length 3 has the steps 0, 1 and 2.",
        masker(numbers=lambda steps: torch.arange(1, steps + 1)),
    ),
    (
        "padding-is-true",
        "The mask is True where there is padding. It should be True where there is a real entry.",
        masker(real=torch.ge),
    ),
    (
        "time-first",
        "The mask is (T, N). Row n should be sequence n: (N, T).",
        masker(leave=lambda mask: mask.T),
    ),
    (
        "padding-in-front",
        "Every row has its True entries at the end. A sequence begins at step 0, and its padding comes behind it.",
        masker(leave=lambda mask: mask.flip(1)),
    ),
    (
        "max-length-ignored",
        "max_length has no effect: the mask has as many columns as the longest sequence has steps.",
        masker(steps=lambda lengths, given: int(lengths.max())),
    ),
    (
        "max-length-required",
        "Without max_length the call fails. When it is None, T is the greatest length.",
        masker(steps=lambda lengths, given: given),
    ),
    (
        "first-length-for-all",
        "T is taken from the first sequence. It is the greatest of all lengths: the first sequence need not be the longest.",
        masker(steps=lambda lengths, given: int(lengths[0]) if given is None else given),
    ),
    (
        "last-length-for-all",
        "T is taken from the last sequence. It is the greatest of all lengths, which come in any order.",
        masker(steps=lambda lengths, given: int(lengths[-1]) if given is None else given),
    ),
    (
        "shortest-length-for-all",
        "T is the smallest length. It is the greatest: every sequence has to fit.",
        masker(steps=lambda lengths, given: int(lengths.min()) if given is None else given),
    ),
    (
        "number-of-sequences",
        "T is the number of sequences. It is the greatest length.",
        masker(steps=lambda lengths, given: len(lengths) if given is None else given),
    ),
    (
        "ones-and-zeros",
        "The mask holds floating-point ones and zeros. It should be bool: other functions choose and index with it.",
        masker(leave=lambda mask: mask.float()),
    ),
    (
        "whole-numbers",
        "The mask holds whole numbers. It should be bool: other functions choose and index with it.",
        masker(leave=lambda mask: mask.long()),
    ),
    (
        "bytes",
        "The mask holds small whole numbers (uint8). It should be bool: other functions choose and index with it.",
        masker(leave=lambda mask: mask.to(torch.uint8)),
    ),
    (
        "everything-is-real",
        "Every entry is True. Where does the length of each sequence appear in your code?",
        masker(leave=torch.ones_like),
    ),
    (
        "sorted",
        "The rows are in the order of the sorted lengths. Row n should be sequence n.",
        lambda lengths, max_length=None: masker()(lengths.sort(descending=True).values, max_length),
    ),
    (
        "max-length-one-more",
        "With max_length the mask has one column too many. max_length is the number of columns.",
        masker(steps=lambda lengths, given: int(lengths.max()) if given is None else given + 1),
    ),
    (
        "true-beyond-the-longest",
        "The columns that max_length adds are True. Behind the longest sequence there is only padding.",
        all_true_beyond,
    ),
    (
        "turned-when-square",
        "With as many sequences as steps the mask lies on its side. Row n should be sequence n, whatever the sizes are.",
        turned_when_square,
    ),
    (
        "one-sequence-squeezed",
        "With one sequence or one step a dimension of the mask is lost. Look for squeeze.",
        masker(leave=torch.squeeze),
    ),
    (
        "lengths-changed",
        "The given lengths are changed. Look for an operation in place on them, such as minus-equals.",
        lengths_counted_down,
    ),
    (
        "last-entry-only",
        "Only the last real entry of each row is True. All real entries should be.",
        masker(real=lambda numbers, lengths: numbers == lengths - 1),
    ),
    (
        "lists",
        "The mask is a list of lists. It should be a tensor (N, T).",
        masker(leave=lambda mask: mask.tolist()),
    ),
]


# ---------------------------------------------------------------------------------------------------- masked_unroll


def chosen(real: Tensor, new: Tensor, old: Tensor) -> Tensor:
    return torch.where(real, new, old)


def unroller(
    lengths: Callable[[Tensor, int], Tensor] = lambda lengths, steps: lengths,
    steps: Callable[[Tensor, int], int] = lambda lengths, steps: steps,
    enter: Callable[[Any, Tensor], State] = lambda state, zeros: (zeros, zeros) if state is None else state,
    inputs: Callable[[Tensor, Tensor], Tensor] = lambda x, real: x,
    h: Callable[..., Tensor] = chosen,
    c: Callable[..., Tensor] = chosen,
    out: Callable[..., Tensor] = lambda real, new, kept: torch.where(real, new, 0.0),
    carry: Callable[[State, State], State] = lambda state, first: state,
    zeros: Callable[..., Tensor] = lambda x, size: x.new_zeros(x.shape[1], size),
    leave: Callable[..., Any] = lambda outputs, h, c: (torch.stack(outputs), (h, c)),
) -> Callable[..., Any]:
    """A right `masked_unroll`, except for what is given."""

    def masked_unroll(cell, x, known, state=None):
        ends = lengths(known, x.shape[0])
        count = steps(known, x.shape[0])
        real = (torch.arange(x.shape[0])[:, None] < ends).to(x.device).unsqueeze(2)  # (T, N, 1)
        state = first = enter(state, zeros(x, cell.hidden_size))
        outputs = []
        for x_t, real_t in zip(inputs(x, real)[:count], real):
            new_h, new_c = cell(x_t, carry(state, first))
            state = h(real_t, new_h, state[0]), c(real_t, new_c, state[1])
            outputs.append(out(real_t, new_h, state[0]))
        return leave(outputs, *state)

    return masked_unroll


def to_zero(real, new, old):
    return torch.where(real, new, 0.0)


def moves_on(real, new, old):
    return new


def difference(real, new, old):
    return new - (new - old) * (~real)


def detached(state, first):
    return state[0].detach(), state[1].detach()


def sorted_unroll(cell, x, lengths, state=None):
    """Sorts by length, and forgets to put everything back."""
    order = torch.argsort(lengths, descending=True, stable=True)
    state = None if state is None else (state[0][order], state[1][order])
    return unroller()(cell, x[:, order], lengths[order], state)


def state_not_sorted(cell, x, lengths, state=None):
    """Sorts by length, and everything back, but for the state that was given."""
    order = torch.argsort(lengths, descending=True, stable=True)
    back = torch.argsort(order)
    output, (h, c) = unroller()(cell, x[:, order], lengths[order], state)
    return output[:, back], (h[back], c[back])


def final_not_put_back(cell, x, lengths, state=None):
    order = torch.argsort(lengths, descending=True, stable=True)
    back = torch.argsort(order)
    state = None if state is None else (state[0][order], state[1][order])
    output, final = unroller()(cell, x[:, order], lengths[order], state)
    return output[:, back], final


def front(cell, x, lengths, state=None):
    steps = x.shape[0]
    real = (torch.arange(steps)[:, None] >= steps - lengths).to(x.device).unsqueeze(2)
    h, c = (x.new_zeros(x.shape[1], cell.hidden_size),) * 2 if state is None else state
    outputs = []
    for x_t, real_t in zip(x, real):
        new_h, new_c = cell(x_t, (h, c))
        h, c = torch.where(real_t, new_h, h), torch.where(real_t, new_c, c)
        outputs.append(torch.where(real_t, h, 0.0))
    return torch.stack(outputs), (h, c)


def from_the_back(cell, x, lengths, state=None):
    h, c = (x.new_zeros(x.shape[1], cell.hidden_size),) * 2 if state is None else state
    outputs = []
    for t in reversed(range(x.shape[0])):
        real = (t < lengths).to(x.device)[:, None]
        new_h, new_c = cell(x[t], (h, c))
        h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
        outputs.append(torch.where(real, h, 0.0))
    return torch.stack(outputs), (h, c)


def picked_too_far(cell, x, lengths, state=None):
    hs, cs = [], []
    for x_t in x:
        state = cell(x_t, state)
        hs.append(state[0])
        cs.append(state[1])
    hs, cs = torch.stack(hs), torch.stack(cs)
    ends, all_rows = lengths.clamp(max=x.shape[0] - 1), torch.arange(x.shape[1])
    real = (torch.arange(x.shape[0])[:, None] < lengths)[..., None].to(x.device)
    return hs * real, (hs[ends, all_rows], cs[ends, all_rows])


def picked_too_early(cell, x, lengths, state=None):
    output, (h, c) = unroller()(cell, x, lengths, state)
    return output, (output[lengths - 2, torch.arange(x.shape[1])], c)


def put_back_wrongly(cell, x, lengths, state=None):
    order = torch.argsort(lengths, descending=True, stable=True)
    state = None if state is None else (state[0][order], state[1][order])
    output, (h, c) = unroller()(cell, x[:, order], lengths[order], state)
    return output[:, order], (h[order], c[order])


def on_the_shortest(cell, x, lengths, state=None):
    count = int(lengths.min())
    output, final = unroller()(cell, x[:count], lengths, state)
    return torch.cat([output, output.new_zeros(x.shape[0] - count, *output.shape[1:])]), final


def into(make: Callable[..., Tensor]) -> Callable[..., Any]:
    """Writes the outputs into a tensor made beforehand."""

    def leave(outputs, h, c):
        output = make(len(outputs), *h.shape)
        for t, value in enumerate(outputs):
            output[t] = value
        return output, (h, c)

    return unroller(leave=leave)


def unwritten(cell, x, lengths, state=None):
    output, final = unroller()(cell, x, lengths, state)
    real = (torch.arange(x.shape[0])[:, None] < lengths).to(x.device)[..., None]
    return torch.where(real, output, torch.empty_like(output)), final


def state_kept(cell, x, lengths, state=None):
    kept = getattr(cell, "kept", None)
    if state is None and kept is not None and kept[0].shape[0] == x.shape[1]:
        state = kept
    output, final = unroller()(cell, x, lengths, state)
    cell.kept = final
    return output, final


def padding_overwritten(cell, x, lengths, state=None):
    with torch.no_grad():
        x.masked_fill_((torch.arange(x.shape[0])[:, None] >= lengths)[..., None].to(x.device), 0)
    return unroller()(cell, x, lengths, state)


def given_state_overwritten(cell, x, lengths, state=None):
    h, c = (x.new_zeros(x.shape[1], cell.hidden_size),) * 2 if state is None else state
    outputs = []
    for t, x_t in enumerate(x):
        real = (t < lengths).to(x.device)[:, None]
        new_h, new_c = cell(x_t, (h, c))
        h, new_c = torch.where(real, new_h, h), torch.where(real, new_c, c)
        with torch.no_grad():
            c.copy_(new_c)
        c = new_c
        outputs.append(torch.where(real, h, 0.0))
    return torch.stack(outputs), (h, c)


def mask_on_the_cpu(cell, x, lengths, state=None):
    h, c = (x.new_zeros(x.shape[1], cell.hidden_size),) * 2 if state is None else state
    outputs = []
    for t, x_t in enumerate(x):
        real = (t < lengths)[:, None]
        new_h, new_c = cell(x_t, (h, c))
        h, c = torch.where(real, new_h, h), torch.where(real, new_c, c)
        outputs.append(torch.where(real, h, 0.0))
    return torch.stack(outputs), (h, c)


def own_parameters(cell, x, lengths, state=None):
    return cell.weight_ih, cell.weight_hh


UNROLLS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "lengths-ignored",
        "The lengths have no effect: the padding is read like real steps. Where does lengths appear in your loop?",
        unroller(lengths=lambda lengths, steps: torch.full_like(lengths, steps)),
    ),
    (
        "state-moves-on",
        "The output is 0 behind the end, but h and c go on moving through the padding, so the final states are wrong. "
        "Which state should a sequence keep once it has ended?",
        unroller(h=moves_on, c=moves_on),
    ),
    (
        "c-moves-on",
        "h stands still behind the end of a sequence, but c goes on moving. Both parts of the state have to stay.",
        unroller(c=moves_on),
    ),
    (
        "h-moves-on",
        "c stands still behind the end of a sequence, but h goes on moving. Both parts of the state have to stay.",
        unroller(h=moves_on),
    ),
    (
        "state-set-to-zero",
        "Behind the end of a sequence its state becomes 0, so that the final state of all but the longest is lost. It should "
        "stay what it is at the end.",
        unroller(h=to_zero, c=to_zero),
    ),
    (
        "h-set-to-zero",
        "h_n is 0 for every sequence that has ended before the last step: the output is 0 there, and h_n is taken from it, or "
        "h itself is set to 0. The state stays what it is at the end.",
        unroller(h=to_zero),
    ),
    (
        "c-set-to-zero",
        "Behind the end of a sequence c becomes 0, so that c_n of all but the longest is lost. It should stay what it is at "
        "the end.",
        unroller(c=to_zero),
    ),
    (
        "output-kept",
        "The final states are right, but the output repeats the last h behind the end of a sequence. It is 0 there.",
        unroller(out=lambda real, new, kept: kept),
    ),
    (
        "output-not-masked",
        "The final states are right, but behind the end the output is what the cell makes of the padding. It is 0 there.",
        unroller(out=lambda real, new, kept: new),
    ),
    (
        "one-step-too-many",
        "Every sequence takes one step of padding for real. Steps count from 0: the last one of a sequence of length 3 is "
        "step 2.",
        unroller(lengths=lambda lengths, steps: lengths + 1),
    ),
    (
        "one-step-too-few",
        "Every sequence ends one step early. Steps count from 0: a sequence of length 3 has the steps 0, 1 and 2.",
        unroller(lengths=lambda lengths, steps: lengths - 1),
    ),
    (
        "padding-in-front",
        "The mask lies the wrong way round in time: the padding is taken to come before the sequences instead of behind them.",
        front,
    ),
    (
        "sorted-and-not-put-back",
        "The results are in the order of the sorted lengths. If you sort the batch, everything has to go back to its place.",
        sorted_unroll,
    ),
    (
        "final-states-not-put-back",
        "The output is in the given order, but the final states are in the order of the sorted lengths. Everything that was "
        "sorted has to go back to its place.",
        final_not_put_back,
    ),
    (
        "state-not-sorted",
        "The batch is sorted by length, but the given state is not: sequences start from each other's state.",
        state_not_sorted,
    ),
    (
        "cut-to-the-longest",
        "The output ends with the longest sequence. It should have as many steps as x, even where no sequence is that long.",
        unroller(steps=lambda lengths, steps: int(lengths.max())),
    ),
    (
        "first-length-for-all",
        "All sequences are run to the length of the first one. Each has its own.",
        unroller(lengths=lambda lengths, steps: lengths[:1].expand_as(lengths)),
    ),
    (
        "state-ignored",
        "The given state has no effect: every sequence starts from zeros. Look at what happens when state is not None.",
        unroller(enter=lambda state, zeros: (zeros, zeros)),
    ),
    (
        "state-not-carried",
        "Every step starts from the initial state. Look at what the loop hands to the next step.",
        unroller(carry=lambda state, first: first),
    ),
    (
        "c-not-carried",
        "h goes on from step to step, but c starts anew every time. Look at what the loop hands to the next step.",
        unroller(carry=lambda state, first: (state[0], first[1])),
    ),
    (
        "state-in-exchanged",
        "The given state is taken apart as (c, h). In this course, as in PyTorch, it is (h, c).",
        unroller(enter=lambda state, zeros: (zeros, zeros) if state is None else (state[1], state[0])),
    ),
    (
        "result-exchanged",
        "The final states come as (c, h). In this course, as in PyTorch, h comes first.",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs), (c, h))),
    ),
    (
        "state-required",
        "Without a state the call fails. The state may be left out, and is None then: what do h and c start from?",
        unroller(enter=lambda state, zeros: (state[0], state[1])),
    ),
    (
        "missing-state-of-ones",
        "A missing state starts at one instead of zero.",
        unroller(enter=lambda state, zeros: (zeros + 1, zeros + 1) if state is None else state),
    ),
    (
        "batch-first",
        "The output is (N, T, H). Time comes first: (T, N, H). Look at the dimension along which you stack.",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs, 1), (h, c))),
    ),
    (
        "output-only",
        "The result is the output alone. It is a pair: the output, and the pair of final states.",
        unroller(leave=lambda outputs, h, c: torch.stack(outputs)),
    ),
    (
        "three-results",
        "The result has three parts. It has two: the output, and the pair (h_n, c_n).",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs), h, c)),
    ),
    (
        "layer-dimension",
        "The final states have a dimension of layers in front. A cell has none: (N, H).",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs), (h[None], c[None]))),
    ),
    (
        "detached-between-steps",
        "The numbers are right, but the gradient ends after one step: the state is cut from its graph between steps. Look for "
        "detach, .data or torch.tensor around the state.",
        unroller(carry=detached),
    ),
    (
        "final-states-detached",
        "The numbers are right, but no gradient flows back from the final states. Look for detach, .data or clone().detach() "
        "where they are kept.",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs), (h.detach(), c.detach()))),
    ),
    (
        "zeros-of-32-bits",
        "The zero state is 32-bit on the CPU, whatever x is, so it does not meet a 64-bit cell or another device. Look at how "
        "the missing state is made.",
        unroller(zeros=lambda x, size: torch.zeros(x.shape[1], size)),
    ),
    (
        "zeros-on-the-cpu",
        "The zero state is on the CPU, wherever x is. Look at how the missing state is made.",
        unroller(zeros=lambda x, size: torch.zeros(x.shape[1], size, dtype=x.dtype)),
    ),
    (
        "size-of-the-input",
        "The zero state is as wide as the input. It should be as wide as the cell's state: look for hidden_size.",
        unroller(zeros=lambda x, size: x.new_zeros(x.shape[1], x.shape[2])),
    ),
    (
        "mask-on-the-cpu",
        "The mask is on the CPU, as lengths is, and does not meet an x on another device.",
        mask_on_the_cpu,
    ),
    (
        "output-of-32-bits",
        "The output has 32 bits, whatever x has. Look at where the outputs are gathered.",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs).float(), (h, c))),
    ),
    (
        "output-on-the-cpu",
        "The outputs are written into a tensor on the CPU, wherever x is. Look at how it is made.",
        into(lambda *shape: torch.zeros(*shape, dtype=torch.float64)),
    ),
    (
        "output-not-written",
        "Behind the end of a sequence the output was never written: it is whatever was in memory. Look for empty.",
        unwritten,
    ),
    (
        "state-remembered",
        "Without a state the run goes on from the last call. A missing state is a state of zeros, whatever came before: look "
        "for what is kept on the cell.",
        state_kept,
    ),
    (
        "only-the-shortest",
        "All sequences end with the shortest one. Each has its own length.",
        on_the_shortest,
    ),
    (
        "from-the-back",
        "The steps are taken from the last to the first. Look at the direction of your loop.",
        from_the_back,
    ),
    (
        "joined-in-the-batch",
        "The steps are joined along the batch, (T·N, H). Time should have a dimension of its own: (T, N, H).",
        unroller(leave=lambda outputs, h, c: (torch.cat(outputs), (h, c))),
    ),
    (
        "final-states-too-late",
        "The output is right, but the final states are those one step behind the end. Steps count from 0: the last one of a "
        "sequence of length 3 is step 2.",
        picked_too_far,
    ),
    (
        "final-h-too-early",
        "h_n is the output one step before the end. Steps count from 0: the last one of a sequence of length 3 is step 2.",
        picked_too_early,
    ),
    (
        "put-back-by-the-same-order",
        "The batch is sorted, and put back by the same order that sorted it. Going back takes the inverse: where did each "
        "sequence end up?",
        put_back_wrongly,
    ),
    (
        "lengths-sorted-alone",
        "The lengths are used as if they fell from row to row, and the sequences are not in that order: most get the length "
        "of another one. Look for a sort, or for a step that runs the first rows only.",
        lambda cell, x, lengths, state=None: unroller()(cell, x, lengths.sort(descending=True).values, state),
    ),
    (
        "state-not-handed-on",
        "Every step starts from zeros: the cell is called without a state.",
        unroller(carry=lambda state, first: None),
    ),
    (
        "h-detached-between-steps",
        "The numbers are right, but h is cut from its graph between steps. Look for detach, .data or torch.tensor around h.",
        unroller(carry=lambda state, first: (state[0].detach(), state[1])),
    ),
    (
        "c-detached-between-steps",
        "The numbers are right, but c is cut from its graph between steps. Look for detach, .data or torch.tensor around c.",
        unroller(carry=lambda state, first: (state[0], state[1].detach())),
    ),
    (
        "output-detached",
        "The numbers are right, but no gradient flows back from the output. Look for detach, .data or no_grad where it is kept.",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs).detach(), (h, c))),
    ),
    (
        "initial-state-detached",
        "The numbers are right, but no gradient reaches the state that was given. Look for detach or .data around it.",
        unroller(enter=lambda state, zeros: (zeros, zeros) if state is None else (state[0].detach(), state[1].detach())),
    ),
    (
        "input-detached",
        "The numbers are right, but no gradient reaches x. Look for detach, .data or torch.tensor around it.",
        unroller(inputs=lambda x, real: x.detach()),
    ),
    (
        "padding-gets-a-gradient",
        "The numbers are right, but a gradient reaches the padding through the output. What is not real has the gradient 0.",
        unroller(out=lambda real, new, kept: torch.where(real, new, new - new.detach())),
    ),
    (
        "input-overwritten",
        "The padding of the given x is overwritten. Someone may still need it: make a new tensor.",
        padding_overwritten,
    ),
    (
        "given-state-overwritten",
        "The given c is overwritten. Look for an operation in place on it.",
        given_state_overwritten,
    ),
    (
        "batch-of-one-squeezed",
        "With a batch of one the final states lose a dimension. Look for squeeze.",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs), (h.squeeze(0), c.squeeze(0)))),
    ),
    (
        "one-step-squeezed",
        "With one step the output loses a dimension. Look for squeeze.",
        unroller(leave=lambda outputs, h, c: (torch.stack(outputs).squeeze(0), (h, c))),
    ),
    (
        "view-of-x",
        "A view of x asks for its memory in order, and a transposed tensor is not.",
        unroller(inputs=lambda x, real: x.view(-1).view(x.shape)),
    ),
    (
        "own-parameters",
        "The code reads weights that this cell does not have. Any cell may be given: call it, and read no more of it than its "
        "hidden_size.",
        own_parameters,
    ),
    (
        "padding-zero-and-output-zero",
        "The output is 0 behind the end, and so is the padding of the input; but the state still moves there. A step with "
        "input 0 is a step.",
        unroller(inputs=lambda x, real: torch.where(real, x, 0.0), h=moves_on, c=moves_on),
    ),
    (
        "difference-instead-of-choice",
        "The state that stays is calculated as a difference of what the cell made of the padding, and with large numbers "
        "there nothing is left of it. Choose between the old and the new state instead of calculating with both.",
        unroller(h=difference, c=difference),
    ),
    (
        "padding-set-to-zero",
        "The padding of the input is set to 0, and then read like real steps. A step with input 0 still moves the state: it "
        "has to stand still.",
        unroller(
            inputs=lambda x, real: torch.where(real, x, 0.0),
            h=moves_on,
            c=moves_on,
            out=lambda real, new, kept: new,
        ),
    ),
]


# ---------------------------------------------------------------------------------------------------- last_output


def rows(output: Tensor) -> Tensor:
    return torch.arange(output.shape[1])


def picked(output: Tensor, lengths: Tensor) -> Tensor:
    return output[lengths - 1, rows(output)]


def guessed_ends(output, lengths):
    ends = (torch.arange(output.shape[0]).to(output.device)[:, None] * (output != 0).any(2)).amax(0)
    return output[ends, rows(output)]


def difference_of_sums(output, lengths):
    total = output.flip(0).cumsum(0).flip(0)
    behind = torch.cat([total, torch.zeros_like(total[:1])])
    return total[lengths - 1, rows(output)] - behind[lengths, rows(output)]


def output_cleared(output, lengths):
    last = picked(output, lengths)
    with torch.no_grad():
        output.mul_((torch.arange(output.shape[0])[:, None] < lengths)[..., None].to(output))
    return last


def lengths_counted(output, lengths):
    lengths -= 1
    return output[lengths, rows(output)]


def copied_to_the_cpu(output, lengths):
    last = torch.zeros(output.shape[1], output.shape[2], dtype=output.dtype)
    for n, length in enumerate(lengths.tolist()):
        last[n] = output[length - 1, n]
    return last


def through_numbers(output, lengths):
    return torch.tensor([output[length - 1, n].tolist() for n, length in enumerate(lengths.tolist())], dtype=output.dtype)


def one_feature(output, lengths):
    return output.gather(0, (lengths - 1).view(1, -1, 1).to(output.device)).squeeze(0)


def repeated_wrongly(output, lengths):
    index = (lengths - 1).repeat(output.shape[2]).view(1, output.shape[1], output.shape[2])
    return output.gather(0, index.to(output.device)).squeeze(0)


def misread(output, lengths):
    steps, batch, size = output.shape
    return output.reshape(batch, steps, size)[torch.arange(batch), lengths - 1]


LASTS: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "last-step-of-the-batch",
        "This is the last step of the batch, which is padding for all but the longest sequences. Each sequence ends at its "
        "own step.",
        lambda output, lengths: output[-1],
    ),
    (
        "last-step-of-the-longest",
        "All sequences are read at the last step of the longest one. Each ends at its own step.",
        lambda output, lengths: output[int(lengths.max()) - 1],
    ),
    (
        "one-step-too-far",
        "Every sequence is read one step behind its end. Steps count from 0: the last one of a sequence of length 3 is step 2.",
        lambda output, lengths: output[lengths, rows(output)],
    ),
    (
        "one-step-too-far-wrapped",
        "Every sequence is read one step behind its end, or at step T − 1 where there is no such step. Steps count from 0: "
        "the last one of a sequence of length 3 is step 2.",
        lambda output, lengths: output[lengths.clamp(max=output.shape[0] - 1), rows(output)],
    ),
    (
        "one-step-too-early",
        "Every sequence is read one step before its end. The last step of a sequence of length 3 is step 2.",
        lambda output, lengths: output[lengths - 2, rows(output)],
    ),
    (
        "counted-from-the-end",
        "The lengths are counted back from the end of the batch. A sequence begins at step 0.",
        lambda output, lengths: output[-lengths, rows(output)],
    ),
    (
        "all-pairs",
        "The result is (N, N, H): for each sequence's end the outputs of all sequences. A second index has to say which "
        "sequence belongs to which end.",
        lambda output, lengths: output[lengths - 1],
    ),
    (
        "batch-first",
        "output is read as (N, T, H). Time comes first here: which dimension do the lengths index?",
        lambda output, lengths: output[torch.arange(len(lengths)), lengths - 1],
    ),
    (
        "batch-first-with-all-steps",
        "output is read as (N, T, H), with a number for every step. Time comes first here, and there is one end for each "
        "sequence.",
        lambda output, lengths: output[torch.arange(output.shape[0]), lengths - 1],
    ),
    (
        "reshaped-instead-of-transposed",
        "output is brought into the shape (N, T, H) by reading its memory in another order, which mixes the sequences. "
        "Exchanging two dimensions is something else.",
        misread,
    ),
    (
        "one-sequence-at-all-ends",
        "All rows come from the first sequence, read at everyone's end. A second index has to say which sequence belongs to "
        "which end.",
        lambda output, lengths: output[lengths - 1][:, 0],
    ),
    (
        "first-feature-only",
        "The result has one feature. The index for gather has to be as wide as the output, with the same number in every "
        "feature.",
        one_feature,
    ),
    (
        "index-repeated-across",
        "Within a row the features come from the ends of different sequences: the lengths are repeated in the wrong "
        "direction.",
        repeated_wrongly,
    ),
    (
        "sorted-lengths-only",
        "The lengths are sorted, but the sequences are not: most are read at the end of another one.",
        lambda output, lengths: picked(output, lengths.sort(descending=True).values),
    ),
    (
        "last-nonzero",
        "The end is guessed from what differs from 0. Behind the end anything may stand. The end is known from "
        "lengths.",
        guessed_ends,
    ),
    (
        "difference-of-sums",
        "The output at the end is calculated as a difference of sums over what stands behind it, and with large numbers there "
        "nothing is left of it. Choose instead of calculating.",
        difference_of_sums,
    ),
    (
        "output-changed",
        "What stands in the given output behind the ends is overwritten. Look for an operation in place.",
        output_cleared,
    ),
    (
        "lengths-changed",
        "The given lengths are changed. Look for an operation in place on them, such as minus-equals.",
        lengths_counted,
    ),
    (
        "on-the-cpu",
        "The result is on the CPU wherever output is. Look at how it is made.",
        copied_to_the_cpu,
    ),
    (
        "made-from-numbers",
        "The result is made from Python numbers: no gradient reaches output, and the result is on the CPU. Look for tolist.",
        through_numbers,
    ),
    (
        "of-32-bits",
        "The result has 32 bits whatever output has.",
        lambda output, lengths: picked(output.float(), lengths),
    ),
    (
        "squeezed",
        "Where there is one sequence or one unit, a dimension of the result is lost. Look for squeeze.",
        lambda output, lengths: picked(output, lengths).squeeze(),
    ),
    (
        "view-of-output",
        "A view of output asks for its memory in order, and a transposed tensor is not.",
        lambda output, lengths: picked(output.view(-1).view(output.shape), lengths),
    ),
    (
        "wrong-sequence",
        "The ends are right, but the sequences come in reverse order.",
        lambda output, lengths: output[lengths - 1, rows(output)].flip(0),
    ),
    (
        "sorted",
        "The result is in the order of the sorted lengths. It should be in the order of the batch.",
        lambda output, lengths: output[lengths - 1, rows(output)][torch.argsort(lengths, descending=True, stable=True)],
    ),
    (
        "first-step",
        "This is the first step of every sequence. Which one is the last?",
        lambda output, lengths: output[0],
    ),
    (
        "first-length-for-all",
        "All sequences are read at the end of the first one. Each ends at its own step.",
        lambda output, lengths: output[int(lengths[0]) - 1],
    ),
    (
        "mean-over-time",
        "This is the mean of the real outputs. Only the one at the end is asked for.",
        lambda output, lengths: torch.where(
            (torch.arange(output.shape[0])[:, None] < lengths)[..., None].to(output.device), output, 0.0
        ).sum(0)
        / lengths[:, None].to(output),
    ),
    (
        "sum-over-time",
        "This is a sum over the steps. Only the output at the end is asked for.",
        lambda output, lengths: output.sum(0),
    ),
    (
        "maximum-over-time",
        "This is the greatest output over the steps. The one at the end is asked for.",
        lambda output, lengths: output.amax(0),
    ),
    (
        "step-dimension-kept",
        "The result has one dimension too many, of size 1, where the steps were. It should be (N, H).",
        lambda output, lengths: output[lengths - 1, rows(output)][None],
    ),
    (
        "detached",
        "The numbers are right, but no gradient flows back to output. Look for detach, .data, no_grad or torch.tensor.",
        lambda output, lengths: output[lengths - 1, rows(output)].detach(),
    ),
    (
        "list",
        "The result is a list of tensors. It should be one tensor (N, H).",
        lambda output, lengths: [output[length - 1, n] for n, length in enumerate(lengths.tolist())],
    ),
]


# ---------------------------------------------------------------------------------------------------- detach_state


def walk(tensor: Callable[[Tensor], Any] = torch.Tensor.detach, **others: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A right `detach_state`, except for what it does with a tensor or with one of the kinds `tuple`, `list`, `dict`, `None`."""

    def detach_state(state):
        kind = "None" if state is None else type(state).__name__
        if kind in others:
            return others[kind](state)
        if isinstance(state, Tensor):
            return tensor(state)
        if isinstance(state, dict):
            return {key: detach_state(value) for key, value in state.items()}
        return None if state is None else type(state)(detach_state(item) for item in state)

    return detach_state


def levels(count: int) -> Callable[[Any], Any]:
    """Detaches down to `count` containers, and passes on what lies deeper."""

    def at(state, left):
        if isinstance(state, Tensor):
            return state.detach()
        if state is None or left == 0:
            return state
        if isinstance(state, dict):
            return {key: at(value, left - 1) for key, value in state.items()}
        return type(state)(at(item, left - 1) for item in state)

    return lambda state: at(state, count)


def into_lists(state):
    if isinstance(state, (tuple, list)):
        return [into_lists(item) for item in state]
    return walk()(state) if not isinstance(state, dict) else {key: into_lists(value) for key, value in state.items()}


def into_tuples(state):
    if isinstance(state, (tuple, list)):
        return tuple(into_tuples(item) for item in state)
    return walk()(state) if not isinstance(state, dict) else {key: into_tuples(value) for key, value in state.items()}


def in_the_container(state):
    """Replaces the entries of the given lists and dictionaries."""
    if isinstance(state, Tensor):
        return state.detach()
    if isinstance(state, (list, dict)):
        for key in range(len(state)) if isinstance(state, list) else list(state):
            state[key] = in_the_container(state[key])
        return state
    return None if state is None else tuple(in_the_container(item) for item in state)


def marked(state):
    """Detaches, and switches the gradient of what was given off."""
    cut = state.detach()
    if state.is_leaf:
        state.requires_grad_(False)
    return cut


def only_what_is_full(state):
    """Passes empty containers on, and detaches everything else."""
    if state is None or isinstance(state, torch.Tensor):
        return None if state is None else state.detach()
    if not len(state):
        return state
    if isinstance(state, dict):
        return {key: only_what_is_full(value) for key, value in state.items()}
    return type(state)(only_what_is_full(item) for item in state)


def pair_only(state):
    h, c = state
    return h.detach(), c.detach()


def tensors_and_tuples(state):
    if isinstance(state, Tensor):
        return state.detach()
    return tuple(tensors_and_tuples(item) for item in state)


def no_dictionary(state):
    if state is None:
        return None
    if isinstance(state, Tensor):
        return state.detach()
    return type(state)(no_dictionary(item) for item in state)


def pair_or_tensor(state):
    return state.detach() if isinstance(state, Tensor) else tuple(item.detach() for item in state)


def stacked(state):
    return state.detach() if isinstance(state, Tensor) else torch.stack([item.detach() for item in state])


def first_of_a_pair(state):
    if isinstance(state, tuple) and len(state) == 2:
        return first_of_a_pair(state[0]), state[1]
    return walk(tuple=lambda s: tuple(map(first_of_a_pair, s)), list=lambda s: list(map(first_of_a_pair, s)))(state) if not isinstance(
        state, dict
    ) else {key: first_of_a_pair(value) for key, value in state.items()}


def without_none(state):
    if isinstance(state, Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {key: without_none(value) for key, value in state.items() if value is not None}
    return None if state is None else type(state)(without_none(item) for item in state if item is not None)


def false_is_none(state):
    if isinstance(state, Tensor):
        return state.detach()
    if not state:
        return None
    if isinstance(state, dict):
        return {key: false_is_none(value) for key, value in state.items()}
    return type(state)(false_is_none(item) for item in state)


def in_the_list(state):
    if isinstance(state, list):
        state[:] = [in_the_list(item) for item in state]
        return state
    if isinstance(state, dict):
        return {key: in_the_list(value) for key, value in state.items()}
    return tuple(map(in_the_list, state)) if isinstance(state, tuple) else walk()(state)


def in_the_dictionary(state):
    if isinstance(state, dict):
        for key in state:
            state[key] = in_the_dictionary(state[key])
        return state
    return type(state)(map(in_the_dictionary, state)) if isinstance(state, (tuple, list)) else walk()(state)


def kept_without_graph(state):
    if isinstance(state, (list, dict)):
        entries = state.values() if isinstance(state, dict) else state
        if all(isinstance(entry, Tensor) and not entry.requires_grad for entry in entries):
            return state
    if isinstance(state, dict):
        return {key: kept_without_graph(value) for key, value in state.items()}
    return type(state)(map(kept_without_graph, state)) if isinstance(state, (tuple, list)) else walk()(state)


DETACHES: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "nothing-cut",
        "The result is what was given: no tensor is cut from its graph.",
        lambda state: state,
    ),
    (
        "copied-but-not-cut",
        "The tensors are copied, but the copies still hang on the graph: clone is an operation like any other, and gradients "
        "flow through it.",
        walk(torch.Tensor.clone),
    ),
    (
        "given-tensors-cut",
        "The tensors that were given are cut themselves, in place: what was still to be computed from them has lost its "
        "gradient. Look for a trailing underscore.",
        walk(torch.Tensor.detach_),
    ),
    (
        "gradient-switched-off",
        "The given tensors no longer require a gradient. They have to stay as they were: look for requires_grad.",
        walk(marked),
    ),
    (
        "gradient-asked-for",
        "The tensors of the result hang on no graph, and yet they require a gradient: they are leaves of a new one. What is "
        "detached requires none, until somebody asks for it.",
        walk(lambda tensor: tensor.detach().requires_grad_(tensor.is_floating_point())),
    ),
    (
        "empty-containers-passed-on",
        "An empty list or dictionary is passed on as it is. Whoever adds to one adds to the other: make a new one, also where "
        "there is nothing to detach.",
        only_what_is_full,
    ),
    (
        "numbers-lost",
        "The tensors of the result are zeros. The next piece should start from the numbers of the state, only without its graph.",
        walk(torch.zeros_like),
    ),
    (
        "pair-only",
        "This works for a pair (h, c) and for nothing else. The table of the text lists what a state may be.",
        pair_only,
    ),
    (
        "one-level-only",
        "Containers inside a container are passed on as they are, with tensors that still hang on the graph. The entry of a "
        "container is a state again.",
        levels(1),
    ),
    (
        "two-levels-only",
        "Containers two levels deep are passed on as they are, with tensors that still hang on the graph. The entry of a "
        "container is a state again, however deep.",
        levels(2),
    ),
    (
        "all-become-lists",
        "Tuples come back as lists. The result has the same structure: a tuple stays a tuple.",
        into_lists,
    ),
    (
        "all-become-tuples",
        "Lists come back as tuples. The result has the same structure: a list stays a list.",
        into_tuples,
    ),
    (
        "given-containers-changed",
        "The entries of the given lists and dictionaries are replaced. What was given should be untouched: make new ones.",
        in_the_container,
    ),
    (
        "lists-passed-on",
        "Lists are passed on as they are. The entries of a list are states again.",
        walk(list=lambda state: state),
    ),
    (
        "dictionaries-passed-on",
        "Dictionaries are passed on as they are. The values of a dictionary are states again.",
        walk(dict=lambda state: state),
    ),
    (
        "tuples-passed-on",
        "Tuples are passed on as they are. The entries of a tuple are states again.",
        walk(tuple=lambda state: state),
    ),
    (
        "keys-of-dictionaries",
        "A dictionary is taken like a list, which yields its keys. Its values are the states.",
        no_dictionary,
    ),
    (
        "none-fails",
        "A state that is None fails. Before the first piece there is no state, and None stays None.",
        walk(**{"None": lambda state: state.detach()}),
    ),
    (
        "none-fails-as-a-container",
        "A state that is None fails, because it is taken for a container. Before the first piece there is no state, and None "
        "stays None.",
        walk(**{"None": lambda state: tuple(state)}),
    ),
    (
        "none-becomes-zeros",
        "None comes back as a tensor. Before the first piece there is no state, and None stays None.",
        walk(**{"None": lambda state: torch.zeros(1)}),
    ),
    (
        "none-left-out",
        "Entries that are None are left out of a container, so that what follows them moves up. None stays None, in its place.",
        without_none,
    ),
    (
        "empty-becomes-none",
        "An empty container comes back as None. Look for a test whether the state is true, where only None is meant.",
        false_is_none,
    ),
    (
        "given-lists-changed",
        "The entries of the given lists are replaced. What was given should be untouched: make new lists.",
        in_the_list,
    ),
    (
        "given-dictionaries-changed",
        "The values of the given dictionaries are replaced. What was given should be untouched: make new dictionaries.",
        in_the_dictionary,
    ),
    (
        "containers-passed-on-without-graph",
        "A container whose tensors hang on no graph is passed on itself. The result has new containers in every case.",
        kept_without_graph,
    ),
    (
        "leaves-passed-on",
        "A tensor that is a leaf is passed on itself. A learned initial state is a leaf, and would get a gradient from the "
        "next piece.",
        walk(lambda tensor: tensor if tensor.is_leaf else tensor.detach()),
    ),
    (
        "of-32-bits",
        "The tensors of the result have 32 bits whatever they had. Look for torch.tensor or tolist: the numbers need no detour.",
        walk(lambda tensor: torch.tensor(tensor.tolist())),
    ),
    (
        "made-from-numbers",
        "The tensors of the result are made from numbers, so that they end up on the CPU. Look for numpy or tolist: the "
        "numbers need no detour.",
        walk(lambda tensor: torch.tensor(tensor.detach().cpu().numpy())),
    ),
    (
        "pair-or-tensor",
        "This works for a tensor and for a tuple of tensors, and for nothing else. The table of the text lists what a state "
        "may be.",
        pair_or_tensor,
    ),
    (
        "stacked",
        "The entries of a container come back as one tensor. The result has the same structure as the state.",
        stacked,
    ),
    (
        "first-of-a-pair-only",
        "Of a pair only the first tensor is cut from its graph. c hangs on it as well as h.",
        first_of_a_pair,
    ),
    (
        "tensors-and-tuples-only",
        "Every container comes back as a tuple, and None fails. The table of the text has four rows: handle each of them.",
        tensors_and_tuples,
    ),
]


MISCONCEPTIONS: list[Misconception] = [
    Misconception(exercise, id, text, version)
    for exercise, entries in (
        ("pad", PADS),
        ("length_mask", MASKS),
        ("masked_unroll", UNROLLS),
        ("last_output", LASTS),
        ("detach_state", DETACHES),
    )
    for id, text, version in entries
]
