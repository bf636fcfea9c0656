"""Correct versions of `span_f1` in other styles, one a cell."""


# %% sets-a-sentence
def span_f1(predicted, gold):
    right = found = wanted = 0
    for p, g in zip(predicted, gold):
        p, g = set(bio_spans(p)), set(bio_spans(g))
        right, found, wanted = right + len(p & g), found + len(p), wanted + len(g)
    if found + wanted == 0:
        return 0.0
    return 2 * right / (found + wanted)


# %% precision-and-recall
def span_f1(predicted, gold):
    pairs = [(bio_spans(p), bio_spans(g)) for p, g in zip(predicted, gold)]
    right = sum(len([span for span in p if span in g]) for p, g in pairs)
    found, wanted = sum(len(p) for p, _ in pairs), sum(len(g) for _, g in pairs)
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


# %% spans-with-the-number-of-their-sentence
def span_f1(predicted, gold):
    p = {(n, *span) for n, tags in enumerate(predicted) for span in bio_spans(tags)}
    g = {(n, *span) for n, tags in enumerate(gold) for span in bio_spans(tags)}
    return 2 * len(p & g) / (len(p) + len(g)) if p or g else 0.0


# %% true-and-false-positives
def span_f1(predicted, gold):
    tp = fp = fn = 0
    for n in range(len(gold)):
        mine, right = bio_spans(predicted[n]), bio_spans(gold[n])
        for span in mine:
            if span in right:
                tp += 1
            else:
                fp += 1
        fn += sum(span not in mine for span in right)
    return tp / (tp + 0.5 * (fp + fn)) if tp else 0.0


# %% counters
from collections import Counter


def span_f1(predicted, gold):
    p, g = Counter(), Counter()
    for n, (a, b) in enumerate(zip(predicted, gold)):
        p.update((n, span) for span in bio_spans(a))
        g.update((n, span) for span in bio_spans(b))
    total = p.total() + g.total()
    return 2 * (p & g).total() / total if total else 0.0


# %% joined-with-separators
def span_f1(predicted, gold):
    def join(sentences):
        return bio_spans([tag for tags in sentences for tag in [*tags, "O"]])

    p, g = join(predicted), join(gold)
    try:
        return float(2 * len(set(p).intersection(g)) / (len(p) + len(g)))
    except ZeroDivisionError:
        return 0.0


# %% exact-fractions
from fractions import Fraction


def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(map(len, map(bio_spans, predicted))) + sum(map(len, map(bio_spans, gold)))
    return float(Fraction(2 * right, total)) if total else 0.0


# %% harmonic-mean-of-the-library-with-prints
import statistics


def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    found, wanted = sum(len(bio_spans(p)) for p in predicted), sum(len(bio_spans(g)) for g in gold)
    print(f"{right} of {found} predicted and {wanted} gold")
    if not right:
        return 0.0
    return statistics.harmonic_mean([right / found, right / wanted])


# %% sixty-four-bit-tensors
def span_f1(predicted, gold):
    counts = torch.zeros(3, dtype=torch.float64)
    for p, g in zip(predicted, gold):
        p, g = set(bio_spans(p)), set(bio_spans(g))
        counts += torch.tensor([len(p & g), len(p), len(g)])
    right, found, wanted = counts.tolist()
    return 2 * right / max(found + wanted, 1)


# %% own-spans
def spans_of(tags):
    spans = []
    for t, tag in enumerate(tags):
        if tag.startswith("I-") and spans and spans[-1][2] == t and spans[-1][0] == tag[2:]:
            spans[-1] = (tag[2:], spans[-1][1], t + 1)
        elif tag != "O":
            spans.append((tag[2:], t, t + 1))
    return frozenset(spans)


def span_f1(predicted, gold):
    sides = [[spans_of(tags) for tags in side] for side in (predicted, gold)]
    total = sum(len(spans) for side in sides for spans in side)
    return 2 * sum(len(p & g) for p, g in zip(*sides)) / total if total else 0.0
