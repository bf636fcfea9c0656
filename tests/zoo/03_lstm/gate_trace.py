"""Wrong versions of `gate_trace`, one a cell: wrong keys, wrong times, wrong states, wrong shapes, and cells that are changed."""


# %% exchanged-i-and-f: gate-order-figo
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        f, i, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% exchanged-g-and-o: gate-order-ifog
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, o, g = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% keys-in-another-order: g-and-o-under-each-others-key
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifogch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% h-and-c-exchanged: h-and-c-exchanged
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgohc", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% before-activation: before-activation
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (*gates.chunk(4, dim=1), c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% candidate-before-activation: candidate-before-activation
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, gates.chunk(4, dim=1)[2], o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% state-before-the-step: state-before-the-step
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
        c = f * c + i * g
        h = o * torch.tanh(c)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% cell-state-before-the-step: c-before-the-step
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        old = c
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, old, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% squashed-cell-state: c-squashed
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, torch.tanh(c), h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% written-in-place-of-candidate: candidate-scaled
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, i * g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% given-state-ignored: state-ignored
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h = c = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% given-state-exchanged: given-state-exchanged
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        c, h = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% missing-state-of-ones: missing-cell-state-of-ones
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.ones_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% state-required: state-required
def gate_trace(cell, x, state):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% state-not-carried: state-not-carried
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    first = h, c
    for x_t in x:
        h, c = first
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% cell-state-not-carried: c-not-carried
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    first = c
    for x_t in x:
        c = first
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% recurrent-bias-forgotten: recurrent-bias-missing
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% bias-false-fails: bias-false-fails
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = x_t @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T + cell.bias_hh
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% batch-first: batch-first
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values, dim=1) for key, values in trace.items()}


# %% lists: lists
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: values for key, values in trace.items()}


# %% joined-in-the-batch: joined-in-the-batch
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.cat(values) for key, values in trace.items()}


# %% last-step-only: last-step-only
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: values[-1] for key, values in trace.items()}


# %% squeezed: sizes-of-one-squeezed
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values).squeeze() for key, values in trace.items()}


# %% squeezed-at-batch-of-one: batch-of-one-squeezed
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values).squeeze(1) for key, values in trace.items()}


# %% first-step-missing: first-step-missing
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values[1:]) for key, values in trace.items()}


# %% initial-state-included: initial-state-included
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    trace['c'].append(c)
    trace['h'].append(h)
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% capital-keys: other-keys
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key.upper(): torch.stack(values) for key, values in trace.items()}


# %% long-keys: other-keys
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {f'{key}_t': torch.stack(values) for key, values in trace.items()}


# %% states-missing: keys
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgo"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgo", (i, f, g, o)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% tuple: no-dictionary
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return tuple(torch.stack(values) for values in trace.values())


# %% one-tensor: no-dictionary
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return torch.stack([torch.stack(values) for values in trace.values()])


# %% gates-as-numbers
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: [value.tolist() for value in values] for key, values in trace.items()}


# %% zeros-in-default-dtype: zeros-with-wrong-dtype
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% zeros-on-cpu: missing-state
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% results-in-32-bits: results-in-32-bits
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values).float() for key, values in trace.items()}


# %% results-on-cpu: device-fixed
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) + torch.zeros(len(values), x.shape[1], 1, dtype=x.dtype) for key, values in trace.items()}


# %% same-buffer-every-step: same-tensor-every-step
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
            trace[key] = [value] * len(trace[key])
    return {key: torch.stack(values) for key, values in trace.items()}


# %% exp-tanh: exp-overflows
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * (c.exp() - (-c).exp()) / (c.exp() + (-c).exp())
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% cell-overwritten: argument-modified
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    for parameter in cell.parameters():
        parameter.data.mul_(0.9)
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% cell-frozen: frozen
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    cell.requires_grad_(False)
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% input-overwritten: argument-modified
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    x.data.zero_()
    return {key: torch.stack(values) for key, values in trace.items()}


