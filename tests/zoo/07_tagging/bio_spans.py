"""Wrong versions of `bio_spans`, one a cell: other rules, other labels, other numbers, lost spans, and lists that are changed."""


# %% stray-inside-ignored: stray-inside-ignored
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] == "B":
            start, label = t, tag[2:]
    return spans


# %% stray-after-outside-ignored: stray-after-outside-ignored
def bio_spans(tags):
    spans, start, before = [], None, "O"
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] == "B" or tag[0] == "I" and before != "O" and start is None:
            start, label = t, tag[2:]
        before = tag
    return spans


# %% other-label-dropped: other-label-dropped
def bio_spans(tags):
    spans, start, before = [], None, "O"
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] == "B" or tag[0] == "I" and before == "O":
            start, label = t, tag[2:]
        before = tag
    return spans


# %% other-label-continues: label-not-compared
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and tag[0] != "I":
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% begin-continues: begin-continues
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] == "O" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% span-takes-the-last-label: label-of-the-last-word
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and tag[0] != "I":
            spans.append((label, start, t))
            start = None
        if tag[0] != "O":
            label = tag[2:]
            start = t if start is None else start
    return spans


# %% continued-across-outside: continued-across-an-o
def bio_spans(tags):
    spans = []
    for t, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "I" and spans and spans[-1][0] == tag[2:]:
            spans[-1] = (tag[2:], spans[-1][1], t + 1)
        else:
            spans.append((tag[2:], t, t + 1))
    return spans


# %% end-inclusive: end-inclusive
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t - 1))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% last-span-lost: last-span-lost
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% last-span-one-short: one-word-short-at-the-end
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    if start is not None:
        spans.append((label, start, t))
    return spans


# %% fails-on-an-empty-list: empty-sentence-fails
def bio_spans(tags):
    spans, start, label = [], 0, tags[0][2:]
    for t in range(1, len(tags) + 1):
        tag = tags[t] if t < len(tags) else "O"
        if tag[0] != "I" or tag[2:] != label:
            if tags[start] != "O":
                spans.append((label, start, t))
            start, label = t, tag[2:]
    return spans


# %% label-to-the-second-hyphen: label-up-to-the-second-hyphen
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        new = tag.split("-")[1] if tag != "O" else None
        if start is not None and (tag[0] != "I" or new != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, new
    return spans


# %% label-after-the-last-hyphen: label-after-the-last-hyphen
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        new = tag.rsplit("-", 1)[-1] if tag != "O" else None
        if start is not None and (tag[0] != "I" or new != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, new
    return spans


# %% split-into-exactly-two: exactly-two-parts-expected
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        prefix, new = tag.split("-") if tag != "O" else ("O", None)
        if start is not None and (prefix != "I" or new != label):
            spans.append((label, start, t))
            start = None
        if prefix != "O" and start is None:
            start, label = t, new
    return spans


# %% prefix-stripped-as-characters: letters-stripped-from-labels
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        new = tag.lstrip("BI-")
        if start is not None and (tag[0] != "I" or new != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, new
    return spans


# %% prefix-kept: prefix-kept-in-label
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label[2:]):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag
    return spans


# %% outside-looked-for-inside-the-tag: o-looked-for-anywhere
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        outside = "O" in tag
        if start is not None and (outside or tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if not outside and start is None:
            start, label = t, tag[2:]
    return spans


# %% label-compared-with-in: label-contained-in-label
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] not in label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% label-last: label-last
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((start, t, label))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% counted-from-one: counted-from-1
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"], 1):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% length-instead-of-end: length-instead-of-end
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t - start))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% lists-instead-of-tuples: lists-instead-of-tuples
def bio_spans(tags):
    spans = []
    for t, tag in enumerate(tags):
        if tag[0] == "I" and spans and spans[-1][2] == t and spans[-1][0] == tag[2:]:
            spans[-1][2] = t + 1
        elif tag[0] != "O":
            spans.append([tag[2:], t, t + 1])
    return spans


# %% set-instead-of-list: set-instead-of-list
def bio_spans(tags):
    spans, start = set(), None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.add((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% generator-instead-of-list: generator-instead-of-list
def bio_spans(tags):
    start = None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            yield label, start, t
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]


# %% sorted-by-label: sorted-by-label
def bio_spans(tags):
    spans, start = [], None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return sorted(spans)


# %% one-span-a-word: each-word-a-span
def bio_spans(tags):
    return [(tag[2:], t, t + 1) for t, tag in enumerate(tags) if tag != "O"]


# %% longest-span-of-a-label
def bio_spans(tags):
    spans = {}
    for t, tag in enumerate(tags):
        if tag[0] == "I" and tag[2:] in spans and spans[tag[2:]][1] == t:
            spans[tag[2:]] = (spans[tag[2:]][0], t + 1)
        elif tag != "O":
            spans[tag[2:]] = (t, t + 1)
    return [(label, *ends) for label, ends in spans.items()]


# %% list-lengthened: tags-lengthened
def bio_spans(tags):
    tags.append("O")
    spans, start = [], None
    for t, tag in enumerate(tags):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% tags-repaired-in-place: tags-repaired
def bio_spans(tags):
    for t, tag in enumerate(tags):
        if tag[0] == "I" and (t == 0 or tags[t - 1][2:] != tag[2:] or tags[t - 1] == "O"):
            tags[t] = "B" + tag[1:]
    starts = [t for t, tag in enumerate(tags) if tag[0] == "B"]
    ends = [next((e for e in range(s + 1, len(tags)) if tags[e][0] != "I"), len(tags)) for s in starts]
    return [(tags[s][2:], s, e) for s, e in zip(starts, ends)]


# %% spans-remembered
FOUND = []
def bio_spans(tags):
    start = None
    for t, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            FOUND.append((label, start, t))
            start = None
        if tag[0] != "O" and start is None:
            start, label = t, tag[2:]
    return FOUND


# %% nothing: nothing-found
def bio_spans(tags):
    return []
