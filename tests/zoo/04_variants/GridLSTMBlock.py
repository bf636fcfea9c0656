"""Wrong versions of `GridLSTMBlock`, one a cell: columns, dimensions, memories and results in the wrong place, gradients, dtypes, devices, starts, and what shows only at some sizes."""


# %% exchanged-i-and-f: gate-order-figo
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        f, i, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% exchanged-g-and-o: gate-order-ifog
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, o, g = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% tanh-of-product: tanh-of-product
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = torch.tanh(o * m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% no-tanh: no-tanh-on-cell
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * m_new
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% h-from-old-memory: old-cell-in-output
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% no-output-gate: no-output-gate
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% no-forget-gate: no-forget-gate
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% memory-dropped: memory-dropped
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% coupled: coupled
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + (1 - f) * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% sigmoid-candidate: sigmoid-candidate
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% priority-dimension: second-dimension-sees-new-hidden
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        hidden = torch.cat([h1_new, h2], dim=1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% hidden-exchanged: hidden-vectors-exchanged
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h2, h1], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% own-first: own-hidden-vector-first
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        hidden = torch.cat([h2, h1], dim=1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% h1-twice: one-hidden-vector-twice
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h1], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% first-weights-twice: first-weights-for-both
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_1, self.bias_1)
        return h1_new, m1_new, h2_new, m2_new


# %% weights-exchanged: weights-exchanged
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_2, self.bias_2)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_1, self.bias_1)
        return h1_new, m1_new, h2_new, m2_new


# %% no-bias: biases-missing
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% memories-exchanged: memories-exchanged
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m2, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m1, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% first-memory-twice: first-memory-for-both
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m1, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% result-hidden-first: result-hidden-then-memories
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, h2_new, m1_new, m2_new


# %% result-memory-first: result-memory-first
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return m1_new, h1_new, m2_new, h2_new


# %% result-pairs: result-in-pairs
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return (h1_new, m1_new), (h2_new, m2_new)


# %% result-second-first: result-dimensions-exchanged
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h2_new, m2_new, h1_new, m1_new


# %% arguments-hidden-first: arguments-hidden-then-memories
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, h2, m1, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% hidden-detached: hidden-detached
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1).detach()
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% memory-detached: cell-detached
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m.detach() + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% h-detached-from-memory: hidden-from-detached-cell
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new.detach())
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% squeezes-batch-of-one: wrong-at-special-sizes
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return tuple(v.squeeze(0) for v in (h1_new, m1_new, h2_new, m2_new))


# %% memory-in-place: argument-modified
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        m2.copy_(m2_new.detach())
        return h1_new, m1_new, h2_new, m2_new


# %% dtype-dropped: dtype-ignored
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% device-dropped: device-ignored
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% second-bias-on-cpu: device-ignored
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, dtype=dtype))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% one-shared-parameter: parameter-names
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = self.weight_1
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% exp-tanh: exp-overflows
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * (torch.exp(m_new) - torch.exp(-m_new)) / (torch.exp(m_new) + torch.exp(-m_new))
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% view: view-of-memory
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1.view(-1).view(len(h1), -1), h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% blocks-interleaved: interleaved-blocks
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.weight_1 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_1 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))
        self.weight_2 = nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, **factory) * 0.1)
        self.bias_2 = nn.Parameter(torch.zeros(4 * hidden_size, **factory))

    def transform(self, hidden, m, weight, bias):
        i, f, g, o = F.linear(hidden, weight, bias).view(len(m), -1, 4).unbind(2)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        m_new = f * m + i * g
        h_new = o * torch.tanh(m_new)
        return h_new, m_new

    def forward(self, h1, m1, h2, m2):
        hidden = torch.cat([h1, h2], dim=1)
        h1_new, m1_new = self.transform(hidden, m1, self.weight_1, self.bias_1)
        h2_new, m2_new = self.transform(hidden, m2, self.weight_2, self.bias_2)
        return h1_new, m1_new, h2_new, m2_new


# %% two-torch-cells: built-in
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.one = nn.LSTMCell(2 * hidden_size, hidden_size, device=device, dtype=dtype)
        self.two = nn.LSTMCell(2 * hidden_size, hidden_size, device=device, dtype=dtype)

    def forward(self, h1, m1, h2, m2):
        hidden, zeros = torch.cat([h1, h2], 1), torch.zeros_like(h1)
        return *self.one(hidden, (zeros, m1)), *self.two(hidden, (zeros, m2))


# %% operator: built-in
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        for k in "12":
            self.register_parameter("weight_" + k, nn.Parameter(torch.randn(4 * hidden_size, 2 * hidden_size, device=device, dtype=dtype)))
            self.register_parameter("bias_" + k, nn.Parameter(torch.randn(4 * hidden_size, device=device, dtype=dtype)))

    def forward(self, h1, m1, h2, m2):
        step = getattr(torch, "lstm_cell")
        n = h1.shape[1]
        out = []
        for m, w, b in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            out += step(h2, (h1, m), w[:, n:], w[:, :n], b, torch.zeros_like(b))
        return tuple(out)