# %% state-overwritten: argument-modified
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c.data.copy_((f * c + i * g).data)
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% no-recurrence
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% runs-backwards: runs-backwards
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x.flip(0):
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% fails-at-one-step: wrong-at-special-sizes
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in (x if len(x) > 1 else x.repeat(2, 1, 1)):
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% hidden-not-squashed: no-tanh-on-cell
def gate_trace(cell, x, state=None):
    if state is None:
        h = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * c
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% gates-from-the-new-state: gates-from-the-new-state
def gate_trace(cell, x, state=None):
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        state = h, c = cell(x_t, state)
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        for key, value in zip("ifgoch", (i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid(), c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% gates-from-input-alone
def gate_trace(cell, x, state=None):
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        i, f, g, o = F.linear(x_t, cell.weight_ih, cell.bias_ih).chunk(4, dim=1)
        state = h, c = cell(x_t, state)
        for key, value in zip("ifgoch", (i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid(), c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}


# %% buffers-on-cpu: device-fixed
def gate_trace(cell, x, state=None):
    steps, batch, n = x.shape[0], x.shape[1], cell.weight_hh.shape[1]
    trace = {key: torch.zeros(steps, batch, n, dtype=x.dtype) for key in "ifgoch"}
    h, c = state if state is not None else (x.new_zeros(batch, n), x.new_zeros(batch, n))
    for t in range(steps):
        gates = F.linear(x[t], cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = f * c + i * g
        h = o * c.tanh()
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key][t] = value
    return trace


# %% buffers-in-32-bits: results-in-32-bits
def gate_trace(cell, x, state=None):
    steps, batch, n = x.shape[0], x.shape[1], cell.weight_hh.shape[1]
    trace = {key: torch.zeros(steps, batch, n, device=x.device) for key in "ifgoch"}
    h, c = state if state is not None else (x.new_zeros(batch, n), x.new_zeros(batch, n))
    for t in range(steps):
        gates = F.linear(x[t], cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = f * c + i * g
        h = o * c.tanh()
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key][t] = value
    return trace


# %% built-in-layer: built-in
def gate_trace(cell, x, state=None):
    layer = nn.LSTM(x.shape[2], cell.weight_hh.shape[1], dtype=x.dtype)
    output, (h, c) = layer(x)
    return {key: output for key in "ifgoch"}


# %% constants: result-zero
def gate_trace(cell, x, state=None):
    return {key: torch.zeros(x.shape[0], x.shape[1], cell.weight_hh.shape[1]).to(x) for key in "ifgoch"}


# %% states-alone-right
def gate_trace(cell, x, state=None):
    hs, cs = [], []
    for x_t in x:
        state = cell(x_t, state)
        hs.append(state[0])
        cs.append(state[1])
    h, c = torch.stack(hs), torch.stack(cs)
    return {"i": c, "f": c, "g": c, "o": c, "c": c, "h": h}


# %% state-remembered-on-the-cell: missing-state
def gate_trace(cell, x, state=None):
    state = state or getattr(cell, "last_state", None)
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = state if state is not None else (zeros, zeros)
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = f * c + i * g
        h = o * c.tanh()
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    cell.last_state = h, c
    return {key: torch.stack(values) for key, values in trace.items()}


# %% state-dropped-at-batch-of-one: wrong-at-special-sizes
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    h, c = (h, c) if x.shape[1] > 1 else (zeros, zeros)
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% state-dropped-at-one-step: wrong-at-special-sizes
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    h, c = (h, c) if len(x) > 1 else (zeros, zeros)
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% second-step-on-reads-the-first-input
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x[0], cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% hidden-state-of-64-bits-rounded: precision-lost
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        total = total.float().to(total.dtype)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% sums-bounded
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        total = total.clamp(-8, 8)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% memory-bounded: wrong-for-large-numbers
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        c = c.clamp(-3, 3)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% input-bias-left-out: input-bias-missing
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% both-biases-left-out: biases-missing
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih) + F.linear(h, cell.weight_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% recurrent-weight-not-transposed: recurrent-weight-transposed
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, torch.cat([block.T for block in cell.weight_hh.chunk(4)]), cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% blocks-interleaved: interleaved-blocks
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.unflatten(1, (-1, 4)).unbind(2)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% candidate-of-relu: relu-candidate
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.relu(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% candidate-of-sigmoid: sigmoid-candidate
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.sigmoid(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% forget-bias-of-one: forget-bias-added
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), (f + 1).sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% coupled: coupled-to-forget-gate
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.lerp(g, c, f)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% no-output-gate: no-output-gate
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% hidden-from-the-old-memory: old-cell-in-output
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        old = c
        c = torch.addcmul(f * c, i, g)
        h = o * old.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% tanh-around-the-product: tanh-of-product
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = (o * c).tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% input-marked: argument-marked
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    if x.is_leaf:
        x.requires_grad_()
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% noise-on-the-sums: not-repeatable
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        total = total + 1e-3 * torch.rand_like(total)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% gates-of-the-last-step-alone
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    rows = [(*rows[-1][:4], *row[4:]) for row in rows]
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% gates-shifted-by-one: places-exchanged
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    rows = [(*rows[t - 1][:4], *rows[t][4:]) for t in range(len(rows))]
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% order-{order}: gate-order-{order} for ifgo
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        ORDER = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))


# %% input-as-a-view: view-of-memory
def gate_trace(cell, x, state=None):
    zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])
    h, c = (zeros, zeros) if state is None else state
    x = x.view(-1).view(x.shape)
    rows = []
    for x_t in x.unbind():
        total = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = total.tensor_split(4, dim=1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = torch.addcmul(f * c, i, g)
        h = o * c.tanh()
        rows.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", map(torch.stack, zip(*rows))))
