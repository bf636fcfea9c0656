"""Wrong versions of `error_rate`, one a cell: other distances, other costs, other denominators, empty lists and memory."""


# %% mean-of-rates: mean-of-rates
def error_rate(predicted, gold):
    rates = []
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        rates.append(table[-1][-1] / len(g))
    return sum(rates) / len(rates)


# %% mean-of-guarded-rates: guarded-mean-of-rates
def error_rate(predicted, gold):
    rates = []
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        rates.append(table[-1][-1] / max(1, len(g)))
    return sum(rates) / len(rates)


# %% place-by-place: place-by-place
def error_rate(predicted, gold):
    wrong = sum(a != b for p, g in zip(predicted, gold) for a, b in zip(p, g))
    return wrong / sum(map(len, gold))


# %% place-by-place-and-rest: place-by-place-and-the-rest
def error_rate(predicted, gold):
    wrong = sum(sum(a != b for a, b in zip(p, g)) + abs(len(p) - len(g)) for p, g in zip(predicted, gold))
    return wrong / sum(map(len, gold))


# %% sets: difference-of-sets
def error_rate(predicted, gold):
    return sum(len(set(p) ^ set(g)) for p, g in zip(predicted, gold)) / sum(map(len, gold))


# %% longest-common-subsequence: replacement-costs-2
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 2
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% replacement-costs-two: replacement-costs-2
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 2 * (p[i - 1] != g[j - 1])
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% equal-costs-too: equal-tokens-cost-1
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% deletion-free: deletion-is-free
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j], table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% insertion-free: insertion-is-free
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1], table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% no-deletion
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% borders-of-zero: first-row-of-zeros
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% swaps-allowed: neighbours-may-be-swapped
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
                if i > 1 and j > 1 and p[i - 1] == g[j - 2] and p[i - 2] == g[j - 1]:
                    table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% divided-by-predicted: divided-by-predicted
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(p)
    return edits / words


# %% divided-by-longer: divided-by-the-longer
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += max(len(p), len(g))
    return edits / words


# %% divided-by-sequences: divided-by-sequences
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += 1
    return edits / words


# %% not-divided: not-divided
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return float(edits)


# %% percent: percent
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return 100 * edits / words


# %% at-most-one: at-most-1
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return min(1.0, edits / words)


# %% accuracy: accuracy
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return 1 - edits / words


# %% rounded-down: rounded-down
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return float(edits // words)


# %% sequences-wrong: sequences-wrong
def error_rate(predicted, gold):
    return sum(p != g for p, g in zip(predicted, gold)) / len(gold)


# %% joined: sequences-joined
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in [(sum(predicted, []), sum(gold, []))]:
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% as-text: compared-as-text
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        p, g = ''.join(map(str, p)), ''.join(map(str, g))
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += 0
    return edits / sum(map(len, gold))


# %% empty-gold-passed-over: empty-gold-passed-over
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        if not g:
            continue
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return edits / words


# %% tensor: tensor-instead-of-float
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    return torch.tensor(edits / words)


# %% lists-consumed: lists-emptied
def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
        p.clear()
    return edits / words


# %% remembered
TOTAL = [0, 0]


def error_rate(predicted, gold):
    edits = words = 0
    for p, g in zip(predicted, gold):
        table = [[i + j if i * j == 0 else 0 for j in range(len(g) + 1)] for i in range(len(p) + 1)]
        for i in range(1, len(p) + 1):
            for j in range(1, len(g) + 1):
                cost = 0 if p[i - 1] == g[j - 1] else 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        edits += table[-1][-1]
        words += len(g)
    TOTAL[0] += edits
    TOTAL[1] += words
    return TOTAL[0] / TOTAL[1]


# %% zero: always-0
def error_rate(predicted, gold):
    return 0.0
