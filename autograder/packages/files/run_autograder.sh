#!/bin/bash
# Gradescope runs this for each submission, as root. What it does stands in checker/autograder/packages/gradescope_run.py.
export AUTOGRADER_ROOT="${AUTOGRADER_ROOT:-/autograder}"
export PYTHONPATH="$AUTOGRADER_ROOT/source/checker" PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
exec "${AUTOGRADER_PYTHON:-/opt/autograder/bin/python}" -P -m autograder.packages.gradescope_run
