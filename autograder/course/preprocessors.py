"""Our one step in nbgrader's release."""

from __future__ import annotations

from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor


class AddAnswers(NbGraderPreprocessor):
    """Puts the recorded answers of the public cases beside the student's notebook, where `check` looks for them."""

    def preprocess(self, nb, resources):
        """`nb` unchanged, and the record among the files to write."""
        import torch
        from autograder.judge import RECORD, record

        outputs = dict(resources.get("outputs") or {})
        root = Path(self.parent.parent.coursedir.root)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)  # wrong versions may start at random where the right one has nothing to start
            outputs[RECORD] = record(resources["nbgrader"]["assignment"], root)
        resources["outputs"] = outputs
        return nb, resources
