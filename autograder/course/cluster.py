"""Dask: work for many processes, here or elsewhere, of which no more than a few pieces a worker are under way at a time."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

UNDER_WAY = 3  # pieces of work a thread of a worker: one that runs, and the next ones already there
LOOK_AGAIN = 5.0  # seconds after which to count the workers once more
CONNECT = "30s"


class Gone(RuntimeError):
    """The cluster cannot be reached, or ended in the middle of a run."""


def spread(
    client: Any,
    function: Callable[..., Any],
    calls: Iterable[tuple[Hashable, tuple[Any, ...]]],
    gpu: bool = False,
    say: Callable[[str], None] = print,
) -> Iterator[tuple[Any, Any]]:
    """The answer to each call as it comes, or the exception that it ended with.

    A call whose worker dies is made again on another; one that takes several workers with it ends with `KilledWorker`.
    Memory does not grow with the number of calls: they are drawn as workers get free, and answers are let go at once.

    Args:
        client: a Dask client.
        function: what to call.
        calls: a name and the arguments of each.
        gpu: whether only workers that announce the resource `GPU` will do.
        say: told when there is nobody to do the work.

    Raises:
        Gone: the scheduler is no longer there.
    """
    from distributed import as_completed

    options: dict[str, Any] = {"pure": False, "resources": {"GPU": 1}} if gpu else {"pure": False}
    waiting = iter(calls)
    under_way: dict[Any, Hashable] = {}
    completed = as_completed(loop=client.loop, with_results=False)
    counted, threads = 0.0, 0

    def fill() -> None:
        nonlocal counted, threads
        if time.monotonic() - counted > LOOK_AGAIN or not threads:
            found = sum(worker["nthreads"] for worker in workers(client, gpu))
            if not found and counted == 0.0:
                say(f"no worker{' with a GPU' * gpu} at {client.scheduler.address} yet: waiting for one")
            counted, threads = time.monotonic(), found
        while len(under_way) < UNDER_WAY * max(1, threads) and (call := next(waiting, None)) is not None:
            name, arguments = call
            future = client.submit(function, *arguments, **options)
            under_way[future] = name
            completed.add(future)

    try:
        fill()
        for future in completed:
            name = under_way.pop(future)
            answer = _answer(client, future)
            future.release()
            del future
            fill()
            yield name, answer
    finally:
        with contextlib.suppress(Exception):
            client.cancel(list(under_way), force=True)


def _answer(client: Any, future: Any) -> Any:
    """What a finished call gave."""
    if future.status == "finished":
        try:
            return future.result(timeout=600)
        except Exception as error:  # noqa: BLE001 - whoever asked decides what it means
            if client.status == "running":
                return error
        except asyncio.CancelledError:
            pass
    elif future.status == "error":
        return future.exception()
    raise Gone(f"the cluster at {client.scheduler.address if client.scheduler else '?'} is gone; what was finished is kept")


def said(error: BaseException) -> str:
    """An exception in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]


def workers(client: Any, gpu: bool = False) -> list[dict[str, Any]]:
    """What the scheduler knows of each worker; of those with a GPU where that is asked."""
    try:
        found = client.scheduler_info(n_workers=-1)["workers"].values()
    except OSError as error:
        raise Gone(f"the cluster is gone; what was finished is kept ({said(error)})") from None
    return [worker for worker in found if not gpu or worker.get("resources", {}).get("GPU", 0) >= 1]


def worker_name() -> str:
    """This worker's name and address."""
    from distributed import get_worker

    worker = get_worker()
    return str(worker.name) if str(worker.name) == worker.address else f"{worker.name} at {worker.address}"


def everywhere(client: Any, function: Callable[..., None], *arguments: Any) -> None:
    """Call a function on each worker, in between what it is doing; a worker that does not answer at once is left alone."""
    with contextlib.suppress(Exception):
        client.sync(client._run, function, *arguments, on_error="ignore", callback_timeout=1.5)


@contextlib.contextmanager
def at(address: str) -> Iterator[Any]:
    """A client of a running cluster. Its TLS files, where it has some, come from Dask's own configuration.

    Raises:
        Gone: nobody answers there.
    """
    from distributed import Client

    try:
        client = Client(address, set_as_default=False, timeout=CONNECT)
    except (OSError, ValueError, RuntimeError, TypeError) as error:  # the last one for want of certificates
        raise Gone(f"there is no Dask scheduler at {address}: {said(error)}") from None
    try:
        yield client
    finally:
        client.close(timeout=1)


def has_gpu(address: str) -> bool:
    """Whether a worker of the cluster at `address` announces a GPU."""
    with at(address) as client:
        return bool(workers(client, gpu=True))


@contextlib.contextmanager
def local(jobs: int, gpu: bool = False) -> Iterator[Any]:
    """A client of a cluster of this machine, which ends with the context, and at once.

    It speaks TLS with keys of its own: on a machine with several users nobody else reaches the scheduler.
    """
    import dask
    from distributed import Client, LocalCluster
    from distributed.utils import get_mp_context

    settings = {"distributed.worker.daemon": False, "distributed.admin.tick.limit": "60s", "distributed.worker.profile.enabled": False,
                "distributed.worker.multiprocessing-method": "forkserver"}  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="autograder-") as scratch, dask.config.set(settings):
        get_mp_context().set_forkserver_preload([f"{__package__}.worker"])  # after Dask has named its own
        cluster = LocalCluster(
            n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0,
            resources={"GPU": 1} if gpu else None, silence_logs=50, host="tls://127.0.0.1", security=True,
            local_directory=scratch, env={"TMPDIR": scratch},
        )  # fmt: skip
        try:
            with Client(cluster, set_as_default=False) as client:
                yield client
        finally:
            _kill(cluster)  # every answer is here, or nobody waits for it any more
            with contextlib.suppress(Exception):
                cluster.close(timeout=2)


def _kill(cluster: Any) -> None:
    """End the workers and all that they have started, without asking."""
    import psutil

    for nanny in cluster.workers.values():
        nanny.auto_restart = False
        if nanny.pid is None:
            continue
        with contextlib.suppress(psutil.Error):
            worker = psutil.Process(nanny.pid)
            for process in (worker, *worker.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    process.kill()
