"""The claims ledger: what the sources say beside what this build measured."""
from __future__ import annotations

from dataclasses import dataclass
from html import escape

HOLDS, CONDITION, FAILS = "holds", "holds with a condition", "does not hold here"
VERDICTS = {HOLDS: "verdict-holds", CONDITION: "verdict-condition", FAILS: "verdict-fails"}


@dataclass(frozen=True)
class Claim:
    """One row.

    Attributes:
        id: the claim's name in this course, such as ``L1``.
        claim: what is said.
        source: who says it.
        published: the source's own number, or why there is none.
        measured: this build's number, with its interval.
        verdict: one of ``HOLDS``, ``CONDITION``, ``FAILS``.
        because: the condition, or what happened instead.
    """

    id: str
    claim: str
    source: str
    published: str
    measured: str
    verdict: str
    because: str

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"verdict must be one of {sorted(VERDICTS)}, got {self.verdict!r}")


class Ledger:
    """A table of claims that a notebook shows as HTML, one row with ``id="claim-…"`` each."""

    HEADINGS = ("Claim", "Source", "Their number", "This build", "Verdict")

    def __init__(self, *claims: Claim) -> None:
        self.claims = claims

    def _row(self, claim: Claim) -> str:
        verdict = f'<strong class="{VERDICTS[claim.verdict]}">{escape(claim.verdict)}</strong>. {escape(claim.because)}'
        texts = (f"<strong>{escape(claim.id)}</strong> {escape(claim.claim)}", *map(escape, (claim.source, claim.published, claim.measured)), verdict)
        cells = "".join(f'<td data-label="{heading}">{text}</td>' for heading, text in zip(self.HEADINGS, texts))
        return f'<tr id="claim-{escape(claim.id)}">{cells}</tr>'

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{heading}</th>' for heading in self.HEADINGS)
        rows = "".join(self._row(claim) for claim in self.claims)
        return f'<table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
