"""Correct versions of `init_forget_bias` in other styles, one a cell: every one earns full points."""


# %% all-in-recurrent-bias
def init_forget_bias(cell, value=1.0):
    H = cell.weight_hh.shape[1]
    with torch.no_grad():
        cell.bias_ih[H : 2 * H].zero_()
        cell.bias_hh[H : 2 * H].fill_(value)
    return cell


# %% halves
def init_forget_bias(cell, value=1.0):
    H = cell.hidden_size
    for bias in (cell.bias_ih, cell.bias_hh):
        bias.data[H : 2 * H] = value / 2
    return cell


# %% difference
@torch.no_grad()
def init_forget_bias(cell, value=1.0):
    size = len(cell.bias_ih) // 4
    f = slice(size, size + size)
    cell.bias_ih[f] = value - cell.bias_hh[f]
    return cell


# %% chunks-are-views
def init_forget_bias(cell, value=1.0):
    with torch.no_grad():
        cell.bias_ih.chunk(4)[1].fill_(value)
        cell.bias_hh.chunk(4)[1].fill_(0.0)
    return cell


# %% nn-init
def init_forget_bias(cell, value=1.0):
    n = cell.bias_hh.numel() // 4
    nn.init.constant_(cell.bias_ih[n : 2 * n].detach(), value)
    nn.init.zeros_(cell.bias_hh[n : 2 * n].detach())
    return cell


# %% copied-back
def init_forget_bias(cell, value=1.0):
    n = cell.bias_hh.numel() // 4
    ih, hh = cell.bias_ih.detach().clone(), cell.bias_hh.detach().clone()
    ih[n : 2 * n], hh[n : 2 * n] = value, 0.0
    with torch.no_grad():
        cell.bias_ih.copy_(ih)
        cell.bias_hh.copy_(hh)
    return cell


# %% state-dict
def init_forget_bias(cell, value=1.0):
    state = {name: tensor.clone() for name, tensor in cell.state_dict().items()}
    i, f, g, o = state["bias_ih"].chunk(4)
    state["bias_ih"] = torch.cat([i, torch.full_like(f, value), g, o])
    i, f, g, o = state["bias_hh"].chunk(4)
    state["bias_hh"] = torch.cat([i, torch.zeros_like(f), g, o])
    cell.load_state_dict(state)
    return cell


# %% data-swapped
def init_forget_bias(cell, value=1.0):
    mask = torch.arange(cell.bias_ih.shape[0], device=cell.bias_ih.device) // (cell.bias_ih.shape[0] // 4) == 1
    cell.bias_ih.data = torch.where(mask, torch.full_like(cell.bias_ih.data, value), cell.bias_ih.data)
    cell.bias_hh.data = cell.bias_hh.data.masked_fill(mask, 0)
    return cell


# %% loop-with-print
import warnings


def init_forget_bias(cell, value=1.0):
    warnings.warn("setting biases")
    print("before", cell.bias_ih)
    hidden = int(cell.bias_ih.size(0) / 4)
    with torch.no_grad():
        for j in range(hidden, 2 * hidden):
            cell.bias_ih[j] = float(value)
            cell.bias_hh[j] = 0.0
    return cell


# %% requires-grad-off-and-on
def init_forget_bias(cell: nn.LSTMCell, value: float = 1.0) -> nn.LSTMCell:
    n = cell.bias_ih.shape[0] // 4
    for bias, number in ((cell.bias_ih, value), (cell.bias_hh, 0)):
        bias.requires_grad_(False)
        bias[n : 2 * n] = number
        bias.requires_grad_(True)
    return cell


# %% adds-what-is-missing
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        missing = value - (cell.bias_ih + cell.bias_hh)[n : 2 * n]
        cell.bias_ih[n : 2 * n] += missing / 2
        cell.bias_hh[n : 2 * n] += missing / 2
    return cell
