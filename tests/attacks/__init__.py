"""A corpus of attacks on the grader, one module a threat, and of honest submissions that look odd."""
