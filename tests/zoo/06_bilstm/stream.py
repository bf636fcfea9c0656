"""Wrong versions of `stream`, one a cell: wrong windows, wrong states handed on, wrong joins, gradients, the layer changed."""


# %% whole-sequence: whole-sequence
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    return bilstm(x)[0]
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% no-lookahead: lookahead-ignored
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = b
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% lookahead-to-the-end: whole-sequence
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = T
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% lookahead-one-more: one-step-too-far-ahead
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead + 1, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% lookahead-one-less: one-step-too-short-ahead
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + max(lookahead - 1, 0), T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% lookahead-from-the-start-of-the-chunk: lookahead-from-the-start-of-the-chunk
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(a + max(lookahead, b - a), T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% lookahead-in-chunks: lookahead-counted-in-chunks
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead * chunk, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% state-after-the-lookahead: state-after-the-lookahead
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, _ = bilstm(x[a:b], state)
        back, (h_n, c_n) = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% state-not-carried: state-not-carried
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% only-h-carried: h-without-c
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h = h_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% only-c-carried: c-without-h
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        c = c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% state-exchanged: h-and-c-exchanged
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        c, h = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% backward-state-for-the-forward-reader: state-from-the-backward-reader
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[1:], c_n[1:]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% both-states-carried: backward-state-carried
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    state = torch.cat([zeros, zeros]), torch.cat([zeros, zeros])
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        state = h_n, c_n
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% backward-starts-from-the-forward-state: forward-state-for-both
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, h]), torch.cat([c, c])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% state-in-the-wrong-direction: directions-exchanged-in-the-state
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([zeros, h]), torch.cat([zeros, c])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% starts-at-one
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.ones(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% last-chunk-dropped: last-chunk-left-out
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T - chunk + 1, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% last-chunk-full: result-shape
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        a = max(min(a, T - chunk), 0)
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% lookahead-kept-in-the-output: lookahead-in-the-output
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(back)
    return torch.cat(outputs)


# %% last-steps-of-the-window: end-of-the-backward-window
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[-(b - a) :, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% halves-exchanged: halves-exchanged
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([back[: b - a, :, H:], front[..., :H]], dim=-1))
    return torch.cat(outputs)


# %% forward-half-twice: forward-half-twice
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], front[..., :H]], dim=-1))
    return torch.cat(outputs)


# %% backward-flipped: backward-not-put-back
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:].flip(0)], dim=-1))
    return torch.cat(outputs)


# %% backward-of-the-chunk-alone: lookahead-ignored
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], front[..., H:]], dim=-1))
    return torch.cat(outputs)


# %% overlapping-chunks: result-shape
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, max(chunk - 1, 1)):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% joined-in-the-batch: joined-in-the-batch
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat([F.pad(o, (0, 0, 0, 0, 0, len(outputs[0]) - len(o))) for o in outputs], 1)


# %% list: list-of-chunks
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return outputs


# %% with-states: result-form
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs), (h, c)


# %% detached-between-chunks: detached-between-chunks
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1].detach(), c_n[:1].detach()
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% h-detached-between-chunks: h-detached-between-chunks
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1].detach(), c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% lookahead-detached: gradient-differs
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(torch.cat([x[a:b], x[b:end].detach()]), state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% without-gradient: input-detached
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    x = x.detach()
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% no-grad: no-gradient
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs).detach()


# %% zeros-of-32-bits: zeros-of-32-bits
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% zeros-on-the-cpu: device-fixed
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% output-of-32-bits: floats-on-the-cpu
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs).float()


# %% output-on-the-cpu: output-on-the-cpu
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    output = torch.zeros(T, N, 2 * H, dtype=x.dtype)
    output[:] = torch.cat(outputs)
    return output


# %% squeezed: batch-of-one-squeezed
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs).squeeze()


