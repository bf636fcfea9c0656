"""Correct versions of `error_rate` in other styles, one a cell."""


# %% table
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
    return edits / words


# %% one-row
def error_rate(predicted, gold):
    def distance(a, b):
        row = list(range(len(b) + 1))
        for i, x in enumerate(a, 1):
            corner, row[0] = row[0], i
            for j, y in enumerate(b, 1):
                corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
        return row[-1]

    return sum(distance(p, g) for p, g in zip(predicted, gold)) / sum(len(g) for g in gold)


# %% memoised
from functools import lru_cache


def error_rate(predicted, gold):
    total = 0
    for p, g in zip(predicted, gold):
        @lru_cache(maxsize=None)
        def d(i, j):
            if i == 0 or j == 0:
                return i + j
            if p[i - 1] == g[j - 1]:
                return d(i - 1, j - 1)
            return 1 + min(d(i - 1, j), d(i, j - 1), d(i - 1, j - 1))

        total += d(len(p), len(g))
    return float(total) / sum(map(len, gold))


# %% table-as-tensor
def error_rate(predicted, gold):
    edits = 0
    for p, g in zip(predicted, gold):
        d = torch.zeros(len(p) + 1, len(g) + 1, dtype=torch.int64)
        d[:, 0], d[0] = torch.arange(len(p) + 1), torch.arange(len(g) + 1)
        for i in range(len(p)):
            for j in range(len(g)):
                d[i + 1, j + 1] = min(d[i, j + 1] + 1, d[i + 1, j] + 1, d[i, j] + int(p[i] != g[j]))
        edits += int(d[-1, -1])
    return edits / sum(len(g) for g in gold)


# %% dictionary-from-the-end
def error_rate(predicted, gold):
    edits = 0
    for p, g in zip(predicted, gold):
        n, m = len(p), len(g)
        d = {(n, j): m - j for j in range(m + 1)} | {(i, m): n - i for i in range(n + 1)}
        for i in reversed(range(n)):
            for j in reversed(range(m)):
                d[i, j] = min(1 + d[i + 1, j], 1 + d[i, j + 1], (p[i] != g[j]) + d[i + 1, j + 1])
        edits += d[0, 0]
    return edits / sum(map(len, gold))


# %% breadth-first
def error_rate(predicted, gold):
    def distance(p, g):
        """How many edits reach the corner, following equal tokens for free (Ukkonen 1985)."""
        edits, front = 0, {0: 0}
        while True:
            for k, i in list(front.items()):
                while i < len(p) and i - k < len(g) and p[i] == g[i - k]:
                    i += 1
                front[k] = i
                if i == len(p) and i - k == len(g):
                    return edits
            following = {}
            for k, i in front.items():
                for diagonal, place in ((k + 1, i + 1), (k - 1, i), (k, i + 1)):
                    if place <= len(p) and 0 <= place - diagonal <= len(g):
                        following[diagonal] = max(place, following.get(diagonal, 0))
            front, edits = following, edits + 1

    counts = [distance(p, g) for p, g in zip(predicted, gold)]
    print("edits:", counts)
    return sum(counts) / sum(map(len, gold))


# %% common-ends-first
def error_rate(predicted, gold):
    def distance(p, g):
        while p and g and p[0] == g[0]:
            p, g = p[1:], g[1:]
        while p and g and p[-1] == g[-1]:
            p, g = p[:-1], g[:-1]
        if not p or not g:
            return max(len(p), len(g))
        before = list(range(len(g) + 1))
        for i in range(len(p)):
            now = [i + 1]
            for j in range(len(g)):
                now.append(min(now[j] + 1, before[j + 1] + 1, before[j] + (0 if p[i] == g[j] else 1)))
            before = now
        return before[-1]

    return sum(map(distance, predicted, gold)) / len([t for row in gold for t in row])


# %% numpy
import numpy as np


def error_rate(predicted, gold):
    edits = 0
    for p, g in zip(predicted, gold):
        row = np.arange(len(g) + 1)
        for a in p:
            diagonal = row[:-1] + (np.array(g, dtype=int) != a)
            best = np.concatenate([[row[0] + 1], np.minimum(diagonal, row[1:] + 1)])
            steps = np.arange(len(best))
            row = np.minimum.accumulate(best - steps) + steps
        edits += int(row[-1])
    return edits / sum(len(g) for g in gold)
