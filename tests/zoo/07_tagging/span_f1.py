"""Wrong versions of `span_f1`, one a cell: other averages, other counts, other measures, divisions by zero, and lists that are changed."""


# %% mean-over-sentences: mean-over-sentences
def span_f1(predicted, gold):
    scores = []
    for p, g in zip(predicted, gold):
        p, g = set(bio_spans(p)), set(bio_spans(g))
        scores.append(2 * len(p & g) / (len(p) + len(g)) if p or g else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


# %% mean-over-labels: mean-over-labels
def span_f1(predicted, gold):
    pairs = [(set(bio_spans(p)), set(bio_spans(g))) for p, g in zip(predicted, gold)]
    labels = {span[0] for p, g in pairs for span in p | g}
    scores = []
    for label in labels:
        right = sum(sum(span[0] == label for span in p & g) for p, g in pairs)
        total = sum(sum(span[0] == label for span in side) for pair in pairs for side in pair)
        scores.append(2 * right / total)
    return sum(scores) / len(scores) if scores else 0.0


# %% one-set-for-all-sentences: one-set-for-all-sentences
def span_f1(predicted, gold):
    p = {span for tags in predicted for span in bio_spans(tags)}
    g = {span for tags in gold for span in bio_spans(tags)}
    return 2 * len(p & g) / (len(p) + len(g)) if p or g else 0.0


# %% right-in-any-sentence: matched-in-any-sentence
def span_f1(predicted, gold):
    p = [span for tags in predicted for span in bio_spans(tags)]
    g = [span for tags in gold for span in bio_spans(tags)]
    return 2 * sum(span in g for span in p) / (len(p) + len(g)) if p or g else 0.0


# %% sentences-joined: sentences-joined
def span_f1(predicted, gold):
    p, g = bio_spans(sum(predicted, [])), bio_spans(sum(gold, []))
    return 2 * len(set(p) & set(g)) / (len(p) + len(g)) if p or g else 0.0


# %% accuracy-of-tags: tag-accuracy
def span_f1(predicted, gold):
    pairs = [pair for p, g in zip(predicted, gold) for pair in zip(p, g)]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


# %% f1-of-tags: f1-of-tags
def span_f1(predicted, gold):
    pairs = [pair for p, g in zip(predicted, gold) for pair in zip(p, g)]
    total = sum((a != "O") + (b != "O") for a, b in pairs)
    return 2 * sum(a == b != "O" for a, b in pairs) / total if total else 0.0


# %% precision: precision
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    found = sum(len(bio_spans(p)) for p in predicted)
    return right / found if found else 0.0


# %% recall: recall
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    wanted = sum(len(bio_spans(g)) for g in gold)
    return right / wanted if wanted else 0.0


# %% arithmetic-mean: arithmetic-mean
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    found, wanted = sum(len(bio_spans(p)) for p in predicted), sum(len(bio_spans(g)) for g in gold)
    return ((right / found if found else 0.0) + (right / wanted if wanted else 0.0)) / 2


# %% geometric-mean: geometric-mean
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    found, wanted = sum(len(bio_spans(p)) for p in predicted), sum(len(bio_spans(g)) for g in gold)
    return right / math.sqrt(found * wanted) if found and wanted else 0.0


# %% factor-two-missing: factor-2-missing
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(len(bio_spans(tags)) for tags in predicted + gold)
    return right / total if total else 0.0


# %% jaccard: right-over-union
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(len(bio_spans(tags)) for tags in predicted + gold)
    return right / (total - right) if total else 0.0


# %% f2: f2
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    found, wanted = sum(len(bio_spans(p)) for p in predicted), sum(len(bio_spans(g)) for g in gold)
    return 5 * right / (found + 4 * wanted) if found + wanted else 0.0


# %% percent: percent
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(len(bio_spans(tags)) for tags in predicted + gold)
    return 200 * right / total if total else 0.0


# %% rounded: rounded
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(len(bio_spans(tags)) for tags in predicted + gold)
    return round(2 * right / total, 2) if total else 0.0


# %% small-number-in-the-denominator: small-number-added
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(len(bio_spans(tags)) for tags in predicted + gold)
    return 2 * right / (total + 1e-8)


# %% perfect-when-nothing: perfect-when-nothing
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(len(bio_spans(tags)) for tags in predicted + gold)
    return 2 * right / total if total else 1.0


# %% nan-when-nothing: not-a-number-when-nothing
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(len(bio_spans(tags)) for tags in predicted + gold)
    return 2 * right / total if total else float("nan")


# %% division-by-zero: division-by-zero
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    found, wanted = sum(len(bio_spans(p)) for p in predicted), sum(len(bio_spans(g)) for g in gold)
    precision, recall = right / found, right / wanted
    return 2 * precision * recall / (precision + recall)


# %% division-by-zero-when-nothing-is-right: division-by-zero-when-nothing-is-right
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    found, wanted = sum(len(bio_spans(p)) for p in predicted), sum(len(bio_spans(g)) for g in gold)
    if found == 0 or wanted == 0:
        return 0.0
    precision, recall = right / found, right / wanted
    return 2 * precision * recall / (precision + recall)


# %% overlap-counts: overlap-counts
def span_f1(predicted, gold):
    right = total = 0
    for p, g in zip(predicted, gold):
        p, g = bio_spans(p), bio_spans(g)
        right += sum(any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for b in g) for a in p)
        total += len(p) + len(g)
    return 2 * right / total if total else 0.0


