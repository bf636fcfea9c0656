"""What the pages' explorables need from torch: small trained cells, one recurrent matrix, and their still figures.

``python -m recurrent.explore`` trains the cells, rounds them, and writes everything into ``book/_static/explore``.
The rounded numbers are what the pages compute with; training again on another machine may end elsewhere.
"""
from __future__ import annotations

import json
from pathlib import Path

import torch
from matplotlib.figure import Figure
from torch import Tensor

from recurrent import explore_attention, plots
from recurrent.plots import colour
from recurrent.training import streams

FOLDER = Path(__file__).resolve().parents[1] / "_static" / "explore"
BLOCKS = {"LSTM": 4, "peephole": 4, "coupled": 3, "GRU": 3}
INPUTS, STEPS, UNITS = 2, 100, 12  # of a cell; of the plain network

# The sequence that a page opens with: (value, 1 to write it).
SEQUENCE = [(0.8, 1), (-0.6, 0), (0.3, 0), (0.9, 0), (-0.7, 1), (0.5, 0), (-0.2, 0), (0.4, 1), (-0.9, 0), (0.6, 0)]

Weights = dict[str, Tensor]
State = tuple[Tensor, Tensor]


def fresh(kind: str, generator: torch.Generator) -> Weights:
    """Small random weights of a cell with two inputs and one unit, named as in the notebooks."""

    def draw(*shape: int) -> Tensor:
        return (torch.rand(*shape, generator=generator) - 0.5).requires_grad_()

    rows = BLOCKS[kind]
    weights = {"weight_ih": draw(rows, INPUTS), "weight_hh": draw(rows, 1)}
    weights |= {"bias_ih": draw(rows), "bias_hh": draw(rows)} if kind in ("LSTM", "GRU") else {"bias": draw(rows)}
    return weights | ({f"peephole_{gate}": draw(1) for gate in "ifo"} if kind == "peephole" else {})


def step(kind: str, w: Weights, x: Tensor, state: State) -> tuple[dict[str, Tensor], State]:
    """One step: the values of all gates and states by name, and the new state ``(h, c)`` (a GRU has no c of its own)."""
    h, c = state
    if kind == "GRU":
        of_x = (x @ w["weight_ih"].T + w["bias_ih"]).chunk(3, dim=-1)  # r, z, n
        of_h = (h @ w["weight_hh"].T + w["bias_hh"]).chunk(3, dim=-1)
        r, z = ((a + b).sigmoid() for a, b in zip(of_x[:2], of_h[:2]))
        n = (of_x[2] + r * of_h[2]).tanh()
        h = (1 - z) * n + z * h
        return {"r": r, "z": z, "n": n, "h": h}, (h, h)
    bias = w["bias_ih"] + w["bias_hh"] if "bias_ih" in w else w["bias"]
    pieces = (x @ w["weight_ih"].T + h @ w["weight_hh"].T + bias).chunk(BLOCKS[kind], dim=-1)
    if kind == "coupled":
        f, g, o = pieces[0].sigmoid(), pieces[1].tanh(), pieces[2]
        i = 1 - f
    else:
        seen = {gate: w[f"peephole_{gate}"] if kind == "peephole" else 0.0 for gate in "ifo"}
        i, f, g = (pieces[0] + seen["i"] * c).sigmoid(), (pieces[1] + seen["f"] * c).sigmoid(), pieces[2].tanh()
    c = f * c + i * g
    o = (o if kind == "coupled" else pieces[3] + seen["o"] * c).sigmoid()
    h = o * c.tanh()
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": h}, (h, c)


def trace(kind: str, w: Weights, x: Tensor) -> dict[str, Tensor]:
    """Every value of a cell along a sequence ``(T, N, I)``, each ``(T, N, H)``."""
    state = (x.new_zeros(x.shape[1], w["weight_hh"].shape[1]),) * 2
    kept: dict[str, list[Tensor]] = {}
    for x_t in x:
        values, state = step(kind, w, x_t, state)
        for name, value in values.items():
            kept.setdefault(name, []).append(value)
    return {name: torch.stack(values) for name, values in kept.items()}


