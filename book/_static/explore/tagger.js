/* The stress tagger with one direction and with two: choose or type a word, and ask any phoneme. */
(function () {
  "use strict";
  const { html, shown, slider, choice, views, tagging } = window.explore;
  const MODELS = ["LSTM", "BiLSTM"];
  const STRESS = { 0: "none", 1: "main", 2: "weaker" };
  const INSTEAD = [["unknown", "unknown phoneme"], ["zeros", "zeros"]];
  const MOST = 16; // phonemes that fit
  const said = (spelling) => spelling.replace("(", " (");
  const spelt = (text) => text.trim().toLowerCase().replace(/\s+\(/, "(");
  const bare = (phoneme) => phoneme.replace(/[012]$/, "");

  views.tagger = function (body, numbers) {
    const entries = new Map(numbers.words.map((line) => line.split(" ")).map(([spelling, ...phonemes]) => [spelling, phonemes]));
    const number = Object.fromEntries(numbers.phonemes.map((phoneme, k) => [phoneme, k + 2]));
    let word, line, columns;
    let at = 0;
    let instead = "unknown";

    const pick = choice({
      label: "choose a word", value: numbers.choices[0], options: numbers.choices.map((spelling) => [spelling, said(spelling)]),
      change: (spelling) => { typed.value = ""; open(spelling); },
    });
    pick.select.append(html("option", { value: "", disabled: true, hidden: true }, "as typed"));
    const list = html("datalist", { id: "explore-tagger-words" }, ...[...entries.keys()].map((spelling) => html("option", { value: said(spelling) })));
    const typed = html("input", {
      id: "explore-tagger-typed", type: "text", list: list.id, autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: 60,
      oninput: () => entries.has(spelt(typed.value)) && open(spelt(typed.value)),
      onkeydown: (event) => event.key === "Enter" && read(),
    });
    const typing = html("div", { class: "explore-slider explore-typed" }, html("label", { for: typed.id }, "or type one"), typed,
      html("button", { type: "button", onclick: read }, "Mark it"), list);
    const near = html("div", { class: "explore-near", role: "status" });
    const place = slider({ label: "phoneme t", min: 1, max: MOST, step: 1, value: 1, format: String, change: (t) => go(t - 1) });
    const chart = html("div");
    const table = html("table", { class: "explore-table" });
    const told = html("p", { class: "explore-told", "aria-live": "polite" });
    const replaced = choice({ label: "in its place", value: instead, options: INSTEAD, change: (name) => { instead = name; compute(); draw(); } });
    const [one, both] = MODELS.map((kind) => `${kind} (${numbers.parameters[kind]} parameters) marks ${shown(100 * numbers.right[kind], 1)} %`);
    body.append(pick.row, typing, near, place.row, chart, table, told, replaced.row, html("p", { class: "explore-told" },
      `Of the vowels in ${numbers.held_out} words that neither was trained on, the ${one} rightly, the ${both}. Both were trained on ${numbers.date} with ${numbers.command} (${numbers.machine}).`));

    /* Shows a word, given by its spelling or by its phonemes, with or without digits. */
    function open(spelling, phonemes = entries.get(spelling)) {
      word = said(spelling);
      line = phonemes;
      pick.select.value = numbers.choices.includes(spelling) ? spelling : "";
      place.input.max = line.length;
      at = line.findIndex((phoneme) => numbers.vowels.includes(bare(phoneme)));
      offer("", []);
      compute();
      draw();
    }

    function compute() {
      const tokens = line.map((phoneme) => number[bare(phoneme)]);
      const answers = MODELS.map((kind) => tagging.ask(numbers.models[kind], tokens, instead === "zeros" ? 0 : numbers.unknown));
      columns = line.map((phoneme, t) => {
        const truth = /\d$/.test(phoneme) ? phoneme.slice(-1) : null;
        const asked = answers.map((of) => {
          const mark = numbers.tags[of[t].best];
          return { ...of[t], mark, fate: truth === null ? "" : mark === truth ? "right" : "wrong" };
        });
        return { phoneme: bare(phoneme), truth, asked: numbers.vowels.includes(bare(phoneme)) ? asked : null };
      });
    }

    /* Says what is wrong with the typed text, with words to choose instead. */
    function offer(text, words) {
      const button = (spelling) => html("button", { type: "button", onclick: () => { typed.value = said(spelling); open(spelling); typed.focus(); } }, said(spelling));
      near.replaceChildren(text, ...words.flatMap((spelling) => [" ", button(spelling)]));
      if (text) typed.setAttribute("aria-invalid", "true");
      else typed.removeAttribute("aria-invalid");
    }

    /* What was typed: a word of the list, a word that is there twice, or phonemes. */
    function read() {
      const text = spelt(typed.value);
      const spellings = [...entries.keys()];
      if (!text) return offer("Type a word, or phonemes such as B AH N AE N AH.", []);
      if (entries.has(text)) return open(text);
      const twice = spellings.filter((spelling) => spelling.startsWith(`${text}(`));
      if (twice.length) return offer(`\u201c${text}\u201d is said in two ways:`, twice);
      const phonemes = typed.value.trim().toUpperCase().split(/\s+/);
      const strange = phonemes.find((phoneme) => !(bare(phoneme) in number));
      const readable = phonemes.length <= MOST && phonemes.some((phoneme) => numbers.vowels.includes(bare(phoneme)));
      if (!strange && readable) return open(phonemes.map(bare).join(" "), phonemes);
      if (phonemes.length > 1) {
        const fault = strange ? `${strange} is not one of ${numbers.phonemes.join(" ")}` : `it takes a vowel, and ${MOST} at most`;
        return offer(`These phonemes cannot be read: ${fault}.`, []);
      }
      const close = tagging.nearest(text, spellings, 4);
      return offer(`\u201c${text}\u201d is not among the ${entries.size} words here. Near it:`, close);
    }

    function go(t) {
      if (t === at || t < 0 || t >= line.length) return;
      at = t;
      draw();
    }

    function draw() {
      const { phoneme, asked } = columns[at];
      place.set(at + 1);
      place.input.setAttribute("aria-valuetext", `${at + 1}, ${phoneme}`);
      chart.replaceChildren(tagging.picture(word, columns, at, go));
      table.hidden = !asked;
      if (asked) {
        const cell = ({ logs, best, fate }, k) => html("td", { class: k === best && "marked" }, shown(Math.exp(logs[k])), k === best ? ` ${tagging.SIGN[fate]}` : "");
        const head = html("tr", {}, ...[`${phoneme}, stress`, ...numbers.tags.map((tag) => `${tag} ${STRESS[tag]}`)].map((name) => html("th", { scope: "col" }, name)));
        const rows = MODELS.map((name, kind) => html("tr", {}, html("th", { scope: "row" }, name), ...numbers.tags.map((_, k) => cell(asked[kind], k))));
        table.replaceChildren(html("thead", {}, head), html("tbody", {}, ...rows));
      }
      told.textContent = asked ? `${heard(0)} ${heard(1)}` : unasked();
    }

    function unasked() {
      const before = columns.slice(0, at).filter(({ asked }) => asked).map(({ asked }) => Math.abs(asked[0].weights[at]));
      const blind = before.length ? `; in the LSTM's marks before it, it weighs ${tagging.exact(Math.max(...before))}` : "";
      return `${columns[at].phoneme} is a consonant: it is read, but has no mark. Shown is what it weighs in the marks of the vowels${blind}.`;
    }

    /* One model's view of the chosen vowel, in a sentence. */
    function heard(kind) {
      const { phoneme, truth, asked } = columns[at];
      const { logs, best, mark, fate, weights } = asked[kind];
      const spoken = (from, to) => columns.slice(from, to).map((column) => column.phoneme).join(" ");
      const seen = kind ? `The BiLSTM has seen ${spoken(0, at + 1)} from the left and ${spoken(at)} from the right` : `At ${phoneme} in ${word} the LSTM has seen ${spoken(0, at + 1)}`;
      const judged = { right: ", rightly", wrong: `, wrongly: the dictionary says ${truth}`, "": "" }[fate];
      const [most, where] = weights.map((weight, t) => [t === at ? -Infinity : weight, t]).sort(([a], [b]) => b - a)[0];
      const support = most > 0 ? `; of the others ${columns[where].phoneme} weighs most, ${shown(most)} nats` : "; no other phoneme speaks for it";
      const later = weights.slice(at + 1).map(Math.abs);
      const blind = !kind && later.length ? `, and what comes later weighs ${tagging.exact(Math.max(...later))}` : "";
      return `${seen}, and marks ${mark} with probability ${shown(Math.exp(logs[best]))}${judged}${support}${blind}.`;
    }

    open(numbers.choices[0]);
  };
})();
