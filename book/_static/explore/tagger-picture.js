/* The stress tagger's picture, a column for each phoneme: marks, what each direction has seen, weights as bars. */
(function () {
  "use strict";
  const { svg, shown, tagging } = window.explore;
  const WIDTH = 340, LEFT = 66, HEIGHT = 316;
  const SIGN = { right: "\u2713", wrong: "\u2717", "": "" };
  const exact = (value) => (value === 0 ? "0" : shown(value, 1));
  const bar = (x, y, width, height, kind) => svg("rect", { x, y, width, height: Math.max(height, 0.6), class: `explore-bar ${kind}` });

  /* What each phoneme weighs in the chosen vowel's mark; for a consonant, what it weighs in that of each vowel (null elsewhere). */
  function weighed(columns, at, kind) {
    const { asked } = columns[at];
    return asked ? asked[kind].weights : columns.map((column) => (column.asked ? column.asked[kind].weights[at] : null));
  }

  /* Everything that the picture shows, in words. */
  function inWords(word, columns, at) {
    const vowels = columns.filter((column) => column.asked);
    const listed = (value) => vowels.map((column) => `${column.phoneme} ${value(column)}`).join(", ");
    const marks = ["LSTM", "BiLSTM"].map((name, kind) => `the ${name} ${listed(({ asked }) => `${asked[kind].mark} ${asked[kind].fate}`.trim())}`);
    const weights = ["LSTM", "BiLSTM"].map((name, kind) => {
      const found = weighed(columns, at, kind).flatMap((weight, t) => (weight === null ? [] : [`${columns[t].phoneme} ${exact(weight)}`]));
      return ` ${columns[at].asked ? "Weights" : "Its weights in the marks"} for the ${name}: ${found.join(", ")}.`;
    });
    return `${word}: the dictionary marks ${listed(({ truth }) => truth ?? "unknown")}; ${marks.join("; ")}. Chosen is phoneme ${at + 1}, ${columns[at].phoneme}.${weights.join("")}`;
  }

  /* Columns are {phoneme, truth, asked}; asked holds both models' {logs, mark, fate, weights}, and is null for a consonant. */
  function picture(word, columns, at, select) {
    const each = Math.min((WIDTH - LEFT - 2) / columns.length, 46);
    const end = LEFT + each * columns.length;
    const mid = (t) => LEFT + (t + 0.5) * each;
    const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": inWords(word, columns, at), class: "explore-strips explore-tagger" });
    const row = (y, name) => drawn.append(svg("text", { x: 2, y, class: "explore-row" }, name));
    const letters = (t, y, content, kind = "", size = Math.min(13, each * 0.6)) =>
      drawn.append(svg("text", { x: mid(t), y, class: `explore-letter ${kind}`, style: `font-size: ${size}px` }, content));

    drawn.append(svg("rect", { x: LEFT + at * each, y: 0, width: each, height: HEIGHT, class: "explore-now" }));
    row(34, "dictionary");
    columns.forEach(({ phoneme, truth, asked }, t) => {
      letters(t, 15, phoneme);
      if (asked) letters(t, 34, truth ?? "?");
    });

    ["LSTM", "BiLSTM"].forEach((name, kind) => {
      const base = 64 + 46 * kind, high = 22, thin = Math.min(each * 0.25, 7);
      row(base + 16, name);
      columns.forEach(({ asked }, t) => {
        if (!asked) return;
        const { logs, best, mark, fate } = asked[kind];
        logs.forEach((log, k) => {
          const size = high * Math.exp(log);
          drawn.append(bar(mid(t) + (k - 1.5) * thin, base - size, thin * 0.8, size, `of-h${k === best ? " most" : ""}`));
        });
        letters(t, base + 16, mark + SIGN[fate], fate);
      });
    });

    [["seen \u2192", "ink", (t) => t <= at], ["seen \u2190", "c", (t) => t >= at]].forEach(([name, shade, seen], k) => {
      const y = 140 + 22 * k;
      row(y + 13, name);
      columns.forEach(({ phoneme }, t) => {
        drawn.append(svg("rect", { x: LEFT + t * each + 1, y, width: each - 2, height: 18, class: `explore-seen of-${shade}${seen(t) ? "" : " not"}` }));
        letters(t, y + 13, phoneme, seen(t) ? "" : "not");
      });
    });

    const weights = [0, 1].map((kind) => weighed(columns, at, kind));
    const most = Math.max(1, ...weights.flat()), least = Math.min(0, ...weights.flat()), high = 44;
    ["LSTM", "BiLSTM"].forEach((name, kind) => {
      const top = 192 + 64 * kind;
      const y = (value) => top + (high * (most - value)) / (most - least);
      row(y(0) - 8, name);
      row(y(0) + 4, columns[at].asked ? "weights" : `${columns[at].phoneme} weighs`);
      drawn.append(svg("line", { x1: LEFT, x2: end, y1: y(0), y2: y(0), class: "explore-zero" }));
      weights[kind].forEach((weight, t) => {
        if (weight) drawn.append(bar(mid(t) - each * 0.3, y(Math.max(weight, 0)), each * 0.6, Math.abs(y(weight) - y(0)), `of-${kind ? "ink" : "h"}`));
        if (weight !== null) letters(t, top + high + 12, exact(weight), "", Math.min(10, each * 0.48));
      });
    });

    const point = (event) => {
      const box = drawn.getBoundingClientRect();
      select(Math.floor((((event.clientX - box.left) / box.width) * WIDTH - LEFT) / each));
    };
    drawn.addEventListener("pointerdown", point);
    drawn.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
    return drawn;
  }

  Object.assign(tagging, { picture, exact, SIGN });
})();
