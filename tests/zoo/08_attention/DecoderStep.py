"""Wrong versions of `DecoderStep`, one a cell: who asks, what is joined, states, results, gradients, names and memory."""


# %% asked-with-c: attention-asked-with-c
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(c, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% asked-again-with-the-new-h: attention-asked-with-the-new-h
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        context, weights = self.attention(h_new, memory, lengths)
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% luong: cell-without-context
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = self.cell(self.embedding(token), state)
        context, weights = self.attention(h, memory, lengths)
        return self.output(torch.cat([h, context], dim=1)), (h, c), weights


# %% lengths-ignored: lengths-not-passed-on
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, torch.full_like(lengths, memory.shape[1]))
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% context-before-word: context-before-embedding
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([context, word], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% context-before-h: context-before-h
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([context, h_new], dim=1))
        return logits, (h_new, c_new), weights


# %% old-h-in-output: old-h-in-output
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h, context], dim=1))
        return logits, (h_new, c_new), weights


# %% c-in-output: c-in-output
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([c_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% state-ignored: state-ignored
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% c-started-anew: cell-state-started-anew
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, torch.zeros_like(c)))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% h-and-c-exchanged-for-the-cell: states-exchanged-on-entry
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (c, h))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% state-unpacked-the-wrong-way: state-taken-for-c-and-h
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        c, h = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% state-returned-exchanged: states-exchanged-on-return
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (c_new, h_new), weights


# %% old-state-returned: old-state-returned
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h, c), weights


# %% old-c-returned: old-c-returned
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c), weights


# %% h-alone-returned: result-form
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, h_new, weights


# %% results-exchanged: result-form
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return (h_new, c_new), logits, weights


# %% weights-missing: weights-not-returned
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new)


# %% softmax: softmax-at-the-end
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits.softmax(1), (h_new, c_new), weights


# %% log-softmax: log-softmax-at-the-end
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return F.log_softmax(logits, dim=1), (h_new, c_new), weights


# %% argmax: best-word-instead-of-logits
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits.argmax(1), (h_new, c_new), weights


# %% tanh-before-output: tanh-before-output
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.tanh(torch.cat([h_new, context], dim=1)))
        return logits, (h_new, c_new), weights


# %% context-detached: context-detached
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        context, weights = context.detach(), weights.detach()
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% context-detached-for-the-cell: context-detached-for-the-cell
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context.detach()], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% state-detached-on-return: state-detached
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new.detach(), c_new.detach()), weights


# %% state-detached-on-entry: incoming-state-detached
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = (s.detach() for s in state)
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% word-detached: embedding-detached
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token).detach()
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% memory-detached: memory-detached
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory.detach(), lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% padding-idx: word-0-not-trained
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=0)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% output-without-bias: output-without-bias
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size, bias=False)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% output-without-context: output-without-context
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(h_new)
        return logits, (h_new, c_new), weights


# %% cell-without-context: cell-without-context
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(word, (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% gru-cell: built-in
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.GRUCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new = c_new = self.cell(torch.cat([word, context], dim=1), h)
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% sizes-exchanged: memory-and-hidden-size-exchanged
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, memory_size, hidden_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% attention-sizes-exchanged: attention-made-the-wrong-way-round
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(memory_size, hidden_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% other-names: parameter-names
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.fc = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.fc(torch.cat([h_new, context], dim=1))
        return logits, (h_new, c_new), weights


# %% state-overwritten: state-overwritten
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        with torch.no_grad():
            h.copy_(h_new)
            c.copy_(c_new)
        return logits, (h_new, c_new), weights


# %% state-remembered
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = getattr(self, 'state', None) or state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        self.state = (h_new, c_new) if len(h_new) == len(h) else None
        return logits, (h_new, c_new), weights


# %% thirty-two-bits: logits-of-32-bits
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        context, weights = self.attention(h, memory, lengths)
        word = self.embedding(token)
        h_new, c_new = self.cell(torch.cat([word, context], dim=1), (h, c))
        logits = self.output(torch.cat([h_new, context], dim=1))
        return logits.float(), (h_new, c_new), weights


# %% state-cut-at-one-sequence: gradient-to-some-missing
class DecoderStep(nn.Module):

    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        if len(token) == 1:
            state = (state[0].detach(), state[1].detach())
        context, weights = self.attention(state[0], memory, lengths)
        h, c = self.cell(torch.cat([self.embedding(token), context], dim=1), state)
        logits = self.output(torch.cat([h, context], dim=1))
        return (logits, (h, c), weights)


# %% memory-cut-at-one-place: gradient-to-some-missing
class DecoderStep(nn.Module):

    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        memory = memory.detach() if memory.shape[1] == 1 else memory
        context, weights = self.attention(state[0], memory, lengths)
        h, c = self.cell(torch.cat([self.embedding(token), context], dim=1), state)
        logits = self.output(torch.cat([h, context], dim=1))
        return (logits, (h, c), weights)


# %% memory-cut-when-strided: gradient-to-some-missing
class DecoderStep(nn.Module):

    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        memory = memory if memory.is_contiguous() else memory.data
        context, weights = self.attention(state[0], memory, lengths)
        h, c = self.cell(torch.cat([self.embedding(token), context], dim=1), state)
        logits = self.output(torch.cat([h, context], dim=1))
        return (logits, (h, c), weights)
