"""The built-ins that an exercise asks one to write: found by reading, stopped by the operators, allowed where they are."""

import subprocess
import sys

import pytest
import torch
import torch.nn as nn

from autograder.judge import forbidden

USES = {
    "class LSTMCell(nn.LSTMCell): pass": "torch.nn.LSTMCell",
    "cell = torch.nn.LSTM(2, 3)": "torch.nn.LSTM",
    "from torch.nn import LSTM as Layer": "torch.nn.LSTM",
    "import torch.nn.modules.rnn as r\nr.GRUCell(2, 3)": "torch.nn.modules.rnn.GRUCell",
    "from torch import nn as layers\nlayers.RNN(2, 3)": "torch.nn.RNN",
    "V = torch._VF\nV.lstm_cell(x, h, w, v)": "torch._VF.lstm_cell",
    "torch.ops.aten.lstm_cell(x, h, w, v)": "torch.ops.aten.lstm_cell",
    "getattr(nn, 'LSTMCell')": "torch.nn.LSTMCell",
    "class Layer(nn.RNNBase): pass": "torch.nn.RNNBase",
}
HARMLESS = [
    "# nn.LSTMCell does the same\nx = 'torch.nn.LSTM'",
    '"""As nn.LSTMCell."""\nclass LSTMCell(nn.Module):\n    pass\ncell = LSTMCell()',
    "class LSTM(nn.Module):\n    def __init__(self):\n        self.cells = nn.ModuleList([LSTMCell(2, 3)])",
    "def lstm_cell(x): return x\nlstm_cell(1)",
    "import lstm\nlstm.LSTM()",
    "def broken(:",
]


@pytest.mark.parametrize("source, name", USES.items())
def test_a_use_is_named_with_its_line(source, name):
    use = forbidden.find(source)[0]
    assert use.name == name and "\n" * (use.line - 1) in source


@pytest.mark.parametrize("source", HARMLESS)
def test_ones_own_names_and_mentions_are_no_use(source):
    assert forbidden.find(source) == []


def test_what_an_exercise_allows_is_no_use():
    assert forbidden.find("nn.LSTMCell(2, 3)", allows=("LSTMCell",)) == []
    assert forbidden.find("nn.LSTM(2, 3)", allows=("LSTMCell",))


def test_names_bound_in_earlier_cells_are_followed():
    assert forbidden.find("class LSTMCell(Base): pass", prelude=("Base = nn.LSTMCell",))[0].name == "torch.nn.LSTMCell"
    assert forbidden.find("class LSTMCell(Base): pass", prelude=("no Python", "Base = nn.LSTMCell"))


def test_further_names_can_be_forbidden():
    find = lambda source: [use.name for use in forbidden.find(source, forbids=("torch.autograd", ".backward"))]  # noqa: E731
    assert find("torch.autograd.grad(y, x)") == ["torch.autograd.grad"]
    assert find("loss.backward()") == [".backward"]
    assert find("from torch.autograd import grad") == ["torch.autograd.grad"]
    assert find("torch.autocast") == []


