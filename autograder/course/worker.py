"""What a worker of this machine begins with: `cluster.local` has it imported once, by the process that all of them are forks of."""

from __future__ import annotations

import gc
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that has started the cluster
gc.disable()  # what is imported stays: searching it for garbage takes a fifth of the time

import autograder.course.batch  # noqa: E402, F401
import autograder.sandbox.examination  # noqa: E402, F401
import distributed  # noqa: E402, F401
from autograder.sandbox import shapes  # noqa: E402

shapes.quicken()  # else the first question about shapes to the reference imports torch's compiler
gc.freeze()
gc.enable()
