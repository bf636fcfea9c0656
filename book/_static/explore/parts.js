/* The parts that the explorables share: elements, sliders, numbers, strips of bars over the steps. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  let made = 0;

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat());
    return node;
  }

  const html = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
  const shown = (value, digits = 2) => value.toFixed(digits).replace(/^-(?=0\.?0*$)/, "").replace("-", "\u2212");
  const stillness = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* A labelled range input whose value stands beside it. */
  function slider({ label, min, max, step, value, format = shown, gate = "", change }) {
    const id = `explore-${(made += 1)}`;
    const output = html("output", { for: id });
    const input = html("input", {
      id, type: "range", min, max, step, value, class: gate && `of-${gate}`,
      oninput: () => { tell(); change(Number(input.value)); },
    });
    const tell = () => {
      output.textContent = format(Number(input.value));
      input.setAttribute("aria-valuetext", output.textContent);
    };
    tell();
    const row = html("div", { class: "explore-slider" }, html("label", { for: id }, label), input, output);
    return { row, input, set(next) { input.value = next; tell(); } };
  }

  function choice({ label, options, value, change }) {
    const id = `explore-${(made += 1)}`;
    const select = html("select", { id, onchange: () => change(select.value) },
      ...options.map(([name, text]) => html("option", { value: name, selected: name === value }, text)));
    return { row: html("div", { class: "explore-slider" }, html("label", { for: id }, label), select), select };
  }

  function check({ label, checked, change }) {
    const input = html("input", { type: "checkbox", onchange: () => change(input.checked) });
    input.checked = checked;
    return { row: html("label", { class: "explore-check" }, input, " ", label), input };
  }

  /* Small bar charts above each other, one a row: {name, gate, values, low, most}. Steps after `at` are faint; `mark` is shaded. */
  function strips(rows, at, { label, mark = at, select = null, held = {}, width = 320 }) {
    const high = 26, gap = 8, left = 26, steps = rows[0].values.length;
    const each = (width - left - 2) / steps;
    const height = rows.length * (high + gap) + 16;
    const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, class: "explore-strips" });
    chart.append(svg("rect", { x: left + mark * each, y: 0, width: each, height: height - 14, class: "explore-now" }));
    rows.forEach(({ name, gate, values, low = -1, most = 1 }, k) => {
      const top = k * (high + gap) + 3;
      const place = (v) => top + high * (1 - (Math.min(Math.max(v, low), most) - low) / (most - low));
      chart.append(svg("text", { x: 2, y: top + high / 2 + 4, class: `explore-name of-${gate}` }, name));
      chart.append(svg("line", { x1: left, x2: width, y1: place(0), y2: place(0), class: "explore-zero" }));
      values.forEach((value, t) => {
        const y = Math.min(place(value), place(0));
        const shape = { x: left + t * each + each * 0.15, y, width: each * 0.7, height: Math.max(Math.abs(place(value) - place(0)), 0.6) };
        const byHand = held[t] && held[t][name];
        chart.append(svg("rect", { ...shape, class: `explore-bar of-${gate}${t > at ? " later" : ""}${byHand ? " held" : ""}` }));
      });
    });
    for (let t = 0; t < steps; t += 1) {
      chart.append(svg("text", { x: left + (t + 0.5) * each, y: height - 2, class: "explore-tick" }, String(t + 1)));
    }
    if (select) {
      chart.addEventListener("pointerdown", (event) => {
        const box = chart.getBoundingClientRect();
        const t = Math.floor((((event.clientX - box.left) / box.width) * width - left) / each);
        if (t >= 0 && t < steps) select(t);
      });
    }
    return chart;
  }

  /* Puts each explorable of the page in the place of its figure. */
  function start() {
    for (const place of document.querySelectorAll("[data-explorable]")) {
      const name = place.dataset.explorable;
      const numbers = JSON.parse(place.querySelector("script[type='application/json']").textContent);
      const body = html("div", { class: "explore-body" });
      window.explore.views[name](body, numbers);
      for (const still of place.querySelectorAll(".explore-still")) still.hidden = true;
      place.append(body);
      place.dataset.ready = "yes";
    }
  }

  Object.assign(window.explore, { html, svg, shown, slider, choice, check, strips, stillness });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else window.setTimeout(start);
})();
