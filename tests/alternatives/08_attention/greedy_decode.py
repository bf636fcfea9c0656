"""Correct versions of `greedy_decode` in other styles, one a cell."""


# %% lists-and-flags
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% all-steps-then-cut
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((memory.size(0),), bos, dtype=torch.long, device=memory.device)
    columns = []
    for _ in range(max_length):
        logits, state, _ = step(token, state, memory, lengths)
        token = logits.argmax(-1)
        columns.append(token)
    rows = torch.stack(columns, 1).tolist()
    return [row[: row.index(eos)] if eos in row else row for row in rows]


# %% finished-mask
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    batch = memory.shape[0]
    token = memory.new_full((batch,), bos, dtype=torch.int64)
    finished = torch.zeros(batch, dtype=torch.bool, device=memory.device)
    out = []
    while len(out) < max_length and not bool(finished.all()):
        logits, state, _ = step(token, state, memory, lengths)
        token = torch.where(finished, eos, logits.max(dim=1).indices)
        finished = finished | (token == eos)
        out.append(token)
    return [[w for w in row if w != eos] for row in torch.stack(out, 1).tolist()]


# %% shrinking-batch
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    written = [[] for _ in range(len(memory))]
    active = torch.arange(len(memory))
    token = torch.full((len(memory),), bos, device=memory.device)
    for _ in range(max_length):
        logits, state, _ = step(token, state, memory, lengths)
        token = logits.argmax(1)
        keep = (token != eos).cpu()
        active, lengths = active[keep], lengths[keep]
        token, memory = token[keep.to(token.device)], memory[keep.to(memory.device)]
        state = tuple(s[keep.to(s.device)] for s in state)
        for n, word in zip(active.tolist(), token.tolist()):
            written[n].append(word)
        if len(active) == 0:
            break
    return written


# %% recursive
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    def go(token, state, left):
        if left == 0:
            return [[] for _ in range(len(memory))]
        logits, state, _ = step(token, state, memory, lengths)
        token = logits.argmax(1)
        rest = go(token, state, left - 1)
        return [[] if w == eos else [w, *tail] for w, tail in zip(token.tolist(), rest)]

    return go(torch.full((len(memory),), bos, device=memory.device), state, max_length)


# %% generator-and-takewhile
from itertools import islice, takewhile


def words(step, token, state, memory, lengths):
    while True:
        logits, state, _ = step(token, state, memory, lengths)
        token = logits.topk(1, dim=1).indices.squeeze(1)
        yield token.tolist()


def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    print("decoding", len(memory), "rows")
    start = torch.full((len(memory),), bos, device=memory.device)
    columns = list(islice(words(step, start, state, memory, lengths), max_length))
    return [list(takewhile(lambda w: w != eos, row)) for row in zip(*columns)]


# %% matrix-filled-in
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    n = len(memory)
    found = torch.full((n, max_length), -1, dtype=torch.int64)
    token = torch.tensor([bos] * n).to(memory.device)
    running = set(range(n))
    with torch.inference_mode():
        for t in range(max_length):
            logits, state, _ = step(token, state, memory, lengths)
            token = torch.softmax(logits, dim=1).argmax(dim=1)
            found[:, t] = token.cpu()
            running = {k for k in running if int(token[k]) != eos}
            if not running:
                break
    result = []
    for row in found:
        words = []
        for w in row:
            if w.item() in (eos, -1):
                break
            words.append(int(w))
        result.append(words)
    return result


# %% sorted-logits-and-kept-ends
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    ends, columns = [None] * len(memory), []
    for t in range(max_length):
        logits, state, _ = step(token, state, memory, lengths)
        token = logits.argsort(dim=1, descending=True)[:, 0]
        columns.append([int(w) for w in token])
        ends = [t if e is None and w == eos else e for e, w in zip(ends, columns[-1])]
        if None not in ends:
            break
    return [[column[n] for column in columns[:end]] for n, end in enumerate(ends)]
