"""Starts a scheduler here and workers through Slurm, as many as there is work for, until it is stopped.

    pip install dask-jobqueue
    python cluster.py 20

Says the address that `autograder grade --scheduler` takes.
"""

from __future__ import annotations

import signal
import sys

from dask_jobqueue import SLURMCluster
from distributed.security import Security


def main(most: int) -> None:
    """Keep between none and `most` workers."""
    # Where the certificates are stands in Dask's configuration: deploy/tls/dask.yaml.
    with SLURMCluster(protocol="tls://", security=Security(), scheduler_options={"dashboard": False}) as cluster:
        cluster.adapt(minimum=0, maximum=most)
        print(cluster.scheduler_address, flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main(int(sys.argv[1]))
