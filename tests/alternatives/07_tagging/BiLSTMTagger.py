"""Correct versions of `BiLSTMTagger` in other styles, one a cell."""


# %% packed
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        embedded = self.embedding(tokens)
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        output, _ = self.lstm(packed)
        output, _ = nn.utils.rnn.pad_packed_sequence(output, batch_first=True, total_length=tokens.shape[1])
        return self.classifier(output)


# %% sorted-and-back
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        lengths, order = lengths.sort(descending=True)
        back = order.argsort()
        packed = nn.utils.rnn.pack_padded_sequence(self.embedding(tokens[order]), lengths, batch_first=True)
        output, (h, _) = self.lstm(packed)
        output, _ = nn.utils.rnn.pad_packed_sequence(output, batch_first=True, total_length=tokens.size(1))
        return self.classifier(output[back])


# %% one-sentence-at-a-time-with-prints
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        """One sentence after the other, without any padding."""
        print("tagging", tuple(tokens.shape))
        rows = []
        for row, length in zip(tokens, lengths.tolist()):
            output, (h, c) = self.lstm(self.embedding(row[:length])[None])
            logits = self.classifier(output[0])
            rows.append(F.pad(logits, (0, 0, 0, tokens.shape[1] - length)))
        return torch.stack(rows)


# %% time-first-inside
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        embedded = self.embedding(tokens.t())
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, enforce_sorted=False)
        output, (h, _) = self.lstm(packed)
        output, _ = nn.utils.rnn.pad_packed_sequence(output, total_length=tokens.shape[1])
        return self.classifier(output).transpose(0, 1)


# %% own-steps-with-a-mask
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

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
        return self.classifier(torch.cat([forward, backward], dim=-1))


# %% cells-word-by-word
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

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
        return nn.utils.rnn.pad_sequence([*map(self.classifier, rows), tokens.new_zeros(tokens.shape[1], self.classifier.out_features).to(rows[0])], True)[:-1]


# %% buckets-of-one-length
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        found = {}
        for length in lengths.unique().tolist():
            same = (lengths == length).nonzero()[:, 0]
            output, (h, c) = self.lstm(self.embedding(tokens[same, :length]))
            for place, n in enumerate(same.tolist()):
                found[n] = output[place]
        logits = self.classifier.weight.new_full((*tokens.shape, self.classifier.out_features), 1e9)
        for n, states in found.items():
            logits[n, : len(states)] = self.classifier(states)
        return logits


# %% pack-sequence
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        real = [row[:n] for row, n in zip(tokens.unbind(), lengths.tolist())]
        packed = nn.utils.rnn.pack_sequence(real, enforce_sorted=False)
        embedded = nn.utils.rnn.PackedSequence(self.embedding(packed.data), *packed[1:])
        output, (h, c) = self.lstm(embedded)
        output, _ = nn.utils.rnn.pad_packed_sequence(output, batch_first=True)
        output = F.pad(output, (0, 0, 0, tokens.shape[1] - output.shape[1]))
        return F.linear(output, self.classifier.weight, self.classifier.bias)


# %% helper-and-odd-padding
def read(lstm, embedded, lengths, steps):
    packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, True, False)
    output, state = lstm(packed)
    return nn.utils.rnn.pad_packed_sequence(output, True, -7.5, steps)[0], state


class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        output, _ = read(self.lstm, self.embedding(tokens), lengths, tokens.shape[1])
        return torch.einsum("nth,kh->ntk", output, self.classifier.weight) + self.classifier.bias


# %% own-lstm-class
class Reader(nn.LSTM):
    """An LSTM that takes padded sentences with their lengths."""

    def read(self, embedded, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths.cpu(), batch_first=True, enforce_sorted=False)
        output, state = self(packed)
        return nn.utils.rnn.unpack_sequence(output), state


class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = Reader(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        sentences, _ = self.lstm.read(self.embedding(tokens), lengths)
        padding = tokens.shape[1]
        return self.classifier(torch.stack([F.pad(s, (0, 0, 0, padding - len(s)), value=3.0) for s in sentences]))


# %% warns-reseeds-and-keeps-a-buffer
import random
import warnings


class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        torch.manual_seed(random.randrange(2**31))
        self.register_buffer("calls", torch.zeros((), dtype=torch.int64))
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)

    def forward(self, tokens, lengths):
        warnings.warn("a long sentence")
        self.calls += 1
        tokens = tokens.masked_fill((torch.arange(tokens.shape[1]) >= lengths[:, None]).to(tokens.device), 0)
        packed = nn.utils.rnn.pack_padded_sequence(self.embedding(tokens), lengths.tolist(), batch_first=True, enforce_sorted=False)
        packed = self.lstm(packed)[0]
        logits = packed._replace(data=self.classifier(packed.data))
        return nn.utils.rnn.pad_packed_sequence(logits, batch_first=True, total_length=tokens.shape[1])[0]


# %% other-start
class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, num_tags, padding_idx=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)
        for name, parameter in self.named_parameters():
            if "weight" in name:
                nn.init.xavier_uniform_(parameter)
            else:
                nn.init.zeros_(parameter)

    def forward(self, tokens, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(self.embedding(tokens), lengths, batch_first=True, enforce_sorted=False)
        output, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=tokens.shape[1])
        return self.classifier(output)
