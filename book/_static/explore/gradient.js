/* A gradient's way back through a plain network: spectral radius, nonlinearity, length and inputs are the reader's. */
(function () {
  "use strict";
  const { html, svg, shown, slider, choice, gradientNorms, largestSingularValue, views } = window.explore;
  const WIDTH = 360, HEIGHT = 230, LEFT = 34, BOTTOM = 34, TOP = 8, REACH = 20;

  views.gradient = function (body, numbers) {
    const singular = largestSingularValue(numbers.matrix);
    const now = { radius: 0.9, nonlinearity: "tanh", steps: 60, inputs: 0.3 };
    const control = (label, name, min, max, step, format) =>
      slider({ label, min, max, step, value: now[name], format, change: (v) => { now[name] = v; draw(); } }).row;
    const chart = html("div");
    const told = html("p", { class: "explore-told", "aria-live": "polite" });
    const key = html("ul", { class: "explore-key" },
      html("li", { class: "measured" }, "the gradient's norm"),
      html("li", { class: "radius" }, "(spectral radius)\u1d4f"),
      html("li", { class: "bound" }, "the bound, (largest singular value)\u1d4f"));
    body.append(
      control("spectral radius", "radius", 0.3, 1.5, 0.01),
      choice({
        label: "nonlinearity", value: now.nonlinearity, options: [["tanh", "tanh"], ["relu", "ReLU"], ["linear", "none (linear)"]],
        change: (name) => { now.nonlinearity = name; draw(); },
      }).row,
      control("steps T", "steps", 5, numbers.inputs.length, 1, String),
      control("size of the inputs", "inputs", 0, 2, 0.05),
      chart, key, told);

    const power = (log) => (Math.abs(log) < 2 ? shown(10 ** log) : `10 to the power ${shown(log, 0)}`);

    function draw() {
      const matrix = numbers.matrix.map((row) => row.map((v) => v * now.radius));
      const inputs = numbers.inputs.slice(-now.steps).map((x) => x.map((v) => v * now.inputs));
      const norms = gradientNorms(matrix, inputs, now.nonlinearity).reverse().map(Math.log10);
      const from = norms[0];
      const x = (k) => LEFT + ((WIDTH - LEFT - 6) * k) / Math.max(now.steps - 1, 1);
      const y = (log) => TOP + ((HEIGHT - BOTTOM - TOP) * (REACH - Math.min(Math.max(log, -9e3), 9e3))) / (2 * REACH);
      const path = (log) => norms.map((_, k) => `${k ? "L" : "M"}${x(k).toFixed(1)} ${y(log(k)).toFixed(1)}`).join("");
      const label = `Logarithm of the gradient's norm against steps back, 0 to ${now.steps - 1}, with the power of the spectral radius and the bound.`;
      const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label, class: "explore-plot" });
      const frame = { x: LEFT, y: TOP, width: WIDTH - LEFT - 6, height: HEIGHT - BOTTOM - TOP };
      picture.append(svg("defs", {}, svg("clipPath", { id: "explore-frame" }, svg("rect", frame))));
      for (const log of [-20, -10, 0, 10, 20]) {
        picture.append(svg("line", { x1: LEFT, x2: WIDTH - 6, y1: y(log), y2: y(log), class: "explore-zero" }));
        picture.append(svg("text", { x: LEFT - 5, y: y(log) + 4, class: "explore-tick end" }, String(log).replace("-", "\u2212")));
      }
      for (const share of [0, 0.25, 0.5, 0.75, 1]) {
        const k = Math.round((now.steps - 1) * share);
        picture.append(svg("text", { x: x(k), y: HEIGHT - BOTTOM + 14, class: "explore-tick" }, String(k)));
      }
      picture.append(svg("text", { x: (LEFT + WIDTH) / 2, y: HEIGHT - 4, class: "explore-tick" }, "steps back (vertical: power of ten)"));
      const curves = svg("g", { "clip-path": "url(#explore-frame)" });
      const bound = (k) => from + k * Math.log10(singular * now.radius);
      curves.append(svg("path", { d: path(bound), class: "explore-line bound" }));
      curves.append(svg("path", { d: path((k) => from + k * Math.log10(now.radius)), class: "explore-line radius" }));
      curves.append(svg("path", { d: path((k) => norms[k]), class: "explore-line measured" }));
      picture.append(curves);
      chart.replaceChildren(picture);
      const last = now.steps - 1;
      const left = norms[last] - from;
      const arrives = Number.isFinite(left) ? `${power(left)} of the gradient arrives` : "nothing of the gradient arrives";
      told.textContent = `${last} steps back ${arrives}; the bound allows ${power(bound(last) - from)}, the spectral radius alone would give ${power(last * Math.log10(now.radius))}.`;
    }
    draw();
  };
})();
