"""The course room: from solutions to exercises, from submissions to a gradebook.

This is the outermost room and the only one that knows nbgrader, Jupyter and Dask. `release` writes what students get,
`grading` what instructors get; `nbgrader_config.py` in the course's root makes stock nbgrader commands and the
formgrader go the same way.
"""

from __future__ import annotations

import contextlib
import sys

# jsonschema, which nbformat asks for, builds a grammar of web addresses as it is imported: two seconds of every start, for
# a check that nobody here makes. Where that module is missing it does without.
if not {"jsonschema", "rfc3987_syntax"} & sys.modules.keys():
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    with contextlib.suppress(ImportError):
        import jsonschema  # noqa: F401
    del sys.modules["rfc3987_syntax"]
