"""The course room: from solutions to exercises, from submissions to a gradebook.

This is the outermost room and the only one that knows nbgrader, Jupyter and Dask. `release` writes what students get,
`grading` what instructors get; `nbgrader_config.py` in the course's root makes stock nbgrader commands and the
formgrader go the same way.
"""
