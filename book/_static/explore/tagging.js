/* A tagger of one direction or two in plain arithmetic: its logits, what each token weighs in its marks, and near spellings. */
(function () {
  "use strict";
  const { run, cells } = window.explore;

  /* Logits of every step for tokens given as numbers. */
  function logits(model, tokens) {
    const inputs = tokens.map((token) => model.embedding[token]);
    const states = (weights, words) => run(cells.LSTM, weights, words).map(({ h }) => h);
    const ahead = states(model.forward, inputs);
    const back = model.backward ? states(model.backward, [...inputs].reverse()).reverse() : inputs.map(() => []);
    const { weight, bias } = model.output;
    return ahead.map((h, t) => weight.map((row, k) => [...h, ...back[t]].reduce((sum, value, j) => sum + value * row[j], bias[k])));
  }

  function logSoftmax(values) {
    const top = Math.max(...values);
    const total = top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
    return values.map((value) => value - total);
  }

  /* At every step the log-probabilities, the best tag, and for each token what the log-probability of that tag loses when
     the token is replaced by `instead`: the model is run again without it. */
  function ask(model, tokens, instead) {
    const answers = (sequence) => logits(model, sequence).map(logSoftmax);
    const whole = answers(tokens);
    const without = tokens.map((_, k) => answers(tokens.map((token, t) => (t === k ? instead : token))));
    return whole.map((logs, t) => {
      const best = logs.indexOf(Math.max(...logs));
      return { logs, best, weights: without.map((other) => logs[best] - other[t][best]) };
    });
  }

  /* Changes of one letter that lead from one spelling to the other. */
  function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, k) => k);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
      row = next;
    }
    return row[b.length];
  }

  /* The spellings that take the fewest changes; what stands in brackets behind one does not count. */
  function nearest(text, spellings, count) {
    const ranked = spellings.map((spelling) => [distance(text, spelling.split("(")[0]), spelling]);
    return ranked.sort(([a], [b]) => a - b).slice(0, count).map(([, spelling]) => spelling);
  }

  window.explore.tagging = { logits, ask, nearest };
})();