# %% chunk-longer-than-the-sequence-fails: assertion
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    assert chunk <= T
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% lookahead-at-most-a-chunk: lookahead-at-most-a-chunk
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + min(lookahead, chunk), T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% layer-in-evaluation-mode: layer-put-to-evaluation
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    bilstm.eval()
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% layer-frozen: layer-switched-off
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    bilstm.requires_grad_(False)
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% layer-changed: argument-modified
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    with torch.no_grad():
        bilstm.bias_hh_l0 += bilstm.bias_ih_l0
        bilstm.bias_ih_l0.zero_()
    return torch.cat(outputs)


# %% x-changed: argument-modified
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    with torch.no_grad():
        x.zero_()
    return torch.cat(outputs)


# %% view: view-of-x
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    x = x.view(T * N, -1).view(T, N, -1)
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x[a:b], state)
        back, _ = bilstm(x[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% batch-first
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    zeros = torch.zeros(1, N, H, dtype=x.dtype, device=x.device)
    h, c = zeros, zeros
    outputs = []
    for a in range(0, T, chunk):
        b = min(a + chunk, T)
        end = min(b + lookahead, T)
        state = torch.cat([h, zeros]), torch.cat([c, zeros])
        front, (h_n, c_n) = bilstm(x.transpose(0, 1)[a:b], state)
        back, _ = bilstm(x.transpose(0, 1)[a:end], state)
        h, c = h_n[:1], c_n[:1]
        outputs.append(torch.cat([front[..., :H], back[: b - a, :, H:]], dim=-1))
    return torch.cat(outputs)


# %% padded-to-whole-chunks: padded-with-zeros
def stream(bilstm, x, chunk, lookahead):
    T, N, _ = x.shape
    H = bilstm.hidden_size
    longer = F.pad(x, (0, 0, 0, 0, 0, -T % chunk + lookahead))
    front = bilstm(x)[0][..., :H]
    backs = [bilstm(longer[a : a + chunk + lookahead])[0][:chunk, :, H:] for a in range(0, T, chunk)]
    return torch.cat([front, torch.cat(backs)[:T]], dim=-1)


# %% windows-around-each-step: window-for-each-step
def stream(bilstm, x, chunk, lookahead):
    H = bilstm.hidden_size
    front = bilstm(x)[0][..., :H]
    backs = [bilstm(x[t : t + 1 + lookahead])[0][0, :, H:] for t in range(len(x))]
    return torch.cat([front, torch.stack(backs)], dim=-1)


# %% fresh-layer
def stream(bilstm, x, chunk, lookahead):
    layer = nn.LSTM(x.shape[2], bilstm.hidden_size, bidirectional=True, device=x.device, dtype=x.dtype)
    return layer(x)[0]


# %% gradient-cut-at-one-sequence: gradient-to-some-missing
def stream(bilstm, x, chunk, lookahead):
    h = c = x.new_zeros(2, x.shape[1], bilstm.hidden_size)
    outputs = []
    x = x.detach() if x.shape[1] == 1 else x
    for start in range(0, x.shape[0], chunk):
        part = x[start:start + chunk]
        seen, _ = bilstm(x[start:start + chunk + lookahead], (h, c))
        outputs.append(seen[:part.shape[0]])
        _, (h_n, c_n) = bilstm(part, (h, c))
        h, c = (torch.stack([state[0], torch.zeros_like(state[1])]) for state in (h_n, c_n))
    return torch.cat(outputs)


# %% gradient-cut-at-chunks-of-one: gradient-differs
def stream(bilstm, x, chunk, lookahead):
    h = c = x.new_zeros(2, x.shape[1], bilstm.hidden_size)
    outputs = []
    for start in range(0, x.shape[0], chunk):
        part = x[start:start + chunk]
        seen, _ = bilstm(x[start:start + chunk + lookahead], (h, c))
        outputs.append(seen[:part.shape[0]])
        _, (h_n, c_n) = bilstm(part, (h, c))
        h_n, c_n = (h_n.detach(), c_n.detach()) if chunk == 1 else (h_n, c_n)
        h, c = (torch.stack([state[0], torch.zeros_like(state[1])]) for state in (h_n, c_n))
    return torch.cat(outputs)
