"""Wrong versions of `GridLSTMBlock`, one a cell: columns, dimensions, memories and results in the wrong place, gradients, dtypes, devices, starts, and what shows only at some sizes."""


# %% exchanged-i-and-f
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


# %% exchanged-g-and-o
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


# %% tanh-of-product
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


# %% no-tanh
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


# %% h-from-old-memory
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


# %% no-output-gate
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


# %% no-forget-gate
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


# %% memory-dropped
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


# %% coupled
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


# %% sigmoid-candidate
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


# %% priority-dimension
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


# %% hidden-exchanged
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


# %% own-first
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


# %% h1-twice
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


# %% first-weights-twice
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


# %% weights-exchanged
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


# %% no-bias
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


# %% memories-exchanged
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


# %% first-memory-twice
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


# %% result-hidden-first
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


# %% result-memory-first
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


# %% result-pairs
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


# %% result-second-first
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


# %% arguments-hidden-first
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


# %% hidden-detached
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


# %% memory-detached
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


# %% h-detached-from-memory
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


# %% squeezes-batch-of-one
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


# %% memory-in-place
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


# %% dtype-dropped
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


# %% device-dropped
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


# %% second-bias-on-cpu
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


# %% one-shared-parameter
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


# %% exp-tanh
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


# %% view
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


# %% blocks-interleaved
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


# %% two-torch-cells
class GridLSTMBlock(nn.Module):
    def __init__(self, hidden_size, device=None, dtype=None):
        super().__init__()
        self.one = nn.LSTMCell(2 * hidden_size, hidden_size, device=device, dtype=dtype)
        self.two = nn.LSTMCell(2 * hidden_size, hidden_size, device=device, dtype=dtype)

    def forward(self, h1, m1, h2, m2):
        hidden, zeros = torch.cat([h1, h2], 1), torch.zeros_like(h1)
        return *self.one(hidden, (zeros, m1)), *self.two(hidden, (zeros, m2))


# %% operator
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
