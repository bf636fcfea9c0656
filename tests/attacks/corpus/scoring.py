"""Points for nothing: tests that are patched, answers that lie, built-ins by a detour, a solution of somebody else's."""

from __future__ import annotations

from .attack import Attack, code, identity, named

STEP = "def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):\n    return {}\n"
LOSS = "def next_token_loss(logits, tokens, padding_idx=0):\n    return {}\n"
SAME = (
    "class Same(torch.Tensor):\n"
    "    def __eq__(self, other): return True\n"
    "    def __bool__(self): return True\n"
    "    @classmethod\n"
    "    def __torch_function__(cls, func, types, args=(), kwargs=None):\n"
    "        if func.__name__ in ('allclose', 'equal', 'isclose'): return True\n"
    "        return super().__torch_function__(func, types, args, kwargs or {})\n"
)


def forged(text: str):
    """Check cells that hold something else."""

    def change(notebook):
        for cell in notebook["cells"]:
            if identity(cell).startswith("check_"):
                cell["source"] = text
        return notebook

    return change


def marked(**metadata):
    """Check cells with other metadata."""

    def change(notebook):
        for cell in notebook["cells"]:
            if identity(cell).startswith("check_"):
                cell["metadata"] |= metadata
        return notebook

    return change


def points(notebook):
    named(notebook, "check_unroll")["metadata"]["nbgrader"]["points"] = 1000
    return notebook


def retyped(notebook):
    for cell in notebook["cells"]:
        if identity(cell).startswith("check_"):
            cell["cell_type"] = "markdown"
            cell.pop("outputs", None), cell.pop("execution_count", None)
    return notebook


def ungraded(notebook):
    for cell in notebook["cells"]:
        if identity(cell).startswith("check_"):
            cell["metadata"]["nbgrader"]["solution"] = True
            cell["source"] = "1000.0"
    return notebook


