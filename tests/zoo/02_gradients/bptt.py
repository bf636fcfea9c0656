"""Wrong versions of `bptt`, one a cell: bugs in the way forward and the way back, sums, shapes, dtypes, arguments that are changed, and autograd under many names."""


# %% truncated: later-steps-ignored
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh0 = da @ weight_hh
    return grad_x, dh0, grad_w, grad_u, grad_b, grad_b


# %% truncated-whole: truncated-at-one-step
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% truncated-after-three-steps
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh if (T - t) % 3 else torch.zeros_like(dh)
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% last-output-only: only-the-last-output-read
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = ((grad_output[t] if t == T - 1 else 0) + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% last-output-everywhere: last-outputs-gradient-everywhere
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[-1] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% outputs-summed: outputs-summed
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output.sum(0) + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% outputs-reversed: grad-output-reversed
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[T - 1 - t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% output-one-early: grad-output-one-early
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t - 1] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% output-multiplied: paths-multiplied
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] * (1 + dh)) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% carry-multiplied: carried-without-derivative
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = grad_output[t] * (1 - h[t + 1] ** 2) + dh
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% carry-accumulated: carry-accumulated
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = dh + da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% loss-added-to-the-first-state
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh + grad_output[0], grad_w, grad_u, grad_b, grad_b


