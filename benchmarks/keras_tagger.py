"""What Keras itself says: ``KERAS_BACKEND=jax python -m benchmarks.keras_tagger``, in an environment with Keras and jax.

Writes ``book/data/keras.json``: the tutorials' Embedding, Bidirectional(LSTM), Dense with its weights, its parameter
counts, and its answers to a padded batch without and with masking. The chapter on tagging rebuilds it in PyTorch.
"""
from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
from keras import layers

TARGET = Path(__file__).resolve().parents[1] / "book" / "data" / "keras.json"
VOCABULARY, WIDTH, HIDDEN, TAGS, STEPS = 10, 4, 3, 5, 6
TOKENS = [[3, 1, 4, 1, 5, 9], [2, 6, 5, 0, 0, 0]]  # the second sequence is padded


def build(masked: bool) -> keras.Sequential:
    """The tutorials' model."""
    return keras.Sequential([
        keras.Input((STEPS,), dtype="int32"),
        layers.Embedding(VOCABULARY, WIDTH, mask_zero=masked),
        layers.Bidirectional(layers.LSTM(HIDDEN, return_sequences=True)),
        layers.Dense(TAGS, activation="softmax"),
    ])  # fmt: skip


def main() -> None:
    """Builds the model with random weights, biases included, and writes what it does."""
    plain, masked = build(masked=False), build(masked=True)
    generator = np.random.default_rng(0)
    weights = [generator.uniform(-1, 1, w.shape).round(3).astype("float32") for w in plain.get_weights()]
    answers = {}
    for name, model in (("plain", plain), ("masked", masked)):
        model.set_weights(weights)
        answers[name] = np.asarray(model(np.array(TOKENS))).tolist()
    record = {
        "command": "KERAS_BACKEND=jax python -m benchmarks.keras_tagger",
        "version": keras.__version__,
        "counts": {layer.__class__.__name__: layer.count_params() for layer in plain.layers},
        "names": [w.path.partition("/")[2] for w in plain.weights],
        "weights": [[round(float(x), 3) for x in w.ravel()] for w in weights],
        "shapes": [list(w.shape) for w in weights],
        "tokens": TOKENS,
        "answers": answers,
    }
    TARGET.write_text("{\n" + ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in record.items()) + "\n}\n")


if __name__ == "__main__":
    main()
