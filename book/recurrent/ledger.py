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


class Support:
    """Whether the numbers of this build are of the kind that the text was written for; a notebook shows the answer.

    Args:
        holds: by a claim's id, whether its paragraphs fit its numbers.
    """

    def __init__(self, **holds: bool) -> None:
        self.unsupported = [claim for claim, fits in holds.items() if not fits]

    def _repr_html_(self) -> str:
        if not self.unsupported:
            return "<p>The numbers of this build are of that kind.</p>"
        claims = ", ".join(map(escape, self.unsupported))
        return (
            '<div class="admonition warning unsupported"><p class="admonition-title">Numbers that the text does not fit</p>'
            f"<p>On the machine that built this page the measurements behind {claims} came out otherwise than on ours. "
            "Believe the numbers, not the words around them.</p></div>"
        )
