/* The same input through four cells that learned the same task, gates side by side. */
(function () {
  "use strict";
  const { html, shown, slider, choice, check, strips, run, cells, views } = window.explore;
  const ROWS = {
    LSTM: [["f", "f", 0], ["i", "i", 0], ["g", "g", -1], ["o", "o", 0], ["c", "c", -1.5, 1.5], ["h", "h", -1]],
    peephole: [["f", "f", 0], ["i", "i", 0], ["g", "g", -1], ["o", "o", 0], ["c", "c", -1.5, 1.5], ["h", "h", -1]],
    coupled: [["f", "f", 0], ["i", "i", 0], ["g", "g", -1], ["o", "o", 0], ["c", "c", -1.5, 1.5], ["h", "h", -1]],
    GRU: [["z", "f", 0], ["r", "ink", 0], ["n", "g", -1], ["h", "h", -1]],
  };
  const TITLES = {
    LSTM: "LSTM", peephole: "with peepholes", coupled: "coupled, i = 1 \u2212 f", GRU: "GRU, z keeps",
  };
  const PRESETS = {
    start: ["Three writes", null],
    hold: ["One write, then distractors", (t) => [[0.7, -0.9, 0.8, -0.5, 0.9, -0.8, 0.4, -0.9, 0.6, -0.7][t], t ? 0 : 1]],
    busy: ["A write at every step", (t) => [t % 2 ? -0.8 : 0.8, 1]],
    quiet: ["One write, then silence", (t) => [t ? 0 : 0.8, t ? 0 : 1]],
  };

  views.variants = function (body, numbers) {
    let sequence = numbers.sequence.map((x) => [...x]);
    let at = 0;
    const preset = choice({
      label: "input", value: "start", options: Object.entries(PRESETS).map(([name, [text]]) => [name, text]),
      change: (name) => {
        const made = PRESETS[name][1];
        sequence = numbers.sequence.map((x, t) => (made ? made(t) : [...x]));
        draw();
      },
    });
    const place = slider({ label: "step t", min: 1, max: sequence.length, step: 1, value: 1, format: String, change: (t) => { at = t - 1; draw(); } });
    const value = slider({ label: "value x", min: -1, max: 1, step: 0.1, value: 0, change: (v) => { sequence[at][0] = v; draw(); } });
    const write = check({ label: "write (w = 1)", checked: false, change: (on) => { sequence[at][1] = on ? 1 : 0; draw(); } });
    const charts = html("div", { class: "explore-four" });
    const told = html("p", { class: "explore-told", "aria-live": "polite" });
    body.append(preset.row, place.row, html("div", { class: "explore-pair" }, value.row, write.row), charts, told);

    function draw() {
      const inputs = [
        { name: "x", gate: "ink", values: sequence.map((x) => x[0]) },
        { name: "w", gate: "ink", values: sequence.map((x) => x[1]), low: 0 },
      ];
      const ends = [];
      charts.replaceChildren(...Object.entries(TITLES).map(([kind, title]) => {
        const steps = run(cells[kind], numbers[kind], sequence);
        const rows = [...inputs, ...ROWS[kind].map(([name, gate, low, most]) => ({ name, gate, low, most, values: steps.map((each) => each[name][0]) }))];
        ends.push(`${TITLES[kind].split(",")[0]} ${shown(steps[at].h[0])}`);
        const label = `${title}: inputs and gates over ${steps.length} steps; at step ${at + 1} the output is ${shown(steps[at].h[0])}.`;
        const select = (t) => { at = t; draw(); };
        return html("div", {}, html("div", { class: "explore-title" }, title), strips(rows, at, { label, select, width: 200 }));
      }));
      place.set(at + 1);
      value.set(sequence[at][0]);
      write.input.checked = sequence[at][1] === 1;
      const written = sequence.slice(0, at + 1).filter((x) => x[1]).pop();
      const wanted = written ? `wanted is ${shown(written[0], 1)}` : "nothing has been written yet";
      told.textContent = `Step ${at + 1}: ${wanted}; the outputs are ${ends.join(", ")}.`;
    }
    draw();
  };
})();
