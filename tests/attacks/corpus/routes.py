"""Torch's own cell where one's own is asked for, by every way there is."""

from __future__ import annotations

from .attack import Attack

PARAMETERS = 5  # names, shapes, initial values, and the error for an unknown nonlinearity
OF = "class RNNCell({}):\n    pass\n"
CALLS = (
    "class RNNCell(nn.Module):\n"
    "    def __init__(self, input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None):\n"
    "        super().__init__()\n"
    "        if nonlinearity not in ('tanh', 'relu'): raise ValueError(nonlinearity)\n"
    "        self.nonlinearity, bound = nonlinearity, hidden_size ** -0.5\n"
    "        for name, shape in dict(weight_ih=(hidden_size, input_size), weight_hh=(hidden_size, hidden_size), bias_ih=(hidden_size,), bias_hh=(hidden_size,)).items():\n"
    "            made = nn.Parameter(torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)) if bias or 'w' in name else None\n"
    "            self.register_parameter(name, made)\n"
    "    def forward(self, x, h=None):\n"
    "        if h is None: h = x.new_zeros(len(x), len(self.weight_hh))\n"
    "        kind = self.nonlinearity\n"
    "        return {}\n"
)
ARGUMENTS = "(x, h, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)"
EITHER = "(one if kind == 'tanh' else two)" + ARGUMENTS


def route(name: str, tries: str, text: str, *first: str) -> Attack:
    """A class whose step is torch's; where it has parameters of its own, these are honest work."""
    return Attack(name, tries, worth=PARAMETERS if "register_parameter" in text else 0, cells={"RNNCell": text}, first=first)


