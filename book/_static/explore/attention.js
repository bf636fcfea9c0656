/* Where a decoder looked while it wrote a word's sounds: choose a letter or a sound, and its weights to the other side stand out. */
(function () {
  "use strict";
  const { html, svg, shown, choice, views } = window.explore;
  const FIRST = {
    backboards: "step by step", jobe: "a silent letter", giller: "a doubled letter", lomax: "one letter, two sounds", specthrie: "two letters, one sound",
    deflationary: "t, i, o, n", yoked: "the last e", craftsmanship: "a sound is lost", catija: "a letter of which it makes nothing",
    masterpieces: "stopped too soon", witowski: "the right place, another sound",
  };
  const SOUNDS = {
    AA: "odd", AE: "at", AH: "hut", AO: "ought", AW: "cow", AY: "hide", B: "be", CH: "cheese", D: "dee", DH: "thee", EH: "Ed", ER: "hurt", EY: "ate",
    F: "fee", G: "green", HH: "he", IH: "it", IY: "eat", JH: "gee", K: "key", L: "lee", M: "me", N: "knee", NG: "ping", OW: "oat", OY: "toy", P: "pee",
    R: "read", S: "sea", SH: "she", T: "tea", TH: "theta", UH: "hood", UW: "two", V: "vee", W: "we", Y: "yield", Z: "zee", ZH: "seizure",
  };
  const END = "end";
  const vowel = (sound) => /^[AEIOU]/.test(sound);
  const named = (sound) => (sound === END ? "the end" : sound);
  const spoken = (sound) => (sound === END ? named(sound) : `${sound} (as in ${SOUNDS[sound]})`);
  const listed = (parts) => parts.join(", ").replace(/, ([^,]*)$/, " and $1");

  /* The fewest changes from the written sounds to the right ones, vowels against vowels where there is a choice.
     For each step: the right sound there (null for none), and the right ones before it that were left out. */
  function compare(written, right) {
    const cost = (u, k) => (written[u] === right[k] ? 0 : vowel(written[u]) === vowel(right[k]) ? 1 : 1.2);
    const sums = [];
    for (let u = 0; u <= written.length; u += 1) {
      sums.push([]);
      for (let k = 0; k <= right.length; k += 1) {
        const ways = u || k ? [] : [0];
        if (u) ways.push(sums[u - 1][k] + 1);
        if (k) ways.push(sums[u][k - 1] + 1);
        if (u && k) ways.push(sums[u - 1][k - 1] + cost(u - 1, k - 1));
        sums[u].push(Math.min(...ways));
      }
    }
    const near = (a, b) => Math.abs(a - b) < 1e-9;
    const steps = [...written, END].map(() => ({ right: null, before: [] }));
    const missed = new Set();
    for (let u = written.length, k = right.length; u || k;) {
      if (k && near(sums[u][k], sums[u][k - 1] + 1)) {
        k -= 1;
        steps[u].before.unshift(right[k]);
        missed.add(k);
      } else if (u && k && near(sums[u][k], sums[u - 1][k - 1] + cost(u - 1, k - 1))) {
        u -= 1;
        k -= 1;
        steps[u].right = right[k];
        if (written[u] !== right[k]) missed.add(k);
      } else u -= 1;
    }
    steps[written.length].right = END;
    return { steps, missed };
  }

  views.attention = function (body, numbers) {
    const words = Object.fromEntries(numbers.words.map((row) => [row.word, row]));
    const rest = Object.keys(words).filter((word) => !(word in FIRST));
    const group = (label, names) => html("optgroup", { label }, ...names.map((word) => html("option", { value: word }, word in FIRST ? `${word}: ${FIRST[word]}` : word)));
    const chooser = choice({ label: "word", options: [], change: build });
    chooser.select.append(group("to begin with", Object.keys(FIRST)), group("more, short to long", rest));
    const picture = html("div", { class: "explore-align" });
    const dictionary = html("p", { class: "explore-dictionary" });
    const best = html("div", { class: "explore-best", "aria-hidden": "true" });
    const told = html("p", { class: "explore-told", "aria-live": "polite" });
    body.append(chooser.row, dictionary, picture, best, told);
    let row, steps, items, lines, chosen;

    /* One side of the picture: a list of which one is chosen, by pointer, by finger, or by keys.
       A pointer has to move for it: what the page scrolls under a resting one is not chosen. */
    function side(name, label, texts) {
      items[name] = texts.map((text, k) => html("li", {
        role: "option", tabindex: -1, onfocus: () => choose(name, k), onclick: () => choose(name, k), onpointermove: () => choose(name, k),
      }, ...text));
      return html("ul", { role: "listbox", "aria-label": label, class: `explore-${name}`, onkeydown: (event) => move(event, name) }, ...items[name]);
    }

    function move(event, name) {
      const last = items[name].length - 1;
      const at = items[name].indexOf(event.target);
      const across = name === "letters" ? "sounds" : "letters";
      const to = { ArrowDown: [name, Math.min(at + 1, last)], ArrowUp: [name, Math.max(at - 1, 0)], Home: [name, 0], End: [name, last] };
      to[name === "letters" ? "ArrowRight" : "ArrowLeft"] = [across, strongest(name, at)];
      if (!(event.key in to)) return;
      event.preventDefault();
      const [there, k] = to[event.key];
      items[there][k].focus();
    }

    const weights = (name, k) => (name === "sounds" ? row.weights[k] : row.weights.map((step) => step[k]));
    const strongest = (name, k) => weights(name, k).indexOf(Math.max(...weights(name, k)));

    function build(word) {
      row = words[word];
      const compared = compare(row.written.slice(0, -1), row.right);
      steps = compared.steps;
      items = {};
      chosen = null;
      const wrong = ({ right, before }, u) => [
        ...(before.length ? [`${before.join(" ")} left out`] : []),
        ...(right === row.written[u] ? [] : right ? [`not ${right}`] : ["too much"]),
      ].join(", ");
      const share = () => html("span", { class: "explore-share" });
      const left = side("letters", "letters, as read", [...word].map((letter) => [share(), html("b", {}, letter)]));
      const right = side("sounds", "sounds, as written", row.written.map((sound, u) => [html(sound === END ? "i" : "b", {}, sound), share(), html("small", {}, wrong(steps[u], u))]));
      lines = row.weights.map((step, u) => step.map((weight, t) => svg("line", {
        x1: 0, x2: 100, y1: (100 * (t + 0.5)) / word.length, y2: (100 * (u + 0.5)) / steps.length,
        "stroke-width": (0.4 + 9 * weight).toFixed(2), "stroke-opacity": (0.25 + 0.75 * weight).toFixed(2), "data-pair": `${u} ${t}`,
      })));
      const joined = svg("svg", {
        viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img",
        "aria-label": `Lines from the letters of ${word} to the sounds, as thick as the weight of the letter while the sound was written.`,
      }, ...lines.flat().filter((line, k) => row.weights.flat()[k] >= 0.005));
      picture.style.setProperty("--rows", Math.max(word.length, steps.length));
      picture.replaceChildren(left, joined, right);
      dictionary.replaceChildren("In the dictionary: ", ...row.right.flatMap((sound, k) => [html(compared.missed.has(k) ? "mark" : "span", {}, sound), " "]));
      choose("sounds", Math.max(steps.findIndex((step, u) => wrong(step, u)), 0));
    }

    function choose(name, k) {
      if (chosen === items[name][k]) return;
      chosen = items[name][k];
      const across = name === "letters" ? "sounds" : "letters";
      const given = weights(name, k);
      const opposite = strongest(name, k);
      items[name].forEach((item, other) => {
        item.setAttribute("aria-selected", String(other === k));
        item.tabIndex = other === k ? 0 : -1;
        item.style.removeProperty("--share");
        item.querySelector(".explore-share").textContent = "";
      });
      items[across].forEach((item, other) => {
        item.setAttribute("aria-selected", "false");
        item.tabIndex = other === opposite ? 0 : -1;
        item.style.setProperty("--share", given[other]);
        item.querySelector(".explore-share").textContent = shown(given[other]);
      });
      lines.forEach((line, u) => line.forEach((each, t) => each.classList.toggle("rest", (name === "sounds" ? u : t) !== k)));
      told.textContent = name === "sounds" ? ofSound(k, given) : ofLetter(k, given);
      best.classList.toggle("empty", name === "letters");
      if (name === "letters") return;
      best.replaceChildren(...row.best[k].map(([sound, chance]) => html("span", { style: `--share: ${chance}` }, html("b", {}, sound), shown(chance))));
    }

    const most = (given, names) => given.map((weight, k) => [weight, names[k]]).filter(([weight]) => weight >= 0.005).sort((a, b) => b[0] - a[0]).slice(0, 3);

    function ofSound(u, given) {
      const { right, before } = steps[u];
      const looked = listed(most(given, row.word).map(([weight, letter]) => `${letter} with ${shown(weight)}`));
      const said = [`Step ${u + 1} of ${steps.length}, ${spoken(row.written[u])}: looked at ${looked}.`];
      said.push(`Its best: ${listed(row.best[u].map(([sound, chance]) => `${named(sound)} ${shown(chance)}`))}.`);
      if (before.length) said.push(`The dictionary has ${listed(before.map(spoken))} before it, left out here.`);
      if (right === null) said.push("The dictionary has no sound here.");
      else if (right !== row.written[u]) said.push(`The dictionary has ${spoken(right)} here.`);
      return said.join(" ");
    }

    function ofLetter(t, given) {
      const looked = most(given, row.written).map(([weight, sound]) => `${named(sound)} with ${shown(weight)}`);
      const favourite = row.written.filter((_, u) => strongest("sounds", u) === t);
      return `Letter ${t + 1} of ${row.word.length}, ${row.word[t]}: looked at ${looked.length ? `for ${listed(looked)}` : "in no step"}. ${
        favourite.length ? `It is the letter most looked at for ${listed(favourite.map(named))}.` : "In no step is it the letter most looked at."}`;
    }

    build(Object.keys(FIRST)[0]);
  };
})();
