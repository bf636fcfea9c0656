"""Using up what all share: time, memory, processes, disk, the reader's patience."""

from __future__ import annotations

import json
import os

from .attack import FULL, Attack, code, named, prose

STEP = "def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):\n    {}\n"


def before(name: str, tries: str, text: str, **more) -> Attack:
    return Attack(f"exhausts {name}", tries, **{"worth": FULL, "solved": True, "last": (text,), **more})


def handed(name: str, tries: str, change, **more) -> Attack:
    return Attack(f"exhausts {name}", tries, **{"worth": FULL, "solved": True, "change": change, **more})


def many_cells(count: int, text: str):
    return lambda notebook: {**notebook, "cells": notebook["cells"] + [code(text)] * count}


def deep(notebook):
    text = json.dumps({**notebook, "metadata": "@DEEP@"})
    return text.replace('"@DEEP@"', '{"a":' * 700 + "1" + "}" * 700).encode()


def very_deep(notebook):
    text = json.dumps({**notebook, "metadata": "@DEEP@"})
    return text.replace('"@DEEP@"', "[" * 100_000 + "]" * 100_000).encode()


def bracket_bomb(notebook):
    text = json.dumps({**notebook, "metadata": {"x": "@MANY@"}})
    return text.replace('"@MANY@"', "[" + "[]," * 3_000_000 + "[]]").encode()


def files(folder):
    for number in range(10_000):
        (folder / f"file{number}.ipynb").touch()


def pipes(folder):
    for name in ("timestamp.txt", "data.csv", "torch.py"):
        os.mkfifo(folder / name)


ATTACKS = [
    before("time", "a loop without end after the last check", "while True: pass"),
    Attack("exhausts an answer", "a loop without end in an answer", worth=FULL - 20, solved=True, cells={"rnn_step": STEP.format("while True: pass")}),
    Attack("exhausts patience", "sleeps in every cell", worth=FULL - 35, solved=True, cells={"RNNCell": "import time\ntime.sleep(3600)\nclass RNNCell(nn.Module): pass"}),
    before("interrupts", "ignores every signal and every exception", "import signal\nfor s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass"),
    before("the stack", "recursion without end, in C", "import sys\nsys.setrecursionlimit(10**9)\nclass A: pass\na = A()\nA.__getattr__ = lambda self, name: getattr(self, name + 'x')\na.x"),
    before("memory", "asks for memory until there is none", "held = []\nfor _ in range(64): held.append(bytearray(2**28))"),
    before("processes", "a fork bomb", "import os, time\nfor _ in range(8):\n    try: os.fork()\n    except OSError: break\ntime.sleep(.2)\nif os.getppid() != 0 and os.getpid() % 2: os._exit(0)"),
    before("threads", "starts threads without end", "import threading, time\ntry:\n    for _ in range(5000): threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\nexcept RuntimeError as error: print('stopped')"),
    before("the disk", "fills the disk", "try:\n    with open('full', 'wb') as f:\n        for _ in range(2000): f.write(bytes(2**20))\nexcept OSError: print('stopped')"),
    before("files", "makes files until there are no inodes", "try:\n    for n in range(20000): open(f'f{n}', 'w').close()\nexcept OSError: print('stopped')"),
    before("output", "prints without end", "while True: print('x' * 10000)"),
    before("displays", "shows figures without end", "from IPython.display import display, HTML\nfor _ in range(3000): display(HTML('<b>x</b>' * 100))"),
    Attack("exhausts the report", "an error message of 100 megabytes", worth=FULL - 20, solved=True, cells={"rnn_step": STEP.format("raise ValueError('x' * 10**8)")}),
    Attack("exhausts the judge", "an answer of tens of thousands of tensors", worth=FULL - 25, solved=True, cells={"next_token_loss": "def next_token_loss(logits, tokens, padding_idx=0):\n    return [torch.zeros(1)] * 50000"}),
    Attack("exhausts the judge's memory", "an answer of a gigabyte", worth=FULL - 25, solved=True, cells={"next_token_loss": "def next_token_loss(logits, tokens, padding_idx=0):\n    return torch.zeros(2**27)"}),
    Attack("exhausts a structure", "an answer nested thousands deep", worth=FULL - 25, solved=True, cells={"next_token_loss": "def next_token_loss(logits, tokens, padding_idx=0):\n    a = []\n    for _ in range(5000): a = [a]\n    return a"}),
    handed("the cells' outputs", "a thousand cells that print a hundred kilobytes each", many_cells(300, "print('x' * 10**5)")),
    handed("the number of cells", "five thousand cells", many_cells(5000, "1"), worth=0),
    handed("the parser", "a cell of brackets, one of minus signs, one of sums, one of dots", lambda n: {**n, "cells": n["cells"] + [code(t) for t in ("(" * 50_000, "-" * 50_000 + "1", "1" + "+1" * 20_000, "a" + ".b" * 20_000, "\0")]}),
    handed("the reader of code", "a name of a built-in in twenty thousand lines", lambda n: {**n, "cells": n["cells"] + [code("if 0:\n" + " nn.RNN\n" * 20_000)]}),
    handed("the depth of JSON", "metadata 700 deep", deep),
    handed("the depth of JSON, more", "metadata 100,000 deep", very_deep, worth=0),
    handed("the reader of JSON", "three million empty lists", bracket_bomb, worth=0),
    handed("the page", "a text of five megabytes", lambda n: {**n, "cells": n["cells"] + [prose("x" * (5 * 2**20))]}, worth=0),
    handed("the file", "an output of thirty megabytes", lambda n: {**n, "cells": n["cells"] + [code("1", [{"output_type": "stream", "name": "stdout", "text": "x" * (30 * 2**20)}])]}, worth=0),
    Attack("exhausts the folder", "ten thousand files and no notebook", place=files, handed_in=False),
    Attack("exhausts a reader of files", "pipes that never say anything, beside the notebook", worth=FULL, solved=True, place=pipes),
    handed("the class", "a doubled cell, which stops a stock run", lambda n: {**n, "cells": n["cells"] + [named(n, "rnn_step"), named(n, "check_rnn_step")]}),
    Attack("exhausts the class by a name", "half of a surrogate pair in a cell, which no file can hold", worth=FULL, solved=True, last=("x = '\ud800'",)),
]
