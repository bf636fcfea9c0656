"""Correct versions of `DecoderStep` in other styles, one a cell."""


# %% plain
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
        return logits, (h_new, c_new), weights


# %% short
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        context, weights = self.attention(state[0], memory, lengths)
        state = self.cell(torch.hstack([self.embedding(token), context]), state)
        return self.output(torch.hstack([state[0], context])), state, weights


# %% own-gates
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
        x = torch.cat([F.embedding(token, self.embedding.weight), context], -1)
        cell = self.cell
        i, f, g, o = (F.linear(x, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)).chunk(4, -1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        return self.output(torch.cat([h, context], -1)), (h, c), weights


# %% sliced-weights
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        context, weights = self.attention(state[0], memory, lengths)
        h, c = self.cell(torch.cat((self.embedding(token), context), dim=1), tuple(state))
        size = h.shape[1]
        w = self.output.weight
        return h @ w[:, :size].T + context @ w[:, size:].T + self.output.bias, (h, c), weights


# %% context-from-the-weights
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        h, c = state
        _, weights = self.attention(h, memory, lengths)
        real = (torch.arange(memory.shape[1]) < lengths[:, None]).to(memory.device)
        context = (weights[:, :, None] * memory.masked_fill(~real[:, :, None], 0.0)).sum(1)
        h, c = self.cell(torch.cat([self.embedding(token), context], 1), (h, c))
        return self.output(torch.cat([h, context], 1)), (h, c), weights


# %% one-hot-words-with-prints
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        print("writing after", token.shape[0], "words")
        words = F.one_hot(token, self.embedding.num_embeddings).to(self.embedding.weight) if token.device.type != "meta" else None
        word = self.embedding(token) if words is None else words @ self.embedding.weight
        context, weights = self.attention(state[0], memory, lengths)
        h, c = self.cell(torch.cat([word, context], 1), state)
        return self.output(torch.cat([h, context], 1)), (h, c), weights


# %% helper-methods
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def look(self, h, memory, lengths):
        return self.attention(query=h, keys=memory, lengths=lengths)

    def move(self, token, context, state):
        return self.cell(torch.cat([self.embedding(token), context], dim=-1), state)

    def forward(self, token, state, memory, lengths):
        context, weights = self.look(state[0], memory, lengths)
        h, c = self.move(token, context, state)
        return self.output(torch.cat([h, context], dim=-1)), (h, c), weights


# %% row-by-row
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        parts = []
        for n in range(token.shape[0]):
            one = slice(n, n + 1)
            context, weights = self.attention(state[0][one], memory[one], lengths[one])
            h, c = self.cell(torch.cat([self.embedding(token[one]), context], 1), (state[0][one], state[1][one]))
            parts.append((self.output(torch.cat([h, context], 1)), h, c, weights))
        logits, h, c, weights = (torch.cat(group) for group in zip(*parts))
        return logits, (h, c), weights


# %% own-attention-class
class MyAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = (weights[..., None] * keys).sum(1)
        return context, weights


class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = MyAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)

    def forward(self, token, state, memory, lengths):
        context, weights = self.attention(state[0], memory, lengths)
        h, c = self.cell(torch.cat([self.embedding(token), context], dim=1), state)
        return self.output(torch.cat([h, context], dim=1)), (h, c), weights


# %% buffer-and-other-start
class DecoderStep(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_size, memory_size, attention_size):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)
        self.register_buffer("steps", torch.zeros((), dtype=torch.int64))
        nn.init.uniform_(self.embedding.weight, -0.1, 0.1)

    def forward(self, token, state, memory, lengths):
        self.steps += 1
        context, weights = self.attention(state[0], memory, lengths)
        h, c = self.cell(torch.cat([self.embedding(token), context], dim=1), state)
        return self.output(torch.cat([h, context], dim=1)), (h, c), weights