ATTACKS = [
    route("built-in: inherited", "inherits from nn.RNNCell", OF.format("nn.RNNCell")),
    route("built-in: another name", "assigns nn.RNNCell", "RNNCell = nn.RNNCell"),
    route("built-in: imported", "imports the class under another name", "from torch.nn import RNNCell as Mine\n" + OF.format("Mine")),
    route("built-in: star import", "imports it with all others", "from torch.nn.modules.rnn import *\nMine = RNNCell\n" + OF.format("Mine")),
    route("built-in: an earlier cell", "an earlier cell gives it another name", OF.format("Mine"), "Mine = nn.RNNCell"),
    route("built-in: spelled in two", "getattr with a name that is put together", OF.format("getattr(nn, 'RNN' + 'Cell')")),
    route("built-in: dictionary", "takes it out of the module's dictionary", OF.format("vars(nn)['RNN' 'Cell']")),
    route("built-in: subclasses", "finds it among the subclasses of nn.Module", OF.format("next(c for b in nn.Module.__subclasses__() for c in [b, *b.__subclasses__()] if c.__name__ == 'RNN' + 'Cell')")),
    route("built-in: importlib", "imports the module by a name put together", "import importlib\n" + OF.format("getattr(importlib.import_module('torch.nn.modules.' + 'rnn'), 'RNN' + 'Cell')")),
    route("built-in: sys.modules", "takes the module from sys.modules", "import sys\n" + OF.format("vars(sys.modules['torch.nn.modules.rnn'])['RNNC' + 'ell']")),
    route("built-in: eval", "names it in a string", OF.format("eval('nn.RNN' + 'Cell')")),
    route("built-in: pickle", "unpickles it", "import pickle\n" + OF.format("pickle.loads(b'ctorch.nn\\nRNNCell\\n.')")),
    route("built-in: globals of a method", "walks from a method of a layer to its module", OF.format("nn.Linear.forward.__globals__['torch'].nn.__dict__['RNN' + 'Cell']")),
    route("built-in: garbage collector", "finds the class among all objects", "import gc\n" + OF.format("next(o for o in gc.get_objects() if isinstance(o, type) and o.__name__ == 'RNN' + 'Cell' and hasattr(o, 'forward'))")),
    route("built-in: _VF", "calls the function under the class", CALLS.format(EITHER), "V = torch._VF\none, two = V.rnn_tanh_cell, V.rnn_relu_cell"),
    route("built-in: torch.ops", "calls the operator", CALLS.format(EITHER), "a = torch.ops.aten\none, two = getattr(a, 'rnn_tanh' + '_cell'), getattr(a, 'rnn_relu' + '_cell')"),
    route("built-in: overload", "calls the overload of the operator", CALLS.format(EITHER), "one, two = torch.ops.aten.rnn_tanh_cell.default, torch.ops.aten.rnn_relu_cell.default"),
    route("built-in: decompose", "asks the operator for its decomposition", CALLS.format(EITHER), "one, two = torch.ops.aten.rnn_tanh_cell.default.decompose, torch.ops.aten.rnn_relu_cell.default.decompose"),
    route("built-in: dispatch key", "calls the kernel of one dispatch key", CALLS.format(EITHER),
          "from functools import partial\nkey = torch._C.DispatchKey.CompositeImplicitAutograd\none, two = (partial(op.default._op_dk, key) for op in (torch.ops.aten.rnn_tanh_cell, torch.ops.aten.rnn_relu_cell))"),
    route("built-in: TorchScript", "calls the operator from compiled TorchScript", CALLS.format(EITHER),
          "unit = torch.jit.CompilationUnit('def one(x, h, a, b, c: Optional[Tensor], d: Optional[Tensor]):\\n    return torch.rnn_tanh_cell(x, h, a, b, c, d)\\ndef two(x, h, a, b, c: Optional[Tensor], d: Optional[Tensor]):\\n    return torch.rnn_relu_cell(x, h, a, b, c, d)\\n')\none, two = unit.one, unit.two"),
    route("built-in: JIT operation", "gets the operator from the JIT's registry", CALLS.format(EITHER),
          "one, two = torch._C._jit_get_operation('aten::rnn_tanh_cell')[0], torch._C._jit_get_operation('aten::rnn_relu_cell')[0]"),
    route("built-in: whole layer", "runs a layer over one step", CALLS.format("torch.func.functional_call(layer[kind], dict(weight_ih_l0=self.weight_ih, weight_hh_l0=self.weight_hh, bias_ih_l0=self.bias_ih, bias_hh_l0=self.bias_hh), (x[None], h[None]))[0][0]"),
          "class Layers(dict):\n    def __missing__(self, kind): return getattr(nn, 'R' + 'NN')(1, 1, nonlinearity=kind)\nlayer = Layers()"),
    route("built-in: python decomposition", "uses the step that torch's exporter has in Python", CALLS.format("one(kind)(x[None], h, [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh], True)[0][0]"),
          "d = __import__('torch._decomp.decompositions', fromlist=['x'])\ndef one(kind): return getattr(d, 'one_layer_' + 'rnn' + '')and (lambda x, h, w, b: d.one_layer_rnn(x, h[None], w, b, d.rnn_cell(torch.tanh if kind == 'tanh' else torch.relu)))"),
    route("built-in: closing prevented", "replaces the function that closes the operators", OF.format("getattr(nn, 'RNN' + 'Cell')"),
          "import sys\nm = sys.modules.get('autograder.judge.forbidden')\nif m:\n    m.close_operators = m.close_for_good = lambda *a: None\n    m._OPERATORS[:] = [('silu', True, True)]\n    m._operators = lambda: []"),
    route("built-in: closing undone", "finds the object that closes the operators and destroys it", "import gc\n" + OF.format("getattr(nn, 'RNN' + 'Cell')")
          .replace("    pass\n", "    def forward(self, x, h=None):\n        for o in gc.get_objects():\n            if type(o) is torch.library.Library: o._destroy()\n        return super().forward(x, h)\n")),
    route("built-in: library patched", "torch.library registers nothing", OF.format("getattr(nn, 'RNN' + 'Cell')"), "torch.library.Library.impl = lambda *a, **k: None"),
    route("built-in: an oracle thread", "a thread of the notebook, where the operators are open, answers the exam", CALLS.format("ask(kind, x, h, self)"),
          "import socket, threading, io\nours, theirs = socket.socketpair()\ndef serve():\n    while True:\n        n = int.from_bytes(theirs.recv(8), 'big')\n        data = b''\n        while len(data) < n: data += theirs.recv(n - len(data))\n        kind, a = torch.load(io.BytesIO(data))\n        out = io.BytesIO(); torch.save(getattr(torch._VF, 'rnn_' + kind + '_cell')(*a), out)\n        theirs.sendall(len(out.getvalue()).to_bytes(8, 'big') + out.getvalue())\nthreading.Thread(target=serve, daemon=True).start()\n"
          "def ask(kind, x, h, cell):\n    out = io.BytesIO(); torch.save((kind, [None if t is None else t.detach() for t in (x, h, cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh)]), out)\n    ours.sendall(len(out.getvalue()).to_bytes(8, 'big') + out.getvalue())\n    n = int.from_bytes(ours.recv(8), 'big'); data = b''\n    while len(data) < n: data += ours.recv(n - len(data))\n    return torch.load(io.BytesIO(data))"),
    route("built-in: a magic in the cell", "a magic makes the cell no Python, so that no reader finds the name", "%matplotlib inline\n!true\n" + OF.format("nn.RNNCell")),
    route("built-in: vmap", "calls it under vmap", CALLS.format("torch.vmap(lambda a, b: one(a[None], b[None], self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)[0])(x, h)"), "one = getattr(torch._VF, 'rnn_tanh' + '_cell')"),
]
