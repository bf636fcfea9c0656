"""A crowd of encoder-decoders that write what a word sounds like, with attention and without (Bahdanau et al. 2015).

Members of one seed start from the same weights. They differ in the context that the decoder is given at a step:
``"attention"``: a weighted mean of the encoder's states, with weights made anew in every step; ``"mean"``: their plain
mean; ``"final"``: the last state of either direction. Tensors carry the members first or after time, ``(S, N, …)``.
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from recurrent import scan
from recurrent.ensemble import seeded
from recurrent.spelling import BOS, EOS, LETTERS, PAD, Batch

KINDS = ("attention", "mean", "final")
State = tuple[Tensor, Tensor]


@dataclass
class Memory:
    """What the encoder hands over.

    Attributes:
        states: all its states, ``(S, N, T, H)``.
        keys: their keys, for the A members with attention, ``(A, N, T, H / 2)``.
        padding: ``(S, N, T)``, true past a word's end.
        fixed: the context of the members that do not look, ``(S - A, N, H)``.
    """

    states: Tensor
    keys: Tensor
    padding: Tensor
    fixed: Tensor


class Transducers(nn.Module):
    """BiLSTM encoder and LSTM decoder for each kind and seed, members in the order of the kinds.

    Args:
        kinds: some of ``KINDS``; ``"attention"`` first if it is there.
        seeds: they decide the weights.
        hidden_size: H, of the decoder; each direction of the encoder has half of it.
    """

    def __init__(self, kinds: Sequence[str], seeds: Sequence[int], hidden_size: int, embedding_dim: int = 16) -> None:
        super().__init__()
        if not set(kinds) <= set(KINDS) or "attention" in kinds[1:]:
            raise ValueError(f"kinds must be some of {KINDS} with attention first, got {kinds}")
        self.kinds, self.seeds, self.hidden_size = tuple(kinds), len(seeds), hidden_size
        self.attending = self.seeds * ("attention" in kinds)
        H, E = hidden_size, embedding_dim
        one_way = {"weight_x": (E, 2 * H), "weight_h": (2 * H, H // 2), "bias": (1, 2 * H)}
        sizes = {f"{name}_{way}": shape for way in ("forward", "backward") for name, shape in one_way.items()}
        sizes |= {"bridge": (H, H), "key": (H, H // 2), "query": (H, H // 2), "score": (H // 2, 1)}
        sizes |= {"token": (E, 4 * H), "context": (H, 4 * H), "state": (H, 4 * H), "bias": (1, 4 * H)}
        sizes |= {"output": (2 * H, EOS + 1), "output_bias": (1, EOS + 1)}
        self.weights = nn.ParameterDict(seeded(sizes, seeds, len(kinds), 1 / math.sqrt(H)))
        tables = {"letters": (len(LETTERS), E), "phonemes": (BOS + 1, E)}
        self.weights.update(seeded(tables, seeds, len(kinds), 1.0))

    def _looked_up(self, table: str, rows: Tensor) -> Tensor:
        """``(…, S, N)`` numbers to ``(…, S, N, E)``."""
        found = self.weights[table]
        shift = len(found[0]) * torch.arange(len(found)).unsqueeze(-1)
        return F.embedding(rows.clamp(min=0) + shift, found.flatten(0, 1))

    def encode(self, words: Batch) -> tuple[Memory, State]:
        """Both directions over the letters; the decoder starts from their last states."""
        w, (T, S, N) = self.weights, words.letters.shape
        place = torch.arange(T).view(-1, 1, 1)
        padding = place >= words.lengths
        turned = torch.where(padding, place, words.lengths - 1 - place)  # its own inverse
        x = self._looked_up("letters", words.letters)
        ways = torch.cat([x, x.gather(0, turned.unsqueeze(-1).expand_as(x))], dim=1)  # (T, 2S, N, E)
        joined = [torch.cat([w[f"{name}_forward"], w[f"{name}_backward"]]) for name in ("weight_x", "weight_h", "bias")]
        inputs = torch.baddbmm(joined[2], ways.transpose(0, 1).flatten(1, 2), joined[0]).unflatten(1, (T, N)).transpose(0, 1)
        states = scan.lstm(inputs.contiguous(), joined[1])  # (T, 2S, N, H / 2)
        last = (words.lengths - 1).repeat(2, 1)[None, :, :, None].expand(1, -1, -1, states.shape[-1])
        final = torch.cat(states.gather(0, last)[0].chunk(2), dim=-1)  # (S, N, H)
        ahead, back = states.chunk(2, dim=1)
        back = back.gather(0, turned.unsqueeze(-1).expand_as(back))
        memory = torch.cat([ahead, back], dim=-1).permute(1, 2, 0, 3)  # (S, N, T, H)
        hidden = padding.permute(1, 2, 0)
        A = self.attending
        keys = torch.bmm(memory[:A].flatten(1, 2), w["key"][:A]).unflatten(1, (N, T))
        fixed = []
        for k, kind in enumerate(self.kinds):
            rows = slice(k * self.seeds, (k + 1) * self.seeds)
            if kind == "final":
                fixed.append(final[rows])
            elif kind == "mean":
                fixed.append(memory[rows].masked_fill(hidden[rows].unsqueeze(-1), 0).sum(2) / words.lengths[rows].unsqueeze(-1))
        h = torch.tanh(torch.bmm(final, w["bridge"]))
        return Memory(memory, keys, hidden, torch.cat(fixed) if fixed else final[:0]), (h, torch.zeros_like(h))

    def look(self, h: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        """Every member's context ``(S, N, H)``, and the weights ``(A, N, T)`` of those with attention."""
        w, A = self.weights, self.attending
        if not A:
            return memory.fixed, h.new_zeros(0, *memory.padding.shape[1:])
        asked = torch.bmm(h[:A], w["query"][:A]).unsqueeze(2)
        scores = torch.bmm(torch.tanh(memory.keys + asked).flatten(1, 2), w["score"][:A]).view(memory.keys.shape[:3])
        weights = scores.masked_fill(memory.padding[:A], -math.inf).softmax(-1)
        context = torch.matmul(weights.unsqueeze(2), memory.states[:A]).squeeze(2)
        return torch.cat([context, memory.fixed]), weights

    def step(self, from_token: Tensor, state: State, memory: Memory) -> tuple[Tensor, State, Tensor]:
        """One step: what the output reads ``(S, N, 2H)``, the new state, the weights."""
        h, c = state
        context, weights = self.look(h, memory)
        z = torch.baddbmm(torch.baddbmm(from_token, context, self.weights["context"]), h, self.weights["state"])
        i, f, g, o = z.chunk(4, dim=-1)
        c = torch.addcmul(i.sigmoid() * g.tanh(), f.sigmoid(), c)
        h = o.sigmoid() * c.tanh()
        return torch.cat([h, context], dim=-1), (h, c), weights

    def from_tokens(self, tokens: Tensor) -> Tensor:
        """What the phonemes written before, ``(U, S, N)``, contribute to the gates: ``(U, S, N, 4H)``."""
        U, _, N = tokens.shape
        x = self._looked_up("phonemes", tokens).transpose(0, 1).flatten(1, 2)
        return torch.baddbmm(self.weights["bias"], x, self.weights["token"]).unflatten(1, (U, N)).transpose(0, 1)

    def forward(self, words: Batch) -> Tensor:
        """Logits ``(U, S, N, V)`` of every phoneme, given the right ones before it (teacher forcing)."""
        memory, state = self.encode(words)
        before = torch.cat([torch.full_like(words.phonemes[:1], BOS), words.phonemes[:-1]])
        read = []
        for from_token in self.from_tokens(before):
            seen, state, _ = self.step(from_token, state, memory)
            read.append(seen)
        logits = self.logits(torch.cat(read, dim=1))  # (S, U N, V)
        return logits.unflatten(1, (len(read), -1)).transpose(0, 1)

    def logits(self, read: Tensor) -> Tensor:
        """Scores of all phonemes and of the end: ``(S, N, 2H)`` to ``(S, N, V)``."""
        return torch.baddbmm(self.weights["output_bias"], read, self.weights["output"])

    @torch.no_grad()
    def write(self, words: Batch, longest: int = 24) -> tuple[list[list[list[int]]], Tensor]:
        """Greedy decoding: for every member and word its phonemes, and the weights ``(U, A, N, T)`` while they were written."""
        memory, state = self.encode(words)
        token = torch.full_like(words.lengths, BOS)
        written, seen = [], []
        for _ in range(longest):
            read, state, weights = self.step(self.from_tokens(token.unsqueeze(0))[0], state, memory)
            token = self.logits(read).argmax(-1)
            written.append(token)
            seen.append(weights)
            if (torch.stack(written) == EOS).any(0).all():
                break
        rows = torch.stack(written).permute(1, 2, 0).tolist()
        return [[row[: row.index(EOS)] if EOS in row else row for row in member] for member in rows], torch.stack(seen)


def losses(model: Transducers, words: Batch) -> Tensor:
    """Every member's mean cross-entropy over the real phonemes and the end, ``(S,)``."""
    logits = model(words)
    each = F.cross_entropy(logits.flatten(0, 2), words.phonemes.flatten(), ignore_index=PAD, reduction="none").view(words.phonemes.shape)
    return each.sum((0, 2)) / (words.phonemes != PAD).sum((0, 2))