X = torch.randn(2, 3)
ROUTES = {
    "LSTMCell": lambda: nn.LSTMCell(3, 5)(X),
    "LSTM": lambda: nn.LSTM(3, 5)(X[None]),
    "packed": lambda: nn.LSTM(3, 5)(nn.utils.rnn.pack_sequence([X])),
    "GRUCell": lambda: nn.GRUCell(3, 5)(X),
    "GRU": lambda: nn.GRU(3, 5)(X[None]),
    "RNNCell": lambda: nn.RNNCell(3, 5)(X),
    "RNN": lambda: nn.RNN(3, 5, nonlinearity="relu")(X[None]),
    "TorchScript": lambda: torch.jit.script(nn.LSTMCell(3, 5))(X),
    "_VF": lambda: torch._VF.lstm_cell(X, [torch.zeros(2, 5)] * 2, torch.zeros(20, 3), torch.zeros(20, 5), None, None),
    "aten": lambda: torch.ops.aten.gru_cell(X, torch.zeros(2, 5), torch.zeros(15, 3), torch.zeros(15, 5), None, None),
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("grad", [True, False])
def test_closed_operators_raise_by_every_route_and_open_again(route, grad):
    with torch.set_grad_enabled(grad):
        with forbidden.operators_closed():
            with pytest.raises(RuntimeError, match="not allowed"):
                ROUTES[route]()
        ROUTES[route]()


def test_an_allowed_cell_works_while_the_rest_is_closed():
    with forbidden.operators_closed(allows=("LSTMCell",)):
        nn.LSTMCell(3, 5)(X)
        with pytest.raises(RuntimeError, match="not allowed"):
            nn.LSTM(3, 5)(X[None])


def test_reflection_is_pointed_out():
    assert forbidden.suspicions("m = __import__('to' + 'rch')")
    assert forbidden.suspicions("import inspect")
    assert forbidden.suspicions("x = torch.zeros(3)\ny = x.exp()") == ()


@pytest.mark.parametrize("source, words", [
    ("import gc", "imports gc"), ("from sys import _getframe", "imports sys._getframe"), ("!ls", "runs a command of the shell"),
    ("torch.tanh = torch.relu", "changes torch.tanh"), ("x = getattr(nn, 'RNN' + 'Cell')", "calls getattr on torch.nn"),
    ("os.fork()", "calls fork"), ("torch.ops.aten.lstm_cell", "uses ops"), ("\0", "no Python"), ("eval('1')", "calls eval"),
])
def test_reflection_is_named(source, words):
    assert any(words in found for found in forbidden.suspicions(source))


@pytest.mark.parametrize("source", [
    "from autograder import check", "getattr(self, f'weight_ih_l{k}')", "cell.eval()", "re.compile('x')", "%matplotlib inline\nself.__dict__", "import math, sys, os", "torch.backends.cudnn.deterministic = True",
])
def test_what_honest_code_does_is_not(source):
    assert forbidden.suspicions(source) == ()


def test_a_magic_hides_no_built_in():
    assert forbidden.find("%matplotlib inline\n!true\nnn.LSTMCell")[0] == ("torch.nn.LSTMCell", 3)


def test_code_of_one_name_in_every_line_is_read_in_time():
    assert len(forbidden.find("nn.LSTM\n" * 30_000)) == 30_000
    assert forbidden.find(("x" + ".b" * 2000 + "\n") * 50) == []


def test_what_is_closed_for_good_is_not_opened_again():
    """In a process of its own: nothing that Python still reaches leads to the overrides."""
    code = (
        "import gc, torch, torch.nn as nn, weakref\nfrom autograder.judge import forbidden\nforbidden.close_for_good()\n"
        "for thing in gc.get_objects():\n    if type(thing) is torch.library.Library: thing._destroy()\n"
        "for entry in list(weakref.finalize._registry): entry()\n"
        "operator = torch.ops.aten.lstm_cell.default\ncell, x = nn.LSTMCell(2, 3), torch.zeros(1, 2)\nstate = torch.zeros(1, 3), torch.zeros(1, 3)\n"
        "weights = cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh\n"
        "for way in (lambda: cell(x), lambda: operator.decompose(x, state, *weights), lambda: nn.LSTM(2, 3)(x[None])):\n"
        "    try: way(); print('open')\n    except RuntimeError as error: print('not allowed' in str(error))\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 3


@pytest.mark.parametrize(
    "source",
    [
        "def f(x: torch.Tensor, n: int | None = None) -> tuple[int, ...]:\n    'Text.'\n    torch.tanh = None\n    return x",
        "class f(nn.Module):\n    'Text.'\n\n    def __init__(self, n=-1):\n        super().__init__()\n        self.n = print(n)",
        "'Text.'\ndef f(): ...",
    ],
)
def test_a_cell_that_does_nothing_but_define(source):
    assert forbidden.only_defines(source, "f")
    assert not forbidden.only_defines(source, "g")


@pytest.mark.parametrize(
    "source",
    [
        "torch.tanh = None\ndef f(): ...",
        "def f(): ...\ndef F(): ...",
        "def f(): ...\nimport os as torch",
        "def f(n=setattr(torch, 'tanh', None)): ...",
        "def f(n: print()): ...",
        "@print\ndef f(): ...",
        "class f(make()): ...",
        "class f(nn.Module, metaclass=other): ...",
        "class f:\n    torch.tanh = None",
        "class f:\n    for _ in range(3): ...",
        "class f:\n    @print\n    def g(self): ...",
        "def f(): ...\n%run x",
        "def f(:",
    ],
)
def test_a_cell_that_may_do_more_than_define(source):
    assert not forbidden.only_defines(source, "f")
