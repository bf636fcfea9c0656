"""Honest submissions that look odd, and must get every point."""

from __future__ import annotations

import json

from .attack import FULL, Attack, code, identity, named, prose


def honest(name: str, what: str, **more) -> Attack:
    return Attack(f"honest: {name}", what, **{"worth": FULL, "solved": True, **more})


def without(*names: str):
    return lambda notebook: {**notebook, "cells": [cell for cell in notebook["cells"] if identity(cell) not in names]}


def retyped(notebook):
    cell = named(notebook, "unroll")
    cell["cell_type"] = "markdown"
    cell.pop("outputs", None), cell.pop("execution_count", None)
    return notebook


def doubled(notebook):
    place = notebook["cells"].index(named(notebook, "unroll"))
    notebook["cells"].insert(place, json.loads(json.dumps(notebook["cells"][place])))
    return notebook


def checks_first(notebook):
    checks = [cell for cell in notebook["cells"] if identity(cell).startswith("check_")]
    rest = [cell for cell in notebook["cells"] if not identity(cell).startswith("check_")]
    place = 1 + next(k for k, cell in enumerate(rest) if identity(cell) == "imports")
    return {**notebook, "cells": rest[:place] + checks + rest[place:]}


def no_ids(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return notebook


def one_cell(notebook):
    text = "\n\n".join("".join(cell["source"]) for cell in notebook["cells"] if identity(cell) in ("rnn_step", "RNNCell", "unroll", "next_token_loss"))
    kept = without("rnn_step", "RNNCell", "unroll", "next_token_loss")(notebook)
    return {**kept, "cells": [*kept["cells"], code(text)]}


def ran_elsewhere(notebook):
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [{"output_type": "error", "ename": "E", "evalue": "", "traceback": ["red"]}, {"output_type": "stream", "name": "stdout", "text": "x" * 10**6}]
    notebook["metadata"] = {"kernelspec": {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}, "colab": {"provenance": []}, "accelerator": "GPU"}
    return notebook


def colab(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] |= {"id": "Xy12", "colab": {"base_uri": "https://localhost/"}, "outputId": "1"}
        cell.pop("id", None)
    return {**notebook, "nbformat_minor": 0}


def windows(notebook):
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n") if cell["cell_type"] == "code" else cell["source"]
    return b"\xef\xbb\xbf" + json.dumps(notebook, ensure_ascii=False).encode()


def strange_cells(notebook):
    notebook["cells"][2:2] = [{"cell_type": "heading", "level": 1, "source": "x", "metadata": {}}, prose("raw", "raw"), code(""), code("   \n")]
    return notebook


HONEST = [
    honest("as it should be", "the solution"),
    honest("run elsewhere", "another kernel's metadata, old outputs and errors", change=ran_elsewhere),
    honest("from Colab", "metadata of another editor, no cell ids", change=colab),
    honest("byte-order mark", "saved by an editor that marks its files and ends lines its own way", change=windows),
    honest("a cell turned into text", "an exercise that was turned into Markdown by a slip of the hand", change=retyped),
    honest("a cell twice", "an exercise that was copied with its id", change=doubled),
    honest("checks first", "all check cells moved to the top", change=checks_first),
    honest("checks deleted", "no check cells", change=without("check_rnn_step", "check_RNNCell", "check_unroll", "check_next_token_loss")),
    honest("no ids", "all metadata removed by a tool", change=no_ids),
    honest("one cell", "all exercises in one cell of the student's own", change=one_cell),
    honest("empty and unknown cells", "headings, raw text, empty cells", change=strange_cells),
    honest("magics", "magics, shell escapes and help in cells", first=("%matplotlib inline\n!pip --version\n%time 1\ntorch.tanh?", "%%capture out\nprint(1)", "%%bash\necho x", "files = !ls"), last=("%timeit -n 1 -r 1 1", "%load_ext autoreload")),
    honest("errors of one's own", "cells that fail between the exercises", first=("1 / 0", "def broken(:", "raise KeyboardInterrupt"), last=("import sys; sys.exit(3)",)),
    honest("a process that ends", "a cell after the checks that ends the process", last=("import os; os._exit(1)",)),
    honest("play with torch's own", "compares with nn.RNNCell in a cell of its own", last=("print(torch.allclose(RNNCell(2, 3)(torch.zeros(1, 2)), nn.RNNCell(2, 3)(torch.zeros(1, 2))))",)),
    honest("mentions", "speaks of nn.RNNCell in comments, strings and names", first=('"""nn.RNNCell"""  # nn.RNNCell\nas_nn_RNNCell = "nn.RNN"',)),
    honest("warnings and noise", "prints and warns in every call", cells={"rnn_step": (
        "import warnings, sys\ndef rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):\n    warnings.warn('careful')\n    print('step', file=sys.stderr)\n    print('x' * 1000)\n"
        "    return torch.tanh(x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh)\n")}),
    honest("helpers elsewhere", "a helper in a cell of its own, and a class that uses it", first=("def affine(x, w, b):\n    return x @ w.T + b",), cells={
        "rnn_step": "def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):\n    return torch.tanh(affine(x, weight_ih, bias_ih) + affine(h, weight_hh, bias_hh))\n"}),
    honest("another language", "names and comments in Chinese and Arabic, emoji", first=("状态 = 1  # الحالة 🙂\nπ = 3.14159",), change=lambda n: {**n, "cells": n["cells"] + [prose("很好 🙂 \u202e")]}),
    honest("a random seed", "seeds the generators at the top", first=("import random, numpy as np\nrandom.seed(1); np.random.seed(1); torch.manual_seed(1)",)),
    honest("other defaults", "sets torch's default type after the exercises", last=("torch.set_default_dtype(torch.float64); torch.set_grad_enabled(False)",)),
    honest("a lambda", "defines an exercise by assignment", cells={"rnn_step": "rnn_step = lambda x, h, weight_ih, weight_hh, bias_ih, bias_hh: (x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh).tanh()"}),
    honest("two tries", "a first version that is wrong, and a second one below", change=lambda n: (n["cells"].insert(n["cells"].index(named(n, "rnn_step")), code("def rnn_step(*a): raise NotImplementedError")), n)[1]),
    honest("files beside it", "a folder with data, a backup and a checkpoint", place=lambda folder: [(folder / name).write_text("x") for name in ("01_rnn (1).ipynb", "notes.txt", ".DS_Store")]),
]
