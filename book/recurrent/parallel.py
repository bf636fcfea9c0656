"""Experiments side by side on the machine's processors, each in a process of its own with one thread."""
from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

import torch

Result = TypeVar("Result")


def side_by_side(jobs: Mapping[str, Callable[[], Result]], processes: int = 2) -> dict[str, Result]:
    """The result of every job, by its name; jobs must be picklable and start in the order given.

    Every job seeds its own generators, so where it runs changes nothing.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        futures = {name: pool.submit(job) for name, job in jobs.items()}
        return {name: future.result() for name, future in futures.items()}
