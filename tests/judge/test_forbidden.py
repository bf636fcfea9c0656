"""The built-ins that an exercise asks one to write: found by reading, stopped by the operators, allowed where they are."""

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
    assert forbidden.find("class LSTMCell(Base): pass", prelude="Base = nn.LSTMCell")[0].name == "torch.nn.LSTMCell"


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
    assert forbidden.suspicions("x = torch.zeros(3)\ny = x.exp()") == []
