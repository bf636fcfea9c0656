/* An LSTM cell to step: the reader's own inputs, every gate as a bar that can be taken in hand. */
(function () {
  "use strict";
  const { html, shown, slider, check, strips, stillness, run, cells, views } = window.explore;
  const GATES = { i: "input gate i", f: "forget gate f", g: "candidate g", o: "output gate o" };
  const ORDER = ["i", "f", "g", "o"];

  views.cell = function (body, numbers) {
    const weights = numbers.LSTM;
    const sequence = numbers.sequence.map((x) => [...x]);
    const held = {};
    let at = 0;
    let timer = null;

    const value = slider({ label: "value x", min: -1, max: 1, step: 0.1, value: 0, change: (v) => { sequence[at][0] = v; draw(); } });
    const write = check({ label: "write (w = 1)", checked: false, change: (on) => { sequence[at][1] = on ? 1 : 0; draw(); } });
    const place = slider({ label: "step t", min: 1, max: sequence.length, step: 1, value: 1, format: String, change: (t) => { stop(); go(t - 1); } });
    const gates = {};
    for (const gate of ORDER) {
      const bar = slider({
        label: GATES[gate], min: gate === "g" ? -1 : 0, max: 1, step: 0.01, value: 0, gate,
        change: (v) => { (held[at] = held[at] || {})[gate] = [v]; draw(); },
      });
      const hand = check({
        label: "by hand", checked: false,
        change: (on) => {
          if (on) (held[at] = held[at] || {})[gate] = [Number(bar.input.value)];
          else delete held[at][gate];
          draw();
        },
      });
      hand.input.setAttribute("aria-label", `${GATES[gate]} by hand`);
      gates[gate] = { bar, hand };
    }

    const chart = html("div");
    const sums = html("div", { class: "explore-sums" });
    const told = html("p", { class: "explore-told", "aria-live": "polite" });
    const runButton = html("button", { type: "button", onclick: () => (timer ? stop() : play()) }, "Run");
    const buttons = html("div", { class: "explore-buttons" },
      html("button", { type: "button", onclick: () => { stop(); go(at - 1); } }, "Step back"),
      html("button", { type: "button", onclick: () => { stop(); go(at + 1); } }, "Step"),
      runButton,
      html("button", { type: "button", onclick: reset }, "Start again"));

    body.append(buttons, place.row, chart,
      html("div", { class: "explore-pair" }, value.row, write.row),
      html("div", { class: "explore-gates" }, ...ORDER.map((gate) => html("div", { class: "explore-pair" }, gates[gate].bar.row, gates[gate].hand.row))),
      sums, told);

    function go(t) {
      at = Math.min(Math.max(t, 0), sequence.length - 1);
      draw();
    }
    function stop() {
      window.clearInterval(timer);
      timer = null;
      runButton.textContent = "Run";
    }
    function play() {
      if (stillness()) return go(sequence.length - 1);
      if (at === sequence.length - 1) go(0);
      runButton.textContent = "Pause";
      timer = window.setInterval(() => { go(at + 1); if (at === sequence.length - 1) stop(); }, 700);
      return undefined;
    }
    function reset() {
      stop();
      numbers.sequence.forEach((x, t) => { sequence[t] = [...x]; });
      for (const t of Object.keys(held)) delete held[t];
      go(0);
    }

    function sum(gate, now, before) {
      if (held[at] && held[at][gate]) return `${shown(now[gate][0])}, set by hand`;
      const row = ORDER.indexOf(gate);
      const [wx, ww] = weights.weight_ih[row];
      const bias = weights.bias_ih[row] + weights.bias_hh[row];
      const terms = [[wx, `\u00b7 ${shown(sequence[at][0], 1)}`], [ww, `\u00b7 ${sequence[at][1]}`], [weights.weight_hh[row][0], `\u00b7 ${shown(before.h)}`], [bias, ""]];
      const text = terms.map(([w, rest], k) => `${k ? (w < 0 ? " \u2212 " : " + ") : w < 0 ? "\u2212" : ""}${shown(Math.abs(w))} ${rest}`.trimEnd()).join("");
      return `${gate === "g" ? "tanh" : "\u03c3"}(${text}) = ${shown(now[gate][0])}`;
    }

    function draw() {
      const steps = run(cells.LSTM, weights, sequence, held);
      const now = steps[at];
      const before = at ? { h: steps[at - 1].h[0], c: steps[at - 1].c[0] } : { h: 0, c: 0 };
      const values = (name) => steps.map((each) => each[name][0]);
      const rows = [
        { name: "x", gate: "ink", values: sequence.map((x) => x[0]) },
        { name: "w", gate: "ink", values: sequence.map((x) => x[1]), low: 0 },
        ...ORDER.map((gate) => ({ name: gate, gate, values: values(gate), low: gate === "g" ? -1 : 0 })),
        { name: "c", gate: "c", values: values("c"), low: -1.5, most: 1.5 },
        { name: "h", gate: "h", values: values("h") },
      ];
      const label = `Inputs x and w, gates i, f, g, o, cell state c and output h over ${steps.length} steps; step ${at + 1} is marked.`;
      chart.replaceChildren(strips(rows, at, { label, select: (t) => { stop(); go(t); }, held }));
      place.set(at + 1);
      value.set(sequence[at][0]);
      write.input.checked = sequence[at][1] === 1;
      for (const gate of ORDER) {
        gates[gate].bar.set(now[gate][0]);
        gates[gate].hand.input.checked = Boolean(held[at] && held[at][gate]);
      }
      const line = (name, text) => html("div", {}, html("span", { class: `of-${name}` }, name), " = ", text);
      sums.replaceChildren(
        ...ORDER.map((gate) => line(gate, sum(gate, now, before))),
        line("c", `f c + i g = ${shown(now.f[0])} \u00b7 ${shown(before.c)} + ${shown(now.i[0])} \u00b7 ${shown(now.g[0])} = ${shown(now.c[0])}`),
        line("h", `o tanh(c) = ${shown(now.o[0])} \u00b7 ${shown(Math.tanh(now.c[0]))} = ${shown(now.h[0])}`));
      if (!timer) told.textContent = `Step ${at + 1} of ${steps.length}: the cell state goes from ${shown(before.c)} to ${shown(now.c[0])}, the output is ${shown(now.h[0])}.`;
    }
    draw();
  };
})();