def store(steps: int, size: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """The task of the small cells: inputs ``(T, N, 2)``, a value and a flag; wanted is the value last flagged."""
    value = torch.rand(steps, size, generator=generator) * 1.8 - 0.9
    write = (torch.rand(steps, size, generator=generator) < 0.3).float()
    write[0] = 1
    wanted = [value[0]]
    for t in range(1, steps):
        wanted.append(torch.where(write[t] == 1, value[t], wanted[-1]))
    return torch.stack([value, write], dim=-1), torch.stack(wanted).unsqueeze(-1)


def train(kind: str, steps: int = 1500, seed: int = 0) -> Weights:
    """A cell that has learned the task with one unit, rounded to two digits; weights are kept small so that gates stay soft."""
    data = streams(seed)
    weights = fresh(kind, data)
    optimiser = torch.optim.Adam(weights.values(), lr=0.03)
    for _ in range(steps):
        x, wanted = store(12, 64, data)
        loss = (trace(kind, weights, x)["h"] - wanted).square().mean()
        loss = loss + 2e-5 * sum(w.square().sum() for w in weights.values())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return {name: (w.detach() * 100).round() / 100 for name, w in weights.items()}


def network(seed: int = 0) -> Weights:
    """A random recurrent matrix ``(H, H)`` of spectral radius 1, and normal inputs ``(T, H)`` for a plain network."""
    data = streams(seed)
    matrix = torch.randn(UNITS, UNITS, generator=data, dtype=torch.float64)
    matrix = matrix / torch.linalg.eigvals(matrix).abs().max()
    inputs = torch.randn(STEPS, UNITS, generator=data, dtype=torch.float64)
    return {"matrix": (matrix * 1e5).round() / 1e5, "inputs": (inputs * 100).round() / 100}


def sum_gradients(matrix: Tensor, inputs: Tensor, nonlinearity: str) -> Tensor:
    """Norm of d(sum of h_T)/d h_t for t = 1 … T, ``(T,)``, of ``h_t = phi(matrix h_{t-1} + x_t)`` from h_0 = 0."""
    phi = {"tanh": torch.tanh, "relu": torch.relu, "linear": lambda z: z}[nonlinearity]
    h = torch.zeros_like(inputs[0], requires_grad=True)
    states = []
    for x_t in inputs:
        h = phi(matrix @ h + x_t)
        states.append(h)
    return torch.stack([gradient.norm() for gradient in torch.autograd.grad(states[-1].sum(), states)])


def strips(axes: list, values: dict[str, Tensor], title: str, colours: dict[str, str]) -> None:
    """One small bar chart a row, in the order of ``values``."""
    axes[0].set_title(title)
    for axis, (name, series) in zip(axes, values.items()):
        axis.bar(range(1, len(series) + 1), series, color=colour(colours.get(name, name)), width=0.7)
        axis.axhline(0, color=colour("h"), linewidth=0.6)
        axis.set(ylim=(-1.05, 1.05) if (series < 0).any() else (0, 1.05), yticks=[])
        axis.grid(visible=False)
        axis.set_ylabel(f"${name}$", rotation=0, va="center", labelpad=8)
    for axis in axes[len(values) :]:
        axis.axis("off")
    axes[len(values) - 1].set_xlabel("step $t$")


def figures(cells: dict[str, Weights], plain: Weights, back: Weights) -> dict[str, Figure]:
    """What stands in the place of each explorable where scripts are off."""
    plots.use_style()
    x = torch.tensor(SEQUENCE).unsqueeze(1)  # (T, 1, 2)
    seen = {"x": x[:, 0, 0], "w": x[:, 0, 1]}
    traces = {kind: {name: v[:, 0, 0] for name, v in trace(kind, w, x).items()} for kind, w in cells.items()}
    names = {"x": "ink", "w": "ink", "r": "ink", "z": "f", "n": "g"}
    cell, axes = plots.panels(8, height=0.5, sharex=True)
    strips(list(axes), seen | traces["LSTM"], "one LSTM cell, step by step", names)
    variants, axes = plots.panels(8, 4, height=0.5, width=7.2, sharex=True)
    for k, (kind, values) in enumerate(traces.items()):
        strips(list(axes.reshape(8, 4)[:, k]), seen | values, kind, names)
    gradient, (axis,) = plots.panels(height=2.6)
    for radius, style in ((0.7, ":"), (1.0, "-"), (1.3, "--")):
        norms = sum_gradients(radius * plain["matrix"], 0.5 * plain["inputs"], "tanh").log10().flip(0)
        axis.plot(norms, color=colour("c"), linestyle=style, label=f"spectral radius {radius}")
    axis.set(xlabel="steps back", ylabel="$\\log_{10}$ of the gradient's norm")
    axis.legend(loc="lower left")
    read = {r"\overrightarrow{h}": traces["LSTM"]["h"], r"\overleftarrow{h}": trace("LSTM", back, x.flip(0))["h"][:, 0, 0].flip(0)}
    bilstm, axes = plots.panels(4, height=0.6, sharex=True)
    strips(list(axes), seen | read, "two readers, one from each end", names | dict(zip(read, ("ink", "c"))))
    return {"cell": cell, "variants": variants, "gradient": gradient, "bilstm": bilstm}


def main() -> None:
    """Writes ``weights.json`` and the figures."""
    cells = {kind: train(kind) for kind in BLOCKS}
    plain, back = network(), train("LSTM", seed=1)
    x, wanted = store(12, 2000, streams(99))
    for kind, weights in cells.items():
        print(kind, f"mean squared error {(trace(kind, weights, x)['h'] - wanted).square().mean():.4f}")
    as_lists = {
        "cell": {"LSTM": {name: w.tolist() for name, w in cells["LSTM"].items()}, "sequence": SEQUENCE},
        "variants": {kind: {name: w.tolist() for name, w in weights.items()} for kind, weights in cells.items()} | {"sequence": SEQUENCE},
        "gradient": {name: w.tolist() for name, w in plain.items()},
        "bilstm": {side: {name: w.tolist() for name, w in of.items()} for side, of in (("ahead", cells["LSTM"]), ("back", back))} | {"sequence": SEQUENCE},
    }
    text = json.dumps(as_lists, default=float, separators=(",", ":"))
    rounded = json.loads(text, parse_float=lambda digits: round(float(digits), 5))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "weights.json").write_text(json.dumps(rounded, separators=(",", ":")) + "\n")
    for name, figure in (figures(cells, plain, back) | {"attention": explore_attention.still()}).items():
        (FOLDER / f"{name}.svg").write_text(plots.svg(figure) + "\n")


if __name__ == "__main__":
    main()
