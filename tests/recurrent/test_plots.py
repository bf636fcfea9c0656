"""The palette: equal in figures and text, readable on both grounds, apart for colour-blind readers."""
from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import matplotlib
import numpy as np
import pytest

matplotlib.use("agg")

from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from recurrent import plots  # noqa: E402
from recurrent.diagrams import lstm_cell  # noqa: E402
from recurrent.intervals import Interval  # noqa: E402
from recurrent.plots import PALETTE, colour  # noqa: E402
from recurrent.structure_diagrams import clockwork, scan_rounds  # noqa: E402
from recurrent.variant_diagrams import coupled_cell, depth_gate, grid_block, gru_cell, peephole_cell  # noqa: E402

CSS = Path(__file__).parents[2] / "book" / "_static" / "course.css"
GATES = "ifgoc"
GROUNDS = ("#ffffff", "#14181e")  # sphinx-book-theme's page, light and dark

# Machado, Oliveira & Fernandes 2009, full severity, for linear RGB.
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}


@pytest.fixture(autouse=True)
def closed_figures() -> None:
    yield
    plt.close("all")


def linear(hexa: str) -> np.ndarray:
    value = np.array([int(hexa[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
    t = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, two: str) -> float:
    bright, dark = sorted((linear(c) @ [0.2126, 0.7152, 0.0722] for c in (one, two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", [*GATES, "h", "ink"])
def test_every_colour_reads_as_text_on_its_ground(name: str, mode: int) -> None:
    assert contrast(PALETTE[name][mode], GROUNDS[mode]) >= 4.5


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("sight", DEFICIENCIES)
def test_gates_stay_apart(sight: str, mode: int) -> None:
    seen = {name: lab(DEFICIENCIES[sight] @ linear(PALETTE[name][mode])) for name in GATES}
    apart = {pair: np.linalg.norm(seen[pair[0]] - seen[pair[1]]) for pair in combinations(GATES, 2)}
    closest = min(apart, key=apart.get)
    assert apart[closest] > 14, f"{closest}: {apart[closest]:.1f}"


def test_text_and_figures_have_the_same_colours() -> None:
    css = CSS.read_text()
    blocks = [css[css.index(start) : css.index("}", css.index(start))] for start in (":root", 'html[data-theme="dark"] {')]
    for mode, block in enumerate(blocks):
        found = dict(re.findall(r"--(?:gate|course)-(\w+): (#[0-9a-f]{6})", block))
        assert found == {name: pair[mode] for name, pair in PALETTE.items()}


def test_a_figure_is_transparent_and_knows_both_grounds() -> None:
    plots.use_style()
    figure, (axes,) = plots.panels()
    plots.line(axes, [0, 1], [Interval(1, 0, 2)] * 2, color=colour("f"))
    text = plots.svg(figure)
    style = re.search(r"<style>(svg\{.*?)</style>", text).group(1)
    assert "prefers-color-scheme:dark" in style and all(shade in style for shade in PALETTE["f"])
    body = text.replace(style, "")
    assert "var(--f)" in body and "var(--ink)" in body
    assert not re.search("|".join(shade for pair in PALETTE.values() for shade in pair), body, re.IGNORECASE)
    assert "#ffffff" not in body and "#000000" not in body


def test_the_same_figure_gives_the_same_bytes() -> None:
    plots.use_style()
    assert plots.svg(lstm_cell()) == plots.svg(lstm_cell())


@pytest.mark.parametrize("active", ["fc", "igc", "och", "ifgoch"])
def test_the_diagram_shows_what_is_active_in_colour_and_the_rest_faint(active: str) -> None:
    plots.use_style()
    drawn = plots.svg(lstm_cell(active)).split("</style>", 1)[1]
    for gate in "ifgo":
        assert (f"var(--{gate})" in drawn) == (gate in active)
    assert ("var(--faint)" in drawn) == (active != "ifgoch")


def test_bars_put_the_first_label_on_top() -> None:
    _, (axes,) = plots.panels()
    plots.bars(axes, ["first", "second"], [Interval(0.2, 0.1, 0.3), Interval(0.8, 0.7, 0.9)], [colour("f")] * 2)
    heights = {label.get_text(): tick for tick, label in zip(axes.get_yticks(), axes.get_yticklabels())}
    assert heights["first"] > heights["second"]
    assert [bar.get_width() for bar in axes.patches] == [0.2, 0.8]


def test_a_strip_goes_from_nothing_to_full_colour() -> None:
    empty, full = plots.ramp("f")(0.0), plots.ramp("f")(1.0)
    assert empty[:3] == full[:3] and empty[3] < 0.05 and full[3] == 1.0


@pytest.mark.parametrize("draw", [peephole_cell, coupled_cell, gru_cell, depth_gate, grid_block, clockwork, scan_rounds])
def test_every_drawing_takes_its_colours_from_the_palette(draw: Callable[[], Figure]) -> None:
    plots.use_style()
    body = plots.svg(draw()).split("</style>", 1)[1]
    assert not set(re.findall(r"(?:fill|stroke): (#[0-9a-fA-F]{6})", body))
    assert "var(--ink)" in body or "var(--h)" in body


def test_a_forest_has_a_row_for_each_label_and_a_line_at_zero() -> None:
    _, (axes,) = plots.panels()
    plots.forest(axes, ["a", "b"], [Interval(0.1, 0.0, 0.2), Interval(-0.1, -0.3, 0.1)], [colour("f")] * 2, [[0.1, 0.2], [-0.1]])
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"] and list(axes.get_yticks()) == [1, 0]
    spans = [line.get_xdata() for line in axes.lines if line.get_linewidth() == 2]
    assert [list(span) for span in spans] == [[0.0, 0.2], [-0.3, 0.1]]
