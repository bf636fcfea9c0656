"""Correct versions of `bio_spans` in other styles, one a cell."""


# %% sentinel
def bio_spans(tags):
    spans, start, label = [], None, None
    for t, tag in enumerate(list(tags) + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((label, start, t))
            start = None
        if tag != "O" and start is None:
            start, label = t, tag[2:]
    return spans


# %% growing-the-last-span
def bio_spans(tags):
    spans = []
    for t, tag in enumerate(tags):
        if tag == "O":
            continue
        prefix, label = tag.split("-", 1)
        if prefix == "I" and spans and spans[-1][0] == label and spans[-1][2] == t:
            label, start, _ = spans.pop()
            spans.append((label, start, t + 1))
        else:
            spans.append((label, t, t + 1))
    return spans


# %% starts-then-ends
def bio_spans(tags):
    def begins(t):
        if tags[t] == "O":
            return False
        return tags[t].startswith("B-") or t == 0 or tags[t - 1] == "O" or tags[t - 1][2:] != tags[t][2:]

    found = []
    for s in filter(begins, range(len(tags))):
        e = s + 1
        while e < len(tags) and tags[e] != "O" and not begins(e):
            e += 1
        found.append((tags[s][2:], s, e))
    return found


# %% while-loop
def bio_spans(tags):
    spans = []
    t = 0
    while t < len(tags):
        if tags[t] == "O":
            t += 1
            continue
        label, start = tags[t][2:], t
        t += 1
        while t < len(tags) and tags[t] == "I-" + label:
            t += 1
        spans.append((label, start, t))
    return spans


# %% conlleval-functions
def end_of_chunk(before, tag, type_before, type_):
    if before in "BI" and tag in "BO":
        return True
    return before != "O" and type_before != type_


def start_of_chunk(before, tag, type_before, type_):
    if tag == "B" or (before == "O" and tag == "I"):
        return True
    return tag != "O" and type_before != type_


def bio_spans(tags):
    spans, before, type_before, start = [], "O", "", 0
    for t, full in enumerate([*tags, "O"]):
        tag, _, type_ = full.partition("-")
        if end_of_chunk(before, tag, type_before, type_):
            spans.append((type_before, start, t))
        if start_of_chunk(before, tag, type_before, type_):
            start = t
        before, type_before = tag, type_
    return spans


# %% regular-expression
import re


def bio_spans(tags):
    spans = []
    for t, tag in enumerate(tags):
        match = re.fullmatch(r"([BI])-(.*)", tag)
        if match is None:
            open_label = None
        elif match[1] == "I" and t > 0 and open_label == match[2]:
            spans[-1][2] = t + 1
        else:
            open_label = match[2]
            spans.append([open_label, t, t + 1])
    return [tuple(span) for span in spans]


# %% grouped
from itertools import groupby


def bio_spans(tags):
    number, ids, before = 0, [], "O"
    for tag in tags:
        if tag.startswith("B") or (tag.startswith("I") and (before == "O" or before[2:] != tag[2:])):
            number += 1
        ids.append((number, tag[2:]) if tag != "O" else None)
        before = tag
    spans, t = [], 0
    for key, group in groupby(ids):
        length = len(list(group))
        if key is not None:
            spans.append((key[1], t, t + length))
        t += length
    return spans


# %% normalised-first
def bio_spans(tags):
    clean = []
    for t, tag in enumerate(tags):
        if tag.startswith("I-") and (t == 0 or clean[-1] == "O" or clean[-1][2:] != tag[2:]):
            tag = "B-" + tag[2:]
        clean.append(tag)
    starts = [t for t, tag in enumerate(clean) if tag[0] == "B"]
    spans = []
    for s in starts:
        e = next((t for t in range(s + 1, len(clean)) if clean[t][0] != "I"), len(clean))
        spans.append((clean[s][2:], s, e))
    return spans


# %% recursive
def bio_spans(tags, offset=0):
    if not tags:
        return []
    if tags[0] == "O":
        return bio_spans(tags[1:], offset + 1)
    label, end = tags[0][2:], 1
    while tags[end : end + 1] == [f"I-{label}"]:
        end += 1
    return [(label, offset, offset + end)] + bio_spans(tags[end:], offset + end)


# %% class-with-state-and-print
class Scanner:
    def __init__(self):
        self.spans, self.label, self.start = [], None, None

    def close(self, t):
        if self.label is not None:
            self.spans.append((self.label, self.start, t))
        self.label = None

    def feed(self, t, tag):
        match tag.split("-", maxsplit=1):
            case ["I", label] if label == self.label:
                pass
            case [_, label]:
                self.close(t)
                self.label, self.start = label, t
            case _:
                self.close(t)


def bio_spans(tags):
    scanner = Scanner()
    for t, tag in enumerate(tags):
        scanner.feed(t, tag)
    scanner.close(len(tags))
    print(len(scanner.spans), "spans")
    return scanner.spans
