"""All attacks by threat, and the honest submissions."""

from __future__ import annotations

from . import deceiving, escaping, exhausting, persisting, reading, routes, scoring, writing
from .attack import ASSIGNMENT, FULL, POINTS, Attack
from .honest import HONEST

THREATS = {
    "scoring": [*scoring.ATTACKS, *routes.ATTACKS],
    "reading": reading.ATTACKS,
    "writing": writing.ATTACKS,
    "escaping": escaping.ATTACKS,
    "exhausting": exhausting.ATTACKS,
    "persisting": persisting.ATTACKS,
    "deceiving": deceiving.ATTACKS,
}
ALL = [(threat, attack) for threat, attacks in THREATS.items() for attack in attacks] + [("honest", attack) for attack in HONEST]

__all__ = ["ALL", "ASSIGNMENT", "FULL", "HONEST", "POINTS", "THREATS", "Attack"]