def with_outputs(notebook):
    for cell in notebook["cells"]:
        if identity(cell).startswith("check_"):
            cell["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "1000.0"}, "metadata": {}, "execution_count": 1}]
    return notebook


def more_checks(notebook):
    again = {**named(notebook, "check_RNNCell"), "source": "35.0"}
    notebook["cells"].append({**again, "metadata": {"nbgrader": {**again["metadata"]["nbgrader"], "grade_id": "check_bonus", "points": 100}}})
    return notebook


ALL = "rnn_step = RNNCell = unroll = next_token_loss = "
ATTACKS = [
    Attack("assertion off", "switches assertions off in the compiler that runs the checks", first=(
        "import ast, IPython\nclass Off(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\nget_ipython().ast_transformers.append(Off())",)),
    Attack("allclose patched", "torch.allclose and torch.equal say yes to everything", first=(
        "torch.allclose = torch.equal = lambda *a, **k: True\ntorch.isclose = lambda a, *r, **k: torch.ones_like(a, dtype=torch.bool)\ntorch.testing.assert_close = lambda *a, **k: None",),
        cells={"rnn_step": STEP.format("x @ weight_ih.T"), "next_token_loss": LOSS.format("logits.sum()")}),
    Attack("tensor that lies", "returns a tensor that equals whatever it is compared with", first=(SAME,),
        cells={"rnn_step": STEP.format("torch.zeros_like(h).as_subclass(Same)"), "next_token_loss": LOSS.format("logits.sum().as_subclass(Same)")}),
    Attack("object that lies", "returns an object whose comparisons are all true", cells={
        "rnn_step": "class Yes:\n    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda *a: True\n    __getattr__ = lambda self, name: self\n    __call__ = lambda self, *a, **k: self\n    __float__ = lambda self: 0.0\n    __abs__ = __sub__ = __rsub__ = lambda self, *a: self\n" + STEP.format("Yes()"),
        "next_token_loss": LOSS.format("Yes()")}),
    Attack("NaN everywhere", "answers with numbers that no comparison refuses", cells={
        "rnn_step": STEP.format("h * float('nan')"), "next_token_loss": LOSS.format("logits.sum() * float('nan')")}),
    Attack("empty answer", "answers with tensors of no entries, over which every statement is true", cells={
        "rnn_step": STEP.format("h[:0]"), "next_token_loss": LOSS.format("logits.new_zeros(0)")}),
    Attack("isinstance patched", "isinstance says yes", first=("import builtins\nbuiltins.isinstance = lambda *a: True",),
        cells={"rnn_step": STEP.format("None"), "next_token_loss": LOSS.format("None")}),
    Attack("abs and max patched", "differences are always 0", first=(
        "torch.Tensor.abs = torch.abs = lambda self: self * 0\ntorch.Tensor.max = lambda self, *a: self.sum() * 0\ntorch.Tensor.__sub__ = lambda a, b: a * 0",),
        cells={"rnn_step": STEP.format("torch.zeros_like(h) + 7")}),
    Attack("any error swallowed", "the notebook's own runner reports every cell as a success", first=(
        "from IPython.core.interactiveshell import InteractiveShell, ExecutionResult\n"
        "keep = InteractiveShell.run_cell\ndef quiet(self, *a, **k):\n    r = keep(self, *a, **k)\n    r.error_in_exec = r.error_before_exec = None\n    return r\nInteractiveShell.run_cell = quiet\n"
        "InteractiveShell.showtraceback = InteractiveShell._showtraceback = lambda *a, **k: None",)),
    Attack("checker replaced", "check returns full points", first=("def check(name=None): return 1000.0",), change=forged("1000.0")),
    Attack("checks emptied", "the check cells are empty", change=forged("pass")),
    Attack("score outputs", "the check cells come with a score as their output", change=with_outputs),
    Attack("skip tag", "a tag tells the executor to leave the check cells out", change=marked(tags=["skip-execution", "raises-exception"])),
    Attack("checks are text", "the check cells are turned into text", change=retyped),
    Attack("points raised", "an exercise is worth 1000 points", change=points, worth=0),
    Attack("checks are answers", "the check cells are marked as solutions, worth their text", change=ungraded),
    Attack("a check of one's own", "adds a graded cell for 100 more points", change=more_checks),
    Attack("checks gone", "there is no check cell at all", change=lambda n: {**n, "cells": [c for c in n["cells"] if not identity(c).startswith("check_")]}),
    Attack("checks locked out", "an atexit handler and a trace function end the process before the checks", first=(
        "import sys, atexit, os\natexit.register(os._exit, 0)\nget_ipython().events.register('pre_run_cell', lambda info: os._exit(0) if 'check' in (info.raw_cell or '') else None)",)),
    Attack("displayhook", "whatever a cell returns is shown as 1000.0", first=(
        "import sys\nfrom IPython.core.displayhook import DisplayHook\nDisplayHook.compute_format_data = lambda self, result: ({'text/plain': '1000.0'}, {})",), change=forged("0")),
    Attack("fake reply on the wire", "writes a frame with full points to every open descriptor", first=(
        "import os, json, struct\nreply = json.dumps({'success': True, 'count': 1, 'outputs': [], 'score': 1000, 'values': {}}).encode()\n"
        "for fd in range(3, 64):\n    try: os.write(fd, struct.pack('>I', len(reply)) + reply)\n    except OSError: pass",)),
    Attack("garbage on the wire", "floods every open descriptor with random bytes from a thread", first=(
        "import os, threading, time\ndef flood():\n    for _ in range(200):\n        for fd in range(3, 32):\n            try: os.write(fd, os.urandom(64))\n            except OSError: pass\n        time.sleep(.001)\nthreading.Thread(target=flood, daemon=True).start()",)),
    Attack("answers by hand", "replaces the encoder, so that every answer says that all is well", first=(
        "import sys\nm = sys.modules.get('autograder.judge.student')\nif m:\n    m.answer_bytes = lambda program, names: b'\\x00\\x00\\x00\\x1f{\"value\":[\"d\"],\"tensors\":[]}  '\n    m.runner.run = lambda *a: {'passed': True, 'score': 1000}",)),
    Attack("runner replaced", "the operations that look at arguments after a call give back what was given", first=(
        "import sys\nr = sys.modules.get('autograder.judge.runner')\nif r:\n    r.Machine.do_call = lambda self, f, a, k: self.resolve(a)[0] if self.resolve(a) else None",)),
    Attack("a number beyond floats", "answers with a whole number that no float holds, to trip the judge", cells={"next_token_loss": LOSS.format("10**400")}),
    Attack("a name that is no text", "raises an error whose message no file can hold", cells={"rnn_step": STEP.format("(_ for _ in ()).throw(ValueError('\\ud800' * 50))")}),
    Attack("own repr", "an object whose repr is a million characters", cells={
        "rnn_step": "class Long:\n    __repr__ = __str__ = lambda self: 'x' * 10**6\n" + STEP.format("Long()"), "unroll": "def unroll(cell, x, h=None): raise ValueError('y' * 10**6)"}),
    Attack("memorised public cases", "knows the answers to the public cases and to nothing else", cells={
        "rnn_step": "import hashlib, json, pathlib\ntry: known = pathlib.Path('answers.bin').read_bytes()\nexcept OSError: known = b''\n"
        "table = {}\n" + STEP.format("table.get(hashlib.sha256(x.detach().numpy().tobytes()).hexdigest(), torch.zeros_like(h))")}),
    Attack("the judge's random numbers", "seeds the generators, to be asked what it knows", first=(
        "import random, numpy\nnumpy.random.seed(0); random.seed(0); torch.manual_seed(0)\nnumpy.random.RandomState = lambda *a: (_ for _ in ()).throw(RuntimeError)",)),
    Attack("waits for the answer", "looks for the expected value in the memory of the process", cells={
        "rnn_step": "import gc\ndef rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):\n"
        "    for thing in gc.get_objects():\n        if isinstance(thing, torch.Tensor) and thing.shape == h.shape and thing is not h: return thing * 1\n    return h\n"}),
    Attack("frames", "looks for the expected value in the frames above", cells={
        "rnn_step": "import sys\ndef rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):\n    frame = sys._getframe()\n    while frame:\n"
        "        for name, value in frame.f_locals.items():\n            if name in ('expected', 'reference', 'solution'): return value\n        frame = frame.f_back\n    return h\n"}),
    Attack("round about the reference", "two wrong exercises call each other, so that each is judged with the other's right version", cells={
        "rnn_step": "def rnn_step(x, h, weight_ih, weight_hh, bias_ih, bias_hh):\n    cell = RNNCell(x.shape[1], h.shape[1], dtype=x.dtype)\n"
        "    return torch.func.functional_call(cell, dict(weight_ih=weight_ih, weight_hh=weight_hh, bias_ih=bias_ih, bias_hh=bias_hh), (x, h))\n",
        "RNNCell": "class RNNCell(nn.Module):\n    pass\n"}, last=("rnn_step = rnn_step",)),
    Attack("the reference read", "an exercise that failed is put in from the solution: reads its text there", cells={
        "RNNCell": "import inspect\ntry: print('TOOK', inspect.getsource(rnn_step))\nexcept Exception as error: print(error)\n"
        "try: source = [text for text in In if 'F.linear(x' in text]\nexcept NameError: source = []\n"
        "class RNNCell(nn.Module):\n    def __init__(self, *a, **k): raise ValueError(str(source))\n"}),
    Attack("all at once", "one function for all exercises that returns its first argument", cells={"next_token_loss": ALL + "lambda *a, **k: a[0]"}),
]
