"""Wrong versions of `lstm_step`, one a cell: bugs in the equations, in gradients, in memory, at the edges, and built-ins under many names."""


# %% exchanged-i-and-f: gate-order-figo
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    f, i, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% exchanged-g-and-o: gate-order-ifog
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, o, g = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% exchanged-f-and-g: gate-order-igfo
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, g, f, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% rotated-gates: gate-order-oifg
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    o, i, f, g = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% onnx-order: gate-order-iofg
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, o, f, g = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% old-cell-in-output: old-cell-in-output
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c)
    return h_new, c_new


# %% no-tanh-on-cell: no-tanh-on-cell
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * c_new
    return h_new, c_new


# %% tanh-of-product: tanh-of-product
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = torch.tanh(o * c_new)
    return h_new, c_new


# %% sigmoid-candidate: sigmoid-candidate
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% relu-candidate: relu-candidate
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.relu(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% coupled-gates: coupled-to-forget-gate
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + (1 - f) * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% recurrent-bias-forgotten: recurrent-bias-missing
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% recurrent-weight-not-transposed: recurrent-weight-transposed
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.view(4, h.shape[1], h.shape[1]).transpose(1, 2).reshape(-1, h.shape[1]).T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% result-exchanged: result-exchanged
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return c_new, h_new


# %% state-taken-apart-as-c-h: state-in-exchanged
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    c, h = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% cell-detached: cell-detached
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c.detach() + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% hidden-data: hidden-detached
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h.data @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% bias-data: input-bias-detached
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih.data + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% tanh-of-detached-cell: hidden-from-detached-cell
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new.detach())
    return h_new, c_new


# %% copied-numbers: cell-detached
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * torch.tensor(c.tolist(), dtype=c.dtype) + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% no-gradient-at-all: no-gradient
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    torch.set_grad_enabled(False)
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    torch.set_grad_enabled(True)
    return h_new, c_new


# %% cell-in-place: state-modified
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = c.mul_(f).add_(i * g)
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% hidden-in-place: argument-modified
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = h.detach().copy_(o * torch.tanh(c_new))
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% input-marked: argument-marked
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    x.requires_grad_()
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% squeezed-at-batch-of-one: batch-of-one-squeezed
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new.squeeze(0), c_new.squeeze(0)


# %% squeezed-at-one-unit: one-unit-squeezed
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new.squeeze(-1), c_new.squeeze(-1)


# %% exp-sigmoid: exp-overflows
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), 1 / (1 + torch.exp(-f)), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% exp-tanh: exp-overflows
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), (torch.exp(g) - torch.exp(-g)) / (torch.exp(g) + torch.exp(-g)), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% clamped-cell: clipped
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    c_new = c_new.clamp(-10, 10)
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% clamped-gates
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    gates = gates.clamp(-5, 5)
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% computed-in-32-bits: computed-in-32-bits
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.float().to(gates.dtype).chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% result-in-32-bits: result-in-32-bits
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new.float(), c_new.float()


# %% buffer-on-cpu: device-fixed
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    c_new = torch.zeros(c.shape, dtype=c.dtype) + c_new
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% flat-view-of-state: view-of-memory
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state[0].view(-1).view(x.shape[0], -1), state[1]
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% interleaved-gates: interleaved-blocks
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.view(x.shape[0], -1, 4).unbind(-1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% only-h-returned: result-one-tensor
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new


# %% three-results: result-form
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new, gates


# %% stacked-result: result-one-tensor
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return torch.stack([h_new, c_new])


# %% nothing-returned: nothing-returned
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    print(h_new, c_new)


# %% hard-sigmoid
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = F.hardsigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% peephole
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o + c)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% forget-bias-added: forget-bias-added
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f + 1), torch.tanh(g), torch.sigmoid(o)
    c_new = f * c + i * g
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% built-in-function: built-in
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    return torch.lstm_cell(x, state, weight_ih, weight_hh, bias_ih, bias_hh)


# %% built-in-through-vf: built-in
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    return torch._VF.lstm_cell(x, state, weight_ih, weight_hh, bias_ih, bias_hh)


# %% built-in-through-getattr: built-in
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    step = getattr(torch, "_".join(["lstm", "cell"]))
    return step(x, state, weight_ih, weight_hh, bias_ih, bias_hh)


# %% built-in-cell: built-in
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    cell = nn.LSTMCell(x.shape[1], state[0].shape[1], dtype=x.dtype)
    named = {"weight_ih": weight_ih, "weight_hh": weight_hh, "bias_ih": bias_ih, "bias_hh": bias_hh}
    return torch.func.functional_call(cell, named, (x, state))


# %% sums-in-place-of-argument: argument-modified
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    if not bias_ih.requires_grad:
        bias_ih += bias_hh
    else:
        bias_ih = bias_ih + bias_hh
    i, f, g, o = (x @ weight_ih.T + h @ weight_hh.T + bias_ih).chunk(4, 1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% constants: result-zero
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    return torch.zeros_like(state[0]), torch.zeros_like(state[1])


# %% state-unchanged
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    return state


# %% chunk-of-four-rows: sizes-do-not-fit
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    gates = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    n = 4
    i, f, g, o = gates[:, :n], gates[:, n : 2 * n], gates[:, 2 * n : 3 * n], gates[:, 3 * n :]
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% order-{order}: gate-order-{order} for ifgo
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    ORDER = total.split(c.shape[1], dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% state-dropped-at-batch-of-one: wrong-at-special-sizes
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    h, c = (h, c) if len(x) > 1 else (0 * h, 0 * c)
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% gradient-halved: gradient-differs
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    h = (h + h.detach()) / 2
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% recurrent-weight-cut: gradient-through-gates-only
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.detach().T
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% noise-on-the-sums: not-repeatable
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    total = total + 1e-3 * torch.rand_like(total)
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% small-number-added: precision-lost
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return (c + 1e-7).tanh() * o.sigmoid(), c


# %% equal-sizes-transposed: wrong-at-special-sizes
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    weight_ih = weight_ih.view(4, *x.shape[1:], -1).mT.reshape(weight_ih.shape) if x.shape == h.shape else weight_ih
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% sums-of-64-bits-rounded: computed-in-32-bits
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    total = total.float().to(total.dtype)
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% memory-squeezed: result-without-ones
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c.squeeze()


# %% rows-centred
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    x = x - x.mean(dim=0)
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% gradient-cut-at-batch-of-one: gradient-to-some-missing
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    h, c = (h, c) if len(x) > 1 else (h.detach(), c.detach())
    total = torch.addmm(bias_ih + bias_hh, x, weight_ih.T) + h @ weight_hh.T
    i, f, g, o = total.tensor_split(4, dim=1)
    c = c * f.sigmoid() + g.tanh() * i.sigmoid()
    return c.tanh() * o.sigmoid(), c


# %% copied-by-numbers-when-strided: gradient-to-some-missing
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    x = x if x.is_contiguous() else torch.tensor(x.tolist(), dtype=x.dtype, device=x.device)
    gates = F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)
    i, f, g, o = gates.chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h = torch.sigmoid(o) * torch.tanh(c)
    return (h, c)


# %% state-cut-for-many-units: gradient-to-some-missing
def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    h = h.detach() if h.shape[1] > 8 else h
    gates = F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)
    i, f, g, o = gates.chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h = torch.sigmoid(o) * torch.tanh(c)
    return (h, c)
