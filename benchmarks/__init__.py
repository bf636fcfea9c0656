"""Measurements of the course's tools: each one command, `python -m benchmarks.<name>`, which writes its table beside it."""
