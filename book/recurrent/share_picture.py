"""The picture that is shown where somebody shares a page: the book's title over the LSTM cell.

``python -m recurrent.share_picture`` writes ``book/_static/share.png``; ``book/_ext/sharing.py`` names it in every page.
"""
from __future__ import annotations

from pathlib import Path

import yaml
from matplotlib.figure import Figure

from recurrent.diagrams import lstm_cell
from recurrent.plots import colour, use_style

BOOK = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT, DPI = 1200, 630, 160  # pixels: the shape that messengers ask for


def share_picture(title: str) -> Figure:
    """The title, and the cell below it, on white."""
    use_style()
    figure = lstm_cell()
    figure.set_layout_engine("none")
    figure.set_size_inches(WIDTH / DPI, HEIGHT / DPI)
    figure.axes[0].set_position((0.12, 0.05, 0.76, 0.7))
    figure.text(0.5, 0.86, title, ha="center", va="center", fontsize=24, color=colour("ink"))
    return figure


def main() -> None:
    title = yaml.safe_load((BOOK.parent / "_config.yml").read_text(encoding="utf-8"))["title"]
    figure = share_picture(title)
    figure.savefig(BOOK / "_static" / "share.png", dpi=DPI, facecolor="white", transparent=False, metadata={"Software": None})


if __name__ == "__main__":
    main()
