"""Correct versions of `BiLSTMClassifier` in other styles, one a cell."""


# %% final-states
class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        embedded = self.embedding(tokens)
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        output, (h, c) = self.lstm(packed)
        return self.classifier(torch.cat([h[0], h[1]], dim=1))


# %% sorted-and-back
class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        lengths, order = lengths.sort(descending=True)
        back = order.argsort()
        packed = nn.utils.rnn.pack_padded_sequence(self.embedding(tokens[order]), lengths, batch_first=True)
        output, (h, _) = self.lstm(packed)
        return self.classifier(h.permute(1, 0, 2).reshape(len(tokens), -1)[back])


# %% one-sentence-at-a-time-with-prints
class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        """One sentence after the other, without any padding."""
        print("tagging", tuple(tokens.shape))
        rows = []
        for row, length in zip(tokens, lengths.tolist()):
            output, (h, c) = self.lstm(self.embedding(row[:length])[None])
            rows.append(self.classifier(h.reshape(-1)))
        return torch.stack(rows)


# %% time-first-inside
class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        embedded = self.embedding(tokens.t())
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, enforce_sorted=False)
        output, (h, _) = self.lstm(packed)
        return self.classifier(h.transpose(0, 1).flatten(1))


# %% own-steps-with-a-mask
class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def direction(self, embedded, lengths, reverse):
        suffix = "_l0_reverse" if reverse else "_l0"
        w, u, b, d = (getattr(self.lstm, name + suffix) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        h = c = embedded.new_zeros(len(embedded), self.lstm.hidden_size)
        steps = embedded.shape[1]
        outputs = [None] * steps
        for t in reversed(range(steps)) if reverse else range(steps):
            i, f, g, o = (F.linear(embedded[:, t], w, b) + F.linear(h, u, d)).chunk(4, 1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            real = (t < lengths)[:, None].to(h.device)
            h, c = torch.where(real, h_new, h), torch.where(real, c_new, c)
            outputs[t] = h
        return torch.stack(outputs, 1), h

    def forward(self, tokens, lengths):
        embedded = self.embedding(tokens)
        forward, last_forward = self.direction(embedded, lengths, False)
        backward, last_backward = self.direction(embedded, lengths, True)
        return self.classifier(torch.cat([last_forward, last_backward], dim=-1))


# %% cells-word-by-word
class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        cells = []
        for suffix in ("_l0", "_l0_reverse"):
            cell = nn.LSTMCell(self.lstm.input_size, self.lstm.hidden_size)
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
                setattr(cell, name, getattr(self.lstm, name + suffix))
            cells.append(cell)
        finals, rows = [], []
        for row, length in zip(tokens, lengths.tolist()):
            words = self.embedding(row[:length])
            outputs = []
            for cell, order in zip(cells, (range(length), range(length - 1, -1, -1))):
                state, hs = None, {}
                for t in order:
                    state = cell(words[t : t + 1], state)
                    hs[t] = state[0]
                outputs.append(torch.cat([hs[t] for t in range(length)]))
                finals.append(state[0])
            rows.append(torch.cat(outputs, 1))
        pairs = [torch.cat([f, b], 1) for f, b in zip(finals[::2], finals[1::2])]
        return self.classifier(torch.cat(pairs))


# %% buckets-of-one-length
class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        found = {}
        for length in lengths.unique().tolist():
            same = (lengths == length).nonzero()[:, 0]
            output, (h, c) = self.lstm(self.embedding(tokens[same, :length]))
            for place, n in enumerate(same.tolist()):
                found[n] = torch.cat([h[0, place], h[1, place]])
        return self.classifier(torch.stack([found[n] for n in range(len(tokens))]))


# %% pack-sequence
class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        real = [row[:n] for row, n in zip(tokens.unbind(), lengths.tolist())]
        packed = nn.utils.rnn.pack_sequence(real, enforce_sorted=False)
        embedded = nn.utils.rnn.PackedSequence(self.embedding(packed.data), *packed[1:])
        output, (h, c) = self.lstm(embedded)
        forward, backward = h.unbind(0)
        weight = self.classifier.weight
        size = forward.shape[1]
        return forward @ weight[:, :size].T + backward @ weight[:, size:].T + self.classifier.bias


# %% two-places-of-the-output
def read(lstm, embedded, lengths, steps):
    packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, True, False)
    output, state = lstm(packed)
    return nn.utils.rnn.pad_packed_sequence(output, True, -7.5, steps)[0], state


class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        output, _ = read(self.lstm, self.embedding(tokens), lengths, tokens.shape[1])
        size = self.lstm.hidden_size
        last = output[torch.arange(len(tokens)), lengths - 1, :size]
        return self.classifier(torch.cat([last, output[:, 0, size:]], dim=1))


# %% gathered-from-the-output
def read(lstm, embedded, lengths, steps):
    packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, True, False)
    output, state = lstm(packed)
    return nn.utils.rnn.pad_packed_sequence(output, True, -7.5, steps)[0], state


class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        output, _ = read(self.lstm, self.embedding(tokens), lengths, tokens.shape[1])
        forward, backward = output.chunk(2, dim=2)
        index = (lengths - 1).to(output.device)[:, None, None].expand(-1, 1, forward.shape[2])
        return self.classifier(torch.cat([forward.gather(1, index).squeeze(1), backward[:, 0]], dim=1))


# %% from-the-tagger
class BiLSTMClassifier(BiLSTMTagger):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__(vocab_size, embedding_dim, hidden_size, num_classes, padding_idx)

    def forward(self, tokens, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(self.embedding(tokens), lengths, batch_first=True, enforce_sorted=False)
        _, (h, _) = self.lstm(packed)
        return self.classifier(torch.hstack(tuple(h)))


# %% own-lstm-class
class Reader(nn.LSTM):
    """An LSTM that takes padded sentences with their lengths."""

    def read(self, embedded, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths.cpu(), batch_first=True, enforce_sorted=False)
        output, state = self(packed)
        return nn.utils.rnn.unpack_sequence(output), state


class BiLSTMClassifier(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_classes, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = Reader(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)

    def forward(self, tokens, lengths):
        sentences, (h, _) = self.lstm.read(self.embedding(tokens), lengths)
        return self.classifier(torch.cat((h[-2], h[-1]), -1))
