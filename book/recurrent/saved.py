"""How much a graph keeps for its way back, counted exactly: the bytes of the tensors that autograd has saved."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from torch import Tensor
from torch.autograd.graph import saved_tensors_hooks


class _Kept:
    """A saved tensor; the meter hears when the graph drops it."""

    def __init__(self, tensor: Tensor, meter: SavedBytes) -> None:
        self.tensor, self.meter = tensor.detach(), meter  # with its graph, a saved output would keep itself alive
        meter._add(tensor.untyped_storage())

    def __del__(self) -> None:
        self.meter._remove(self.tensor.untyped_storage())


class SavedBytes(saved_tensors_hooks):
    """Counts what is saved for backward while the context lasts; memory that several tensors share counts once.

    Args:
        given: tensors that are there anyway, such as parameters; they do not count.

    Attributes:
        live: bytes kept by graphs that still exist.
        peak: the most that ``live`` has been.

    Example:
        >>> with SavedBytes(lstm.parameters()) as saved:
        ...     loss = lstm(x)[0].sum()
        >>> saved.live
    """

    def __init__(self, given: Iterable[Tensor] = ()) -> None:
        self.live = self.peak = 0
        self._given = {tensor.untyped_storage().data_ptr() for tensor in given}
        self._owners: Counter[int] = Counter()
        super().__init__(lambda tensor: _Kept(tensor, self), lambda kept: kept.tensor)

    def __enter__(self) -> SavedBytes:
        super().__enter__()
        return self

    def _add(self, storage: object) -> None:
        place = storage.data_ptr()
        self._owners[place] += 1
        if self._owners[place] == 1 and place not in self._given:
            self.live += storage.nbytes()
            self.peak = max(self.peak, self.live)

    def _remove(self, storage: object) -> None:
        place = storage.data_ptr()
        self._owners[place] -= 1
        if self._owners[place] == 0 and place not in self._given:
            self.live -= storage.nbytes()
