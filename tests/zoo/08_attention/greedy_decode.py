"""Wrong versions of `greedy_decode`, one a cell: ends, first words, states, numbers of steps, kinds of result and memory."""


# %% all-end-with-the-first: all-end-with-the-first
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
        if any(done):
            break
    return rows


# %% words-after-eos: words-after-eos-kept
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
            if word != eos:
                rows[n].append(word)
    return rows


# %% eos-kept: eos-kept
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.tolist()):
            if not done[n]:
                rows[n].append(word)
            if word == eos:
                done[n] = True
        if all(done):
            break
    return rows


# %% never-ends: eos-never-looked-for
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.tolist()):
            if word == eos:
                pass
            if True:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% ends-at-the-last-eos: ends-at-the-last-eos
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    columns = []
    for _ in range(max_length):
        logits, state, _ = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        columns.append(token.tolist())
    rows = [list(row) for row in zip(*columns)]
    return [row[: len(row) - 1 - row[::-1].index(eos)] if eos in row else row for row in rows]


# %% bos-kept: bos-kept
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[bos] for _ in range(len(memory))]
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


# %% state-not-carried: state-not-carried
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, _, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% always-bos: always-fed-bos
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        best = logits.argmax(dim=1)
        for n, word in enumerate(best.tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% eos-first: fed-eos-first
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), eos, device=memory.device)
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


# %% zero-first: fed-word-0-first
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), 0, device=memory.device)
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


# %% argmin: least-likely-word
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmin(dim=1)
        for n, word in enumerate(token.tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% second-best: second-best-word
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.topk(2, dim=1).indices[:, 1]
        for n, word in enumerate(token.tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% one-step-too-few: one-step-too-few
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length - 1):
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


# %% one-step-too-many: one-step-too-many
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length + 1):
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


# %% call-before-the-loop: called-too-often
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    step(token, state, memory, lengths)
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


# %% last-call-for-nothing: called-too-often
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length + 1):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return [row[:max_length] for row in rows]


# %% row-by-row: called-too-often
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    rows = []
    for n in range(len(memory)):
        token, own, row = torch.tensor([bos]), tuple(s[n : n + 1] for s in state), []
        for _ in range(max_length):
            logits, own, _ = step(token, own, memory[n : n + 1], lengths[n : n + 1])
            token = logits.argmax(dim=1)
            if token.item() == eos:
                break
            row.append(token.item())
        rows.append(row)
    return rows


# %% lengths-of-the-padded-memory: lengths-not-passed-on
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, torch.full_like(lengths, memory.shape[1]))
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% lengths-sorted: lengths-sorted
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths.sort(descending=True).values)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% filled-up: rows-filled-up
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
    longest = max(map(len, rows))
    return [row + [eos] * (longest - len(row)) for row in rows]


# %% tensor: tensor-instead-of-lists
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    columns = []
    for _ in range(max_length):
        logits, state, _ = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        columns.append(token)
    return torch.stack(columns, dim=1)


# %% tensors-in-lists: tensors-in-the-lists
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% numpy-ints: numpy-numbers
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.numpy()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% tuples: rows-as-tuples
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
    return [tuple(row) for row in rows]


# %% one-list: words-in-one-list
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
    return [word for row in rows for word in row]


# %% first-row: first-row-alone
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
    return rows[0]


# %% time-first: time-first
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
    return [list(column) for column in zip(*rows)]


# %% eos-is-one
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.tolist()):
            if word == 1:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% memory-overwritten: memory-overwritten
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
    memory.zero_()
    return rows


# %% needs-a-module: module-expected
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    step.eval()
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


# %% shared-rows: one-list-for-all-rows
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[]] * len(memory)
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


# %% rows-squeezed
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    token = torch.full((len(memory),), bos, device=memory.device)
    rows = [[] for _ in range(len(memory))]
    done = [False] * len(memory)
    for _ in range(max_length):
        logits, state, weights = step(token, state, memory, lengths)
        token = logits.argmax(dim=1)
        for n, word in enumerate(token.squeeze().tolist()):
            if word == eos:
                done[n] = True
            if not done[n]:
                rows[n].append(word)
        if all(done):
            break
    return rows


# %% nothing: nothing-written
def greedy_decode(step, state, memory, lengths, bos, eos, max_length):
    return [[] for _ in range(len(memory))]