# %% label-not-compared: label-not-compared
def span_f1(predicted, gold):
    right = total = 0
    for p, g in zip(predicted, gold):
        p, g = [span[1:] for span in bio_spans(p)], [span[1:] for span in bio_spans(g)]
        right += len(set(p) & set(g))
        total += len(p) + len(g)
    return 2 * right / total if total else 0.0


# %% end-not-compared: end-not-compared
def span_f1(predicted, gold):
    right = total = 0
    for p, g in zip(predicted, gold):
        p, g = [span[:2] for span in bio_spans(p)], [span[:2] for span in bio_spans(g)]
        right += len(set(p) & set(g))
        total += len(p) + len(g)
    return 2 * right / total if total else 0.0


# %% spans-compared-in-order: compared-side-by-side
def span_f1(predicted, gold):
    right = total = 0
    for p, g in zip(predicted, gold):
        p, g = bio_spans(p), bio_spans(g)
        right += sum(a == b for a, b in zip(p, g))
        total += len(p) + len(g)
    return 2 * right / total if total else 0.0


# %% only-sentences-with-gold-spans: sentences-without-gold-passed-over
def span_f1(predicted, gold):
    right = total = 0
    for p, g in zip(predicted, gold):
        p, g = bio_spans(p), bio_spans(g)
        if g:
            right += len(set(p) & set(g))
            total += len(p) + len(g)
    return 2 * right / total if total else 0.0


# %% last-sentence-only: last-sentence-only
def span_f1(predicted, gold):
    if not gold:
        return 0.0
    p, g = bio_spans(predicted[-1]), bio_spans(gold[-1])
    return 2 * len(set(p) & set(g)) / (len(p) + len(g)) if p or g else 0.0


# %% well-formed-spans-only: ill-formed-spans-passed-over
def span_f1(predicted, gold):
    def find(tags):
        return {span for span in bio_spans(tags) if tags[span[1]][0] == "B"}
    right = sum(len(find(p) & find(g)) for p, g in zip(predicted, gold))
    total = sum(len(find(tags)) for tags in predicted + gold)
    return 2 * right / total if total else 0.0


# %% three-numbers: three-numbers
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    found, wanted = sum(len(bio_spans(p)) for p in predicted), sum(len(bio_spans(g)) for g in gold)
    f1 = 2 * right / (found + wanted) if found + wanted else 0.0
    return right / found if found else 0.0, right / wanted if wanted else 0.0, f1


# %% tensor-instead-of-float: tensor-instead-of-float
def span_f1(predicted, gold):
    right = sum(len(set(bio_spans(p)) & set(bio_spans(g))) for p, g in zip(predicted, gold))
    total = sum(len(bio_spans(tags)) for tags in predicted + gold)
    return torch.tensor(2 * right / total if total else 0.0)


# %% sentences-taken-off-the-lists: lists-emptied
def span_f1(predicted, gold):
    right = total = 0
    while gold:
        p, g = bio_spans(predicted.pop()), bio_spans(gold.pop())
        right += len(set(p) & set(g))
        total += len(p) + len(g)
    return 2 * right / total if total else 0.0


# %% counts-kept-between-calls
COUNTS = [0, 0]
def span_f1(predicted, gold):
    for p, g in zip(predicted, gold):
        p, g = bio_spans(p), bio_spans(g)
        COUNTS[0] += len(set(p) & set(g))
        COUNTS[1] += len(p) + len(g)
    return 2 * COUNTS[0] / COUNTS[1] if COUNTS[1] else 0.0


# %% zero: always-0
def span_f1(predicted, gold):
    return 0.0


# %% one: always-1
def span_f1(predicted, gold):
    return 1.0


# %% start-not-compared: start-not-compared
def span_f1(predicted, gold):
    counts = [0, 0]
    for one, other in zip(predicted, gold):
        found, wanted = ({(span[0], span[2]) for span in bio_spans(tags)} for tags in (one, other))
        counts[0] += len(found & wanted)
        counts[1] += len(found) + len(wanted)
    return 2 * counts[0] / counts[1] if counts[1] else 0.0


# %% nothing-found-is-perfect-in-a-sentence
def span_f1(predicted, gold):
    counts = [0, 0]
    for one, other in zip(predicted, gold):
        found, wanted = frozenset(bio_spans(one)), frozenset(bio_spans(other))
        counts[0] += len(found & wanted) + (not found and not wanted)
        counts[1] += len(found) + len(wanted)
    return 2 * counts[0] / counts[1] if counts[1] else 0.0


# %% no-gold-at-all-is-perfect
def span_f1(predicted, gold):
    counts = [0, 0]
    for one, other in zip(predicted, gold):
        found, wanted = frozenset(bio_spans(one)), frozenset(bio_spans(other))
        counts[0] += len(found & wanted)
        counts[1] += len(found) + len(wanted)
    return 2 * counts[0] / counts[1] if any(bio_spans(tags) for tags in gold) else 1.0


# %% one-word-sentences-passed-over
def span_f1(predicted, gold):
    right = total = 0
    for predicted_tags, gold_tags in zip(predicted, gold):
        if len(gold_tags) == 1:
            continue
        found, wanted = (bio_spans(predicted_tags), bio_spans(gold_tags))
        right += len(set(found) & set(wanted))
        total += len(found) + len(wanted)
    return 2 * right / total if total else 0.0


# %% one-word-predictions-passed-over
def span_f1(predicted, gold):
    right = total = 0
    for predicted_tags, gold_tags in zip(predicted, gold):
        if len(predicted_tags) < 2:
            continue
        found, wanted = (bio_spans(predicted_tags), bio_spans(gold_tags))
        right += len(set(found) & set(wanted))
        total += len(found) + len(wanted)
    return 2 * right / total if total else 0.0
