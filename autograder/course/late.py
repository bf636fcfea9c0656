"""Points off for work that came late."""

from __future__ import annotations

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float

DAY = 24 * 60 * 60


class LatePerDay(LateSubmissionPlugin):
    """So many points off for each day that has begun since the assignment was due; never more than were earned."""

    points = Float(0.0, min=0.0, help="Points off for each day.").tag(config=True)
    grace = Float(0.0, min=0.0, help="Minutes after the due date that cost nothing.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """The points to take off; None where it is nothing."""
        if total_seconds_late <= 60 * self.grace:
            return None
        return min(self.points * math.ceil(total_seconds_late / DAY), score) or None
