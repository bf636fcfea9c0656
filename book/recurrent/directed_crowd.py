"""Many readers at once, in whatever directions: a crowd like ``crowd.Crowd``, for taggers and for padded sequences.

A backward reader must not start in the padding. Here the LSTM itself sees to that: where there is no word its input
gate is shut, and a state that starts at zero stays exactly zero until the last word comes.
"""
from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent import scan
from recurrent.both_ways import DirectedReader, merge

GATES = tuple(f"lstm.{name}_l0" for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
SHUT = -1e4  # a gate's input at which its sigmoid is exactly 0 in single and in double precision


class DirectedCrowd(nn.Module):
    """M readers with the same sizes, in whatever directions, trained side by side.

    Args:
        members: their weights are copied; all have a hidden layer in the read-out or none has.

    Inputs:
        tokens ``(T, M, N)`` and lengths ``(M, N)``.
        chunk, lookahead: backward readers start anew for every ``chunk`` steps, ``lookahead`` steps behind its end; by
        default they read the whole sequence.
        ask: ``"tags"`` for logits at every step; ``"final"`` for one answer from the last state of each direction;
        ``"last"`` for one from both directions' outputs at the last word, where a backward reader has just begun.

    Outputs:
        logits ``(T, M, N, classes)``, or ``(M, N, classes)``.
    """

    def __init__(self, members: Sequence[DirectedReader]) -> None:
        super().__init__()
        self._patterns = [copy.deepcopy(member).requires_grad_(False) for member in members]
        self._ahead = [k for k, member in enumerate(members) if member.reads != "backward"]
        self._back = [k for k, member in enumerate(members) if member.reads != "forward"]
        first = "output" if members[0].inner is None else "inner"  # what reads the states
        self._read_out = ("output",) if first == "output" else ("inner", "output")
        width = max(member.get_submodule(first).in_features for member in members)
        self.size = len(members)
        rows: dict[str, list[Tensor]] = {}
        for member in members:
            mine = dict(member.named_parameters())
            mine[f"{first}.weight"] = F.pad(mine[f"{first}.weight"], (0, width - mine[f"{first}.weight"].shape[1]))
            for name in ("embedding.weight", *(f"{layer}.{part}" for layer in self._read_out for part in ("weight", "bias"))):
                rows.setdefault(name, []).append(mine[name])
            for name in GATES:  # a direction in which a member does not read keeps a row that nothing uses
                unused = torch.zeros_like(mine[name])
                rows.setdefault(name, []).append(unused if member.reads == "backward" else mine[name])
                reverse = {"forward": unused, "backward": mine[name], "both": mine.get(f"{name}_reverse")}[member.reads]
                rows.setdefault(f"{name}_reverse", []).append(reverse)
        if not self._back:
            rows = {name: found for name, found in rows.items() if not name.endswith("_reverse")}
        self.weights = nn.ParameterDict({name.replace(".", "/"): nn.Parameter(torch.stack(found).detach()) for name, found in rows.items()})

    def parameters(self, recurse: bool = True) -> Iterator[nn.Parameter]:
        """The stacked weights, ``(M, …)`` each."""
        return self.weights.parameters()

    def weight(self, name: str) -> Tensor:
        """All members' parameter of this name, ``(M, …)``."""
        return self.weights[name.replace(".", "/")]

    def gates(self, name: str) -> Tensor:
        """A parameter of the LSTMs: one row for each forward reader, then one for each backward reader."""
        rows = self.weight(f"lstm.{name}_l0")[self._ahead]
        return torch.cat([rows, self.weight(f"lstm.{name}_l0_reverse")[self._back]]) if self._back else rows

    def member(self, k: int) -> DirectedReader:
        """Member ``k`` as a network of its own, with a copy of its weights."""
        alone = copy.deepcopy(self._patterns[k])
        with torch.no_grad():
            for name, parameter in alone.named_parameters():
                row = self.weight(f"{name}_reverse" if alone.reads == "backward" and name in GATES else name)[k]
                parameter.copy_(row[..., : parameter.shape[-1]])
        return alone.requires_grad_(True)

    def states(self, tokens: Tensor, lengths: Tensor, chunk: int | None = None, lookahead: int = 0) -> tuple[Tensor, Tensor]:
        """The outputs of all forward and of all backward readers, ``(T, readers, N, H)`` each."""
        steps, count = len(tokens), len(self._ahead)
        table = self.weight("embedding.weight")
        x = F.embedding(tokens + table.shape[1] * torch.arange(len(table)).unsqueeze(-1), table.flatten(0, 1))  # (T, M, N, D)
        x = x[:, self._ahead + self._back].transpose(0, 1).flatten(1, 2)  # (R, T N, D)
        bias = (self.gates("bias_ih") + self.gates("bias_hh")).unsqueeze(1)
        z = torch.baddbmm(bias, x, self.gates("weight_ih").mT).unflatten(1, (steps, -1)).transpose(0, 1)  # (T, R, N, 4H)
        recurrent = self.gates("weight_hh")
        size = recurrent.shape[-1]
        empty = torch.arange(steps).view(-1, 1, 1) >= lengths[self._back]  # (T, backward readers, N)
        late = shut(z[:, count:], empty)
        if chunk is None and count and self._back:
            both = scan.lstm(torch.cat([z[:, :count], late.flip(0)], dim=1).contiguous(), recurrent)
            return both[:, :count], both[:, count:].flip(0)
        ahead = scan.lstm(z[:, :count].contiguous(), recurrent[:count]) if count else z.new_zeros(steps, 0, z.shape[2], size)
        if not self._back:
            return ahead, ahead[:, :0]
        return ahead, in_chunks(late, recurrent[count:], chunk or steps, lookahead)

    def forward(self, tokens: Tensor, lengths: Tensor, ask: str = "tags", chunk: int | None = None, lookahead: int = 0) -> Tensor:
        ahead, back = self.states(tokens, lengths, chunk, lookahead)
        if ask != "tags":
            ahead = at(ahead, lengths[self._ahead] - 1)
            back = at(back, lengths[self._back] - 1) if ask == "last" else back[:1]
        width = self.weight(f"{self._read_out[0]}.weight").shape[-1]
        features = []
        for k, pattern in enumerate(self._patterns):
            parts = [states[:, among.index(k)] for states, among in ((ahead, self._ahead), (back, self._back)) if k in among]
            joined = merge(*parts, pattern.mode) if len(parts) == 2 else parts[0]
            features.append(F.pad(joined, (0, width - joined.shape[-1])))
        found = torch.stack(features, dim=1)  # (T or 1, M, N, width)
        read = found.transpose(0, 1).flatten(1, 2)
        for layer in self._read_out:
            read = read if layer == self._read_out[0] else read.relu()
            read = torch.baddbmm(self.weight(f"{layer}.bias").unsqueeze(1), read, self.weight(f"{layer}.weight").mT)
        logits = read.unflatten(1, (len(found), -1)).transpose(0, 1)
        return logits if ask == "tags" else logits[0]


def at(states: Tensor, index: Tensor) -> Tensor:
    """``states (T, R, N, H)`` at the step ``index (R, N)`` of each sequence: ``(1, R, N, H)``."""
    return states.gather(0, index[None, :, :, None].expand(1, *states.shape[1:]))


def shut(z: Tensor, empty: Tensor) -> Tensor:
    """The inputs of the gates ``(T, R, N, 4H)`` with the input gate shut where ``empty (T, R, N)``."""
    size = z.shape[-1] // 4
    return torch.cat([z[..., :size].masked_fill(empty.unsqueeze(-1), SHUT), z[..., size:]], dim=-1)


def in_chunks(z: Tensor, recurrent: Tensor, chunk: int, lookahead: int) -> Tensor:
    """Backward readers over the gates' inputs ``(T, R, N, 4H)``, started at zero ``lookahead`` steps behind each chunk: ``(T, R, N, H)``."""
    steps, readers, size, _ = z.shape
    count = -(-steps // chunk)
    missing = count * chunk + lookahead - steps
    behind = z.new_zeros(missing, *z.shape[1:])
    behind[..., : z.shape[-1] // 4] = SHUT
    windows = torch.cat([z, behind]).unfold(0, chunk + lookahead, chunk)  # (chunks, R, N, 4H, window)
    windows = windows.permute(4, 1, 0, 2, 3).flatten(2, 3).flip(0)  # (window, R, chunks N, 4H), last step first
    states = scan.lstm(windows.contiguous(), recurrent).flip(0)[:chunk]
    return states.unflatten(2, (count, size)).permute(2, 0, 1, 3, 4).flatten(0, 1)[:steps]
