/* Two LSTM cells of one unit that read a padded sequence from both ends, one step each a tick. */
(function () {
  "use strict";
  const { html, shown, slider, check, strips, stillness, bothWays, views } = window.explore;

  views.bilstm = function (body, numbers) {
    const steps = numbers.sequence.length;
    let length = steps - 2;
    let ticks = 0;
    let word = 0;
    let flipped = false;
    let timer = null;

    const place = slider({ label: "tick", min: 0, max: steps, step: 1, value: 0, format: String, change: (t) => { stop(); go(t); } });
    const looked = slider({ label: "look at word t", min: 1, max: steps, step: 1, value: 1, format: String, change: (t) => { word = t - 1; draw(); } });
    const size = slider({ label: "words, then padding", min: 2, max: steps, step: 1, value: length, format: String, change: (n) => { length = n; draw(); } });
    const wrong = check({ label: "turn the padding round too (wrong)", checked: false, change: (on) => { flipped = on; draw(); } });
    const chart = html("div");
    const told = html("p", { class: "explore-told", "aria-live": "polite" });
    const runButton = html("button", { type: "button", onclick: () => (timer ? stop() : play()) }, "Run");
    const buttons = html("div", { class: "explore-buttons" },
      html("button", { type: "button", onclick: () => { stop(); go(ticks - 1); } }, "Step back"),
      html("button", { type: "button", onclick: () => { stop(); go(ticks + 1); } }, "Step"),
      runButton,
      html("button", { type: "button", onclick: () => { stop(); go(0); } }, "Start again"));
    body.append(buttons, place.row, chart, looked.row, size.row, wrong.row, told);

    function go(t) {
      ticks = Math.min(Math.max(t, 0), steps);
      draw();
    }
    function stop() {
      window.clearInterval(timer);
      timer = null;
      runButton.textContent = "Run";
    }
    function play() {
      if (stillness()) return go(steps);
      if (ticks === steps) go(0);
      runButton.textContent = "Pause";
      timer = window.setInterval(() => { go(ticks + 1); if (ticks === steps) stop(); }, 700);
      return undefined;
    }

    /* The tick at which a reader has come to word t; padding is passed over unless it is turned round too. */
    const forwardAt = (t) => t + 1;
    const backwardAt = (t) => (flipped ? steps - t : length - t);

    function draw() {
      const { sequence, ahead, back } = bothWays(numbers.ahead, numbers.back, numbers.sequence, length, flipped);
      const there = (t, when) => t < length && when(t) <= ticks;
      const both = (t) => there(t, forwardAt) && there(t, backwardAt);
      const rows = [
        { name: "x", gate: "ink", values: sequence.map((x) => x[0]) },
        { name: "w", gate: "ink", values: sequence.map((x) => x[1]), low: 0 },
        { name: "h\u2192", gate: "ink", values: ahead.map((h, t) => (there(t, forwardAt) ? h : 0)) },
        { name: "h\u2190", gate: "c", values: back.map((h, t) => (there(t, backwardAt) ? h : 0)) },
        { name: "y", gate: "h", values: ahead.map((_, t) => (both(t) ? 1 : 0)), low: 0 },
      ];
      const done = ahead.filter((_, t) => both(t)).length;
      const label = `Inputs x and w, the forward and the backward state, and where the output y is complete, for ${length} words after tick ${ticks}; word ${word + 1} is marked.`;
      chart.replaceChildren(strips(rows, steps - 1, { label, mark: word, select: (t) => { word = t; draw(); } }));
      place.set(ticks);
      looked.set(word + 1);
      size.set(length);
      const wanted = (found) => (found ? shown(found[0], 1) : "none");
      const last = sequence.slice(0, word + 1).filter((x) => x[1]).pop();
      const next = sequence.slice(word, length).find((x) => x[1]);
      const state = (name, when, h) => (there(word, when) ? `${name} says ${shown(h[word])}` : `${name} is not there yet`);
      const view = word < length
        ? `At word ${word + 1} the value last written is ${wanted(last)}, the next one ${wanted(next)}; ${state("the forward state", forwardAt, ahead)}, ${state("the backward state", backwardAt, back)}.`
        : `Place ${word + 1} is padding, and has no output.`;
      if (!timer) told.textContent = `Tick ${ticks}: ${done} of ${length} outputs are complete. ${view}`;
    }
    draw();
  };
})();
