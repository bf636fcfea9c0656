/* The cells in plain arithmetic, with the names and the order of blocks of the notebooks.
   A cell takes weights, an input and the state {h, c}, all arrays, and gives every gate and both states;
   `held` fixes gates by hand. Classic scripts, not modules: a page opened from a disk loads no modules. */
(function () {
  "use strict";

  const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
  const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const times = (matrix, vector) => matrix.map((row) => dot(row, vector));
  const add = (...vectors) => vectors[0].map((_, k) => vectors.reduce((sum, v) => sum + v[k], 0));
  const zeros = (size) => new Array(size).fill(0);

  function blocks(vector, count) {
    const size = vector.length / count;
    return Array.from({ length: count }, (_, k) => vector.slice(k * size, (k + 1) * size));
  }

  function gatesThenState(names, pieces, squash, c, held, output) {
    const values = {};
    names.forEach((name, k) => { values[name] = held[name] || pieces[k].map(squash[name]); });
    if (!values.i) values.i = held.i || values.f.map((f) => 1 - f);
    values.c = values.f.map((f, k) => f * c[k] + values.i[k] * values.g[k]);
    values.o = held.o || output(values.c).map(sigmoid);
    values.h = values.o.map((o, k) => o * Math.tanh(values.c[k]));
    return values;
  }

  const SQUASH = { i: sigmoid, f: sigmoid, g: Math.tanh };

  function LSTM(w, x, { h, c }, held = {}) {
    const z = add(times(w.weight_ih, x), times(w.weight_hh, h), w.bias_ih, w.bias_hh);
    const [i, f, g, o] = blocks(z, 4);
    return gatesThenState(["i", "f", "g"], [i, f, g], SQUASH, c, held, () => o);
  }

  function peephole(w, x, { h, c }, held = {}) {
    const [i, f, g, o] = blocks(add(times(w.weight_ih, x), times(w.weight_hh, h), w.bias), 4);
    const seen = (piece, weight, state) => piece.map((z, k) => z + weight[k] * state[k]);
    const pieces = [seen(i, w.peephole_i, c), seen(f, w.peephole_f, c), g];
    return gatesThenState(["i", "f", "g"], pieces, SQUASH, c, held, (now) => seen(o, w.peephole_o, now));
  }

  function coupled(w, x, { h, c }, held = {}) {
    const [f, g, o] = blocks(add(times(w.weight_ih, x), times(w.weight_hh, h), w.bias), 3);
    return gatesThenState(["f", "g"], [f, g], SQUASH, c, held, () => o);
  }

  function GRU(w, x, { h }, held = {}) {
    const ofInput = blocks(add(times(w.weight_ih, x), w.bias_ih), 3);
    const ofState = blocks(add(times(w.weight_hh, h), w.bias_hh), 3);
    const r = held.r || add(ofInput[0], ofState[0]).map(sigmoid);
    const z = held.z || add(ofInput[1], ofState[1]).map(sigmoid);
    const n = held.n || ofInput[2].map((value, k) => Math.tanh(value + r[k] * ofState[2][k]));
    const next = z.map((keep, k) => (1 - keep) * n[k] + keep * h[k]);
    return { r, z, n, h: next, c: next };
  }

  /* Runs a cell along a sequence; held[t] fixes gates at step t. */
  function run(cell, weights, sequence, held = {}) {
    const size = weights.weight_hh[0].length;
    let state = { h: zeros(size), c: zeros(size) };
    return sequence.map((x, t) => (state = cell(weights, x, state, held[t])));
  }

  /* Two LSTMs of one unit over a sequence whose places from `length` on are padding: their outputs in the order of the
     words. With `flipped` the second one reads the padding first, as it does when a batch is turned round as a whole. */
  function bothWays(forward, backward, inputs, length, flipped = false) {
    const sequence = inputs.map((x, t) => (t < length ? x : x.map(() => 0)));
    const outputs = (weights, words) => run(LSTM, weights, words).map(({ h }) => h[0]);
    const ahead = sequence.map((_, t) => (t < length ? outputs(forward, sequence)[t] : 0));
    const words = flipped ? sequence : sequence.slice(0, length);
    const read = outputs(backward, [...words].reverse()).reverse();
    return { sequence, ahead, back: sequence.map((_, t) => (t < length ? read[t] : 0)) };
  }

  const PHI = {
    tanh: { value: Math.tanh, slope: (h) => 1 - h * h },
    relu: { value: (z) => Math.max(z, 0), slope: (h) => (h > 0 ? 1 : 0) },
    linear: { value: (z) => z, slope: () => 1 },
  };

  /* Norm of d(sum of h_T)/d h_t for t = 1 ... T, in h_t = phi(matrix h_{t-1} + x_t) from h_0 = 0. */
  function gradientNorms(matrix, inputs, nonlinearity) {
    const phi = PHI[nonlinearity];
    const states = [];
    let h = zeros(matrix.length);
    for (const x of inputs) states.push((h = add(times(matrix, h), x).map(phi.value)));
    const columns = matrix[0].map((_, k) => matrix.map((row) => row[k]));
    let gradient = h.map(() => 1);
    const norms = [Math.sqrt(dot(gradient, gradient))];
    for (let t = states.length - 1; t > 0; t -= 1) {
      gradient = times(columns, gradient.map((value, k) => value * phi.slope(states[t][k])));
      norms.unshift(Math.sqrt(dot(gradient, gradient)));
    }
    return norms;
  }

  /* The largest singular value, by power iteration on the matrix times its transpose. */
  function largestSingularValue(matrix, rounds = 500) {
    const columns = matrix[0].map((_, k) => matrix.map((row) => row[k]));
    let v = matrix[0].map((_, k) => 1 + k / 7);
    let size = 0;
    for (let k = 0; k < rounds; k += 1) {
      v = times(columns, times(matrix, v));
      size = Math.sqrt(dot(v, v));
      v = v.map((value) => value / size);
    }
    return Math.sqrt(size);
  }

  window.explore = { cells: { LSTM, peephole, coupled, GRU }, run, bothWays, gradientNorms, largestSingularValue, views: {} };
})();