# %% forward-order: forwards-in-time
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in range(T):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-at-old-state: derivative-at-the-old-state
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-missing: derivative-missing
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-without-square: derivative-without-square
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1])
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-plus: derivative-with-plus
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 + h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-of-sigmoid: derivative-of-sigmoid
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * h[t + 1] * (1 - h[t + 1])
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-of-state: tanh-of-the-state-again
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - torch.tanh(h[t + 1]) ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-of-relu: derivative-of-relu
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (h[t + 1] > 0)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-clipped: close
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2).clamp(min=1e-3)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-only-for-loss
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = grad_output[t] * (1 - h[t + 1] ** 2) + dh * (1 - h[t] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% gradient-clipped: gradient-clipped
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = (da @ weight_hh).clamp(-1, 1)
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% weight-transposed-backward: recurrent-weight-transposed-backwards
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh.T
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% weight-transposed-forward: recurrent-weight-transposed-forwards
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% both-transposed: recurrent-weight-transposed-throughout
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh.T
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% carry-without-derivative: state-without-derivative-handed-back
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = (grad_output[t] + dh) @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% input-without-derivative: input-without-derivative
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = (grad_output[t] + dh) @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% input-of-loss-only: inputs-of-the-loss-alone
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = (grad_output[t] * (1 - h[t + 1] ** 2)) @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% weight-met-new-state: weight-met-the-new-state
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t + 1]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% weight-met-first-state: weight-met-the-first-state
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[0]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% first-state-forgotten: first-state-forgotten
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t] * (t > 0)
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% forward-from-zeros: forward-from-zeros
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [torch.zeros_like(h0)]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% weights-of-last-round: recurrent-weight-of-the-last-round
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u = da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% input-weight-of-last-round: input-weight-of-the-last-round
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w = da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% bias-of-last-round: bias-of-the-last-round
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b = da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% first-step-skipped: first-step-left-out
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(1 if T > 1 else 0, T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% last-step-skipped: last-step-left-out
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(max(T - 1, 1))):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% at-most-twenty-steps
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(max(0, T - 20), T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% first-state-is-sum: first-state-is-the-sums
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, da, grad_w, grad_u, grad_b, grad_b


# %% first-state-zero: result-zero
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, torch.zeros_like(h0), grad_w, grad_u, grad_b, grad_b


# %% recurrent-gradient-transposed: places-exchanged
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += h[t].T @ da
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% input-gradient-transposed: result-dimensions-exchanged
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w.T, grad_u, grad_b, grad_b


# %% averaged-over-batch: averaged-over-the-batch
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    N = x.shape[1]
    return grad_x, dh, grad_w / N, grad_u / N, grad_b / N, grad_b / N


# %% all-averaged-over-batch: everything-averaged-over-the-batch
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    N = x.shape[1]
    return grad_x / N, dh / N, grad_w / N, grad_u / N, grad_b / N, grad_b / N


# %% averaged-over-time: averaged-over-time
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w / T, grad_u / T, grad_b / T, grad_b / T


# %% bias-mean: bias-averaged-over-the-batch
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.mean(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% bias-summed-over-units: bias-summed-over-units
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum()
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% bias-not-summed: result-shape
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(h0)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% bias-halved: bias-halved
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b / 2, grad_b / 2


# %% second-bias-zero: result-zero
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, torch.zeros_like(grad_b)


# %% input-bias-forgotten: input-bias-missing
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% recurrent-bias-forgotten: recurrent-bias-missing
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% relu: a-relu-network
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.relu(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% states-saved-late
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.insert(0, torch.tanh(x[t] @ weight_ih.T + bias_ih + h[0] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% inputs-reversed: inputs-in-reversed-order
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[T - 1 - t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% batch-first: sizes-do-not-fit
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    x, grad_output = x.transpose(0, 1), grad_output.transpose(0, 1)
    T = min(x.shape[0], 1)
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    x, grad_output = x.transpose(0, 1), grad_output.transpose(0, 1)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% weights-exchanged: weights-exchanged
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_u, grad_w, grad_b, grad_b


# %% inputs-exchanged: inputs-exchanged
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return dh, grad_x, grad_w, grad_u, grad_b, grad_b


# %% five-results: one-bias-only
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b


# %% seven-results: result-form
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b, grad_output


# %% a-dictionary: result-form
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return dict(x=grad_x, h0=dh, weight_ih=grad_w, weight_hh=grad_u, bias_ih=grad_b, bias_hh=grad_b)


# %% sign: sign
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return -grad_x, -dh, -grad_w, -grad_u, -grad_b, -grad_b


# %% in-32-bits: device-or-dtype-fixed
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros(x.shape)
    grad_w = torch.zeros(weight_ih.shape)
    grad_u = torch.zeros(weight_hh.shape)
    grad_b = torch.zeros(bias_ih.shape)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% input-gradient-in-32-bits: dtype-fixed
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros(x.shape, device=x.device)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% rounded-inside: precision-lost
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh).float().to(x.dtype))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% on-cpu: device-fixed
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros(x.shape, dtype=x.dtype, device='cpu')
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% hard-coded-double: dtype-fixed
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return tuple(g.double() for g in (grad_x, dh, grad_w, grad_u, grad_b, grad_b))


# %% exp-tanh: exp-overflows
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append((lambda a: (torch.exp(a) - torch.exp(-a)) / (torch.exp(a) + torch.exp(-a)))(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% derivative-divided: exp-overflows
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (h[t + 1] - h[t + 1] ** 3) / h[t + 1] * (1 - h[t + 1] ** 2) / (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% output-gradient-in-place: grad-output-overwritten
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        grad_output[t] += dh
        da = grad_output[t] * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% states-in-place: argument-modified
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    h0 += 0.1
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% weights-in-place: argument-modified
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    weight_ih -= 0.1 * grad_w
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% inputs-marked: argument-marked
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    for value in (x, h0, weight_ih):
        value.requires_grad_()
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% accumulates-between-calls
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = bptt.__dict__.setdefault('kept', {}).setdefault(tuple(x.shape), torch.zeros_like(bias_ih))
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% squeezed: wrong-at-special-sizes
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.squeeze().sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% squeezed-result: result-without-ones
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return tuple(g.squeeze() for g in (grad_x, dh, grad_w, grad_u, grad_b, grad_b))


# %% one-step-special
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    if T == 1:
        grad_output = torch.ones_like(grad_output)
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% view: view-of-memory
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    x = x.view(T, -1).view(x.shape)
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% flat-view-of-output-gradient: view-of-memory
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    T = x.shape[0]
    grad_output = grad_output.view(-1).view(grad_output.shape)
    h = [h0]
    for t in range(T):
        h.append(torch.tanh(x[t] @ weight_ih.T + bias_ih + h[t] @ weight_hh.T + bias_hh))
    grad_x = torch.zeros_like(x)
    grad_w = torch.zeros_like(weight_ih)
    grad_u = torch.zeros_like(weight_hh)
    grad_b = torch.zeros_like(bias_ih)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        da = (grad_output[t] + dh) * (1 - h[t + 1] ** 2)
        grad_x[t] = da @ weight_ih
        grad_w += da.T @ x[t]
        grad_u += da.T @ h[t]
        grad_b += da.sum(0)
        dh = da @ weight_hh
    return grad_x, dh, grad_w, grad_u, grad_b, grad_b


# %% autograd: built-in
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    leaves = [v.detach().requires_grad_() for v in (x, h0, weight_ih, weight_hh, bias_ih, bias_hh)]
    x, h, w, u, b, d = leaves
    out = []
    for x_t in x:
        h = torch.tanh(x_t @ w.T + b + h @ u.T + d)
        out.append(h)
    return torch.autograd.grad(torch.stack(out), leaves, grad_output)


# %% autograd-imported: built-in
from torch.autograd import grad

def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    leaves = [v.detach().requires_grad_() for v in (x, h0, weight_ih, weight_hh, bias_ih, bias_hh)]
    x, h, w, u, b, d = leaves
    out = []
    for x_t in x:
        h = torch.tanh(x_t @ w.T + b + h @ u.T + d)
        out.append(h)
    return grad(torch.stack(out), leaves, grad_output)


# %% backward: built-in
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    leaves = [v.detach().requires_grad_() for v in (x, h0, weight_ih, weight_hh, bias_ih, bias_hh)]
    x, h, w, u, b, d = leaves
    loss = 0
    for x_t, g in zip(x, grad_output):
        h = torch.tanh(x_t @ w.T + b + h @ u.T + d)
        loss = loss + (h * g).sum()
    loss.backward()
    return tuple(leaf.grad for leaf in leaves)


# %% backward-by-name
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    with torch.enable_grad():
        leaves = [v.detach().requires_grad_() for v in (x, h0, weight_ih, weight_hh, bias_ih, bias_hh)]
        x, h, w, u, b, d = leaves
        loss = 0
        for x_t, g in zip(x, grad_output):
            h = torch.tanh(x_t @ w.T + b + h @ u.T + d)
            loss = loss + (h * g).sum()
        getattr(loss, "back" + "ward")()
    return tuple(leaf.grad for leaf in leaves)


# %% vjp: built-in
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    def forward(x, h, w, u, b, d):
        out = []
        for x_t in x:
            h = torch.tanh(x_t @ w.T + b + h @ u.T + d)
            out.append(h)
        return torch.stack(out)
    _, back = torch.func.vjp(forward, x, h0, weight_ih, weight_hh, bias_ih, bias_hh)
    return back(grad_output)


# %% autograd-found-by-name
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    leaves = [v.detach().requires_grad_() for v in (x, h0, weight_ih, weight_hh, bias_ih, bias_hh)]
    x, h, w, u, b, d = leaves
    out = []
    for x_t in x:
        h = torch.tanh(x_t @ w.T + b + h @ u.T + d)
        out.append(h)
    return getattr(torch, "auto" + "grad").grad(torch.stack(out), leaves, grad_output)


# %% built-in-layer: built-in
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    out, _ = torch.rnn_tanh(x, h0[None], [weight_ih, weight_hh, bias_ih, bias_hh], True, 1, 0.0, False, False, False)
    da = grad_output * (1 - out**2)
    return da @ weight_ih, da[0] @ weight_hh, weight_ih, weight_hh, bias_ih, bias_hh


# %% finite-differences
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    given = [v.clone() for v in (x, h0, weight_ih, weight_hh, bias_ih, bias_hh)]
    def loss():
        h, total = given[1], 0
        for x_t, g in zip(given[0], grad_output):
            h = torch.tanh(x_t @ given[2].T + given[4] + h @ given[3].T + given[5])
            total = total + (h * g).sum()
        return total
    results = []
    for value in given:
        gradient = torch.zeros_like(value)
        flat, out = value.view(-1), gradient.view(-1)
        for k in range(flat.numel()):
            flat[k] += 1e-5
            up = loss()
            flat[k] -= 2e-5
            out[k] = (up - loss()) / 2e-5
            flat[k] += 1e-5
        results.append(gradient)
    return tuple(results)


# %% zeros: result-zero
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    return tuple(torch.zeros_like(v) for v in (x, h0, weight_ih, weight_hh, bias_ih, bias_hh))


# %% unfinished
def bptt(x, h0, weight_ih, weight_hh, bias_ih, bias_hh, grad_output):
    raise NotImplementedError()
