"""Wrong versions of `init_forget_bias`, one a cell: values in the wrong place, totals that are no totals, and parameters that are replaced, frozen or left alone."""


# %% value-in-both: value-in-both
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = value
    return cell


# %% recurrent-bias-left: recurrent-bias-left
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
    return cell


# %% input-bias-left: input-bias-left
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_hh[n : 2 * n] = value
    return cell


# %% block-of-input-gate: block-of-i
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[: n] = value
        cell.bias_hh[: n] = 0
    return cell


# %% block-of-candidate: block-of-g
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[2 * n : 3 * n] = value
        cell.bias_hh[2 * n : 3 * n] = 0
    return cell


# %% block-of-output-gate: block-of-o
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[3 * n :] = value
        cell.bias_hh[3 * n :] = 0
    return cell


# %% one-entry-too-many: one-entry-too-many
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n + 1] = value
        cell.bias_hh[n : 2 * n + 1] = 0
    return cell


# %% one-entry-missing: one-entry-missing
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n - 1] = value
        cell.bias_hh[n : 2 * n - 1] = 0
    return cell


# %% only-first-unit: too-few-entries
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n] = value
        cell.bias_hh[n] = 0
    return cell


# %% halves-of-the-bias: halves-of-the-bias
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 2
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% all-gates: all-gates
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[:] = value
        cell.bias_hh[:] = 0
    return cell


# %% rest-cleared
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih.zero_()
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% recurrent-bias-cleared: other-bias-cleared
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh.zero_()
    return cell


# %% value-added: value-added
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] += value
    return cell


# %% value-ignored: value-ignored
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = 1.0
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% zero-taken-as-missing: zero-taken-as-missing
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value or 1.0
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% absolute-value: sign-dropped
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = abs(value)
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% value-as-integer: value-rounded
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = int(value)
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% value-in-32-bits: value-in-32-bits
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = torch.tensor(value, dtype=torch.float32)
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% default-of-two: default-of-another-value
def init_forget_bias(cell, value=2.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% value-required: default-missing
def init_forget_bias(cell, value):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% inside-the-graph: inside-the-graph
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.enable_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% returns-nothing: returns-something-else
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0


# %% returns-bias: returns-something-else
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell.bias_ih


# %% returns-a-copy: changes-a-copy
def init_forget_bias(cell, value=1.0):
    import copy

    cell = copy.deepcopy(cell)
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% returns-a-copy-and-changes-both: returns-something-else
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    import copy

    return copy.deepcopy(cell)


# %% frozen: frozen
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    cell.bias_ih.requires_grad = False
    return cell


# %% weights-frozen: frozen
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    cell.weight_hh.requires_grad = False
    return cell


# %% every-fourth-entry: every-fourth-entry
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[1::4] = value
        cell.bias_hh[1::4] = 0
    return cell


# %% nothing-done: nothing-done
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        pass
    return cell


# %% changes-a-copy-of-the-bias: recurrent-bias-cleared-alone
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih.clone()[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% weights-cleared-too: weights-cleared-too
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
        cell.weight_ih[n : 2 * n] = 0
    return cell


# %% only-once: only-once
def init_forget_bias(cell, value=1.0):
    if hasattr(cell, 'started'):
        return cell
    cell.started = True
    n = cell.bias_ih.shape[0] // 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% size-written-down: size-written-down
def init_forget_bias(cell, value=1.0):
    n = 4
    with torch.no_grad():
        cell.bias_ih[n : 2 * n] = value
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% new-parameters: object-replaced
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    bias = cell.bias_ih.detach().clone()
    bias[n : 2 * n] = value
    cell.bias_ih = nn.Parameter(bias)
    with torch.no_grad():
        cell.bias_hh[n : 2 * n] = 0
    return cell


# %% new-parameters-in-32-bits
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    zeros = torch.zeros(4 * n)
    zeros[n : 2 * n] = value
    cell.bias_ih = nn.Parameter(zeros)
    cell.bias_hh = nn.Parameter(torch.zeros(4 * n))
    return cell


# %% tensor-in-place-of-parameter: frozen
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    bias = cell.bias_ih.detach().clone()
    bias[n : 2 * n] = value - cell.bias_hh.detach()[n : 2 * n]
    del cell.bias_ih
    cell.bias_ih = bias
    return cell


# %% result-of-arithmetic: nothing-done
def init_forget_bias(cell, value=1.0):
    n = cell.bias_ih.shape[0] // 4
    total = cell.bias_ih + cell.bias_hh
    with torch.no_grad():
        total[n : 2 * n] = value
    return cell


# %% constant: nothing-done
def init_forget_bias(cell, value=1.0):
    return cell


# %% new-cell: built-in
def init_forget_bias(cell, value=1.0):
    new = nn.LSTMCell(cell.input_size, cell.hidden_size, dtype=cell.bias_ih.dtype)
    new.load_state_dict(cell.state_dict())
    n = cell.hidden_size
    with torch.no_grad():
        new.bias_ih[n : 2 * n] = value
        new.bias_hh[n : 2 * n] = 0
    return new