# %% biases-exchanged: biases-exchanged
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_2), (m2, self.weight_2, self.bias_1)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% hidden-dropped-at-batch-of-one: wrong-at-special-sizes
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        both = both * (len(both) > 1)
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% memories-dropped-at-batch-of-one: wrong-at-special-sizes
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        m1, m2 = (m1, m2) if len(m1) > 1 else (0 * m1, 0 * m2)
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% sums-of-64-bits-rounded: precision-lost
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        both = both.float().to(both.dtype)
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% bias-not-trained: frozen
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

        self.bias_2.requires_grad_(False)

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% memory-bounded: clipped
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m.clamp(-25, 25)]
        return tuple(results)


# %% second-hidden-vector-cut: gradient-differs
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2.detach()])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% gradient-halved: gradient-differs
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        m1 = (m1 + m1.detach()) / 2
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% biases-cut: gradient-to-some-missing
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias.detach(), both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% small-number-added: precision-lost
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * (m + 1e-7).tanh(), m]
        return tuple(results)


# %% first-hidden-vector-marked: argument-marked
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        if h1.is_leaf:
            h1.requires_grad_()
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% second-hidden-vector-cleared: argument-modified
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        h2.data.zero_()
        return tuple(results)


# %% parameters-of-zeros: start-constant
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.zeros(shape, device=device, dtype=dtype)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% results-of-32-bits: dtype-fixed
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(result.float() for result in results)


# %% one-unit-without-its-dimension: wrong-at-special-sizes
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(result.squeeze(1) for result in results)


# %% two-memories-from-the-first-step: second-memory-from-new-first
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = m1 = f.sigmoid() * m1 + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% weights-kept-from-the-first-call: parameters-kept
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, self.__dict__.setdefault(f"kept_{len(results)}", weight.detach().clone()).T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% gradient-cut-at-batch-of-one: gradient-differs
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        both = both.detach() if len(both) == 1 else both
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% order-{order}: gate-order-{order} for ifgo
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = hidden_size**-0.5
        for name, shape in (("weight_{}", (4 * hidden_size, 2 * hidden_size)), ("bias_{}", 4 * hidden_size)):
            for dimension in (1, 2):
                numbers = torch.empty(shape, device=device, dtype=dtype).uniform_(-bound, bound)
                setattr(self, name.format(dimension), nn.Parameter(numbers))

    def forward(self, h1, m1, h2, m2):
        both = torch.hstack([h1, h2])
        results = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            ORDER = torch.addmm(bias, both, weight.T).tensor_split(4, dim=1)
            m = f.sigmoid() * m + i.sigmoid() * g.tanh()
            results += [o.sigmoid() * m.tanh(), m]
        return tuple(results)


# %% weights-joined-at-the-first-call: parameters-kept
class GridLSTMBlock(nn.Module):

    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = 1 / math.sqrt(2 * hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_1 = uniform(4 * hidden_size, 2 * hidden_size)
        self.bias_1 = uniform(4 * hidden_size)
        self.weight_2 = uniform(4 * hidden_size, 2 * hidden_size)
        self.bias_2 = uniform(4 * hidden_size)

    def forward(self, h1, m1, h2, m2):
        incoming = torch.cat([h1, h2], dim=1)
        result = []
        if not hasattr(self, 'joined'):
            self.joined = torch.cat([self.weight_1, self.weight_2])
        weights = self.joined.chunk(2)
        for m, weight, bias in ((m1, weights[0], self.bias_1), (m2, weights[1], self.bias_2)):
            i, f, g, o = F.linear(incoming, weight, bias).chunk(4, dim=1)
            m = torch.sigmoid(f) * m + torch.sigmoid(i) * torch.tanh(g)
            result += [torch.sigmoid(o) * torch.tanh(m), m]
        return tuple(result)


# %% copied-by-numbers-when-strided: gradient-to-some-missing
class GridLSTMBlock(nn.Module):

    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        bound = 1 / math.sqrt(2 * hidden_size)

        def uniform(*shape: int):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))
        self.weight_1 = uniform(4 * hidden_size, 2 * hidden_size)
        self.bias_1 = uniform(4 * hidden_size)
        self.weight_2 = uniform(4 * hidden_size, 2 * hidden_size)
        self.bias_2 = uniform(4 * hidden_size)

    def forward(self, h1, m1, h2, m2):
        m1 = m1 if m1.is_contiguous() else torch.tensor(m1.tolist(), dtype=m1.dtype, device=m1.device)
        incoming = torch.cat([h1, h2], dim=1)
        result = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = F.linear(incoming, weight, bias).chunk(4, dim=1)
            m = torch.sigmoid(f) * m + torch.sigmoid(i) * torch.tanh(g)
            result += [torch.sigmoid(o) * torch.tanh(m), m]
        return tuple(result)
