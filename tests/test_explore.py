"""The explorables: their arithmetic is torch's, and a reader can use them with keys, a finger, from a disk, or not at all."""
from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
import torch.nn as nn
from browsing import visit
from matplotlib.image import imread
from playwright.sync_api import Browser, Page

from autograder.judge import load_solution
from recurrent import attribution, explore, explore_tagger
from recurrent.labelled import PADDING, UNKNOWN, Encoder
from recurrent.looking import looked_at
from recurrent.spelling import edits

NAMES = ("gradient", "cell", "variants", "bilstm", "tagger", "attention")
WEIGHTS = json.loads((explore.FOLDER / "weights.json").read_text())
TAGGER = json.loads(explore_tagger.TARGET.read_text())
VARIANTS = load_solution("04_variants")
SIZES = [(2, 1), (4, 5)]  # inputs, units


@pytest.fixture(scope="module")
def arithmetic(chromium: Browser) -> Iterator[Page]:
    """An empty page with the scripts that only compute."""
    context = chromium.new_context()
    page = context.new_page()
    for name in ("cells", "tagging"):
        page.add_script_tag(path=explore.FOLDER / f"{name}.js")
    yield page
    context.close()


def torch_cell(kind: str, inputs: int, units: int) -> nn.Module:
    """The cell that the page's has to equal, in double precision with random weights."""
    made = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell, "peephole": VARIANTS["PeepholeLSTMCell"], "coupled": VARIANTS["CoupledLSTMCell"]}
    cell = made[kind](inputs, units).double()
    with torch.no_grad():
        for parameter in cell.parameters():
            parameter.normal_()
    return cell


@pytest.mark.parametrize(("inputs", "units"), SIZES)
@pytest.mark.parametrize("kind", explore.BLOCKS)
def test_a_cell_equals_torchs(arithmetic: Page, kind: str, inputs: int, units: int) -> None:
    torch.manual_seed(0)
    cell = torch_cell(kind, inputs, units)
    x = torch.randn(9, inputs, dtype=torch.float64)
    weights = {name: parameter.tolist() for name, parameter in cell.named_parameters()}
    shown = arithmetic.evaluate("([kind, w, x]) => explore.run(explore.cells[kind], w, x)", [kind, weights, x.tolist()])
    state = torch.zeros(1, units, dtype=torch.float64)
    state = state if kind == "GRU" else (state, state)
    for x_t, values in zip(x, shown):
        state = cell(x_t.unsqueeze(0), state)
        wanted = {"h": state} if kind == "GRU" else dict(zip("hc", state))
        for name, value in wanted.items():
            torch.testing.assert_close(torch.tensor([values[name]], dtype=torch.float64), value.detach(), rtol=0, atol=1e-5)


@pytest.mark.parametrize("kind", explore.BLOCKS)
def test_every_gate_equals_the_librarys(arithmetic: Page, kind: str) -> None:
    weights = {name: torch.tensor(values, dtype=torch.float64) for name, values in WEIGHTS["variants"][kind].items()}
    x = torch.rand(12, 1, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(1)) * 2 - 1
    shown = arithmetic.evaluate("([kind, w, x]) => explore.run(explore.cells[kind], w, x)", [kind, WEIGHTS["variants"][kind], x[:, 0].tolist()])
    for name, values in explore.trace(kind, weights, x).items():
        got = torch.tensor([step[name] for step in shown], dtype=torch.float64)
        torch.testing.assert_close(got, values[:, 0], rtol=0, atol=1e-5)


@pytest.mark.parametrize("gate", "ifgo")
def test_a_gate_held_by_hand_changes_what_follows(arithmetic: Page, gate: str) -> None:
    weights = {name: torch.tensor(values, dtype=torch.float64) for name, values in WEIGHTS["cell"]["LSTM"].items()}
    script = "([w, x, held]) => explore.run(explore.cells.LSTM, w, x, held)"
    shown = arithmetic.evaluate(script, [WEIGHTS["cell"]["LSTM"], explore.SEQUENCE, {"2": {gate: [0.25]}}])
    state = (torch.zeros(1, 1, dtype=torch.float64),) * 2
    for t, x_t in enumerate(torch.tensor(explore.SEQUENCE, dtype=torch.float64)):
        values, after = explore.step("LSTM", weights, x_t.unsqueeze(0), state)
        if t == 2:
            values[gate] = torch.full_like(values[gate], 0.25)
            c = values["f"] * state[1] + values["i"] * values["g"]
            after = (values["o"] * c.tanh(), c)
        state = after
        assert shown[t]["h"][0] == pytest.approx(state[0].item(), abs=1e-9)
        assert shown[t]["c"][0] == pytest.approx(state[1].item(), abs=1e-9)
        assert shown[t][gate][0] == pytest.approx(values[gate].item(), abs=1e-9)


@pytest.mark.parametrize("length", [1, 4, 9])
def test_two_readers_equal_torchs(arithmetic: Page, length: int) -> None:
    torch.manual_seed(0)
    layer = nn.LSTM(2, 1, bidirectional=True).double()
    weights = [
        {name: parameter.tolist() for name, parameter in torch_cell("LSTM", 2, 1).named_parameters()}
        for _ in range(2)
    ]
    with torch.no_grad():
        for end, of in zip(("", "_reverse"), weights):
            for name, values in of.items():
                getattr(layer, f"{name}_l0{end}").copy_(torch.tensor(values, dtype=torch.float64))
    x = torch.randn(9, 2, dtype=torch.float64)
    wanted, _ = layer(x[:length])
    shown = arithmetic.evaluate("([f, b, x, n]) => explore.bothWays(f, b, x, n)", [*weights, x.tolist(), length])
    got = torch.tensor([shown["ahead"], shown["back"]], dtype=torch.float64).T
    torch.testing.assert_close(got[:length], wanted.detach(), rtol=0, atol=1e-9)
    assert not got[length:].any()
    padded = x * (torch.arange(9) < length).unsqueeze(1)
    wrong = arithmetic.evaluate("([f, b, x, n]) => explore.bothWays(f, b, x, n, true)", [*weights, x.tolist(), length])
    torch.testing.assert_close(torch.tensor(wrong["back"], dtype=torch.float64)[:length], layer(padded)[0][:length, 1].detach(), rtol=0, atol=1e-9)


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu", "linear"])
@pytest.mark.parametrize("radius", [0.6, 1.4])
def test_the_gradients_are_autograds(arithmetic: Page, nonlinearity: str, radius: float) -> None:
    matrix = radius * torch.tensor(WEIGHTS["gradient"]["matrix"], dtype=torch.float64)
    inputs = 0.3 * torch.tensor(WEIGHTS["gradient"]["inputs"][:40], dtype=torch.float64)
    assert torch.linalg.eigvals(matrix).abs().max().item() == pytest.approx(radius, rel=1e-4)
    shown = arithmetic.evaluate("([m, x, phi]) => explore.gradientNorms(m, x, phi)", [matrix.tolist(), inputs.tolist(), nonlinearity])
    wanted = explore.sum_gradients(matrix, inputs, nonlinearity)
    assert shown == pytest.approx(wanted.tolist(), rel=1e-9)
    singular = arithmetic.evaluate("m => explore.largestSingularValue(m)", matrix.tolist())
    assert singular == pytest.approx(torch.linalg.matrix_norm(matrix, 2).item(), rel=1e-6)
    back = torch.arange(len(wanted) - 1, -1, -1, dtype=torch.float64)
    assert (wanted <= wanted[-1] * singular**back * (1 + 1e-9)).all(), "the bound that the page draws holds"


def test_large_inputs_end_the_gradient_at_any_radius() -> None:
    inputs = 2 * torch.tensor(WEIGHTS["gradient"]["inputs"], dtype=torch.float64)
    for radius in (0.3, 0.9, 1.5):
        norms = explore.sum_gradients(radius * torch.tensor(WEIGHTS["gradient"]["matrix"], dtype=torch.float64), inputs, "tanh")
        assert norms[0] < 1e-6 * norms[-1]


@pytest.mark.parametrize("kind", explore.BLOCKS)
def test_the_small_cells_have_learned_their_task(kind: str) -> None:
    x, wanted = explore.store(10, 500, torch.Generator().manual_seed(5))
    weights = {name: torch.tensor(values) for name, values in WEIGHTS["variants"][kind].items()}
    error = (explore.trace(kind, weights, x)["h"] - wanted).square().mean()
    assert error < 0.1 * wanted.var()


@pytest.fixture(scope="module")
def phoneme_words() -> list[list[int]]:
    """Words of random phonemes, as numbers."""
    draw = torch.Generator().manual_seed(0)
    return [torch.randint(2, len(TAGGER["phonemes"]) + 2, (length,), generator=draw).tolist() for length in (1, 2, 5, 9, 14)]


@pytest.mark.parametrize("kind", explore_tagger.KINDS)
def test_a_tagger_equals_torchs(arithmetic: Page, phoneme_words: list[list[int]], kind: str) -> None:
    model = TAGGER["models"][kind]
    hidden = len(model["forward"]["weight_hh"][0])
    layer = nn.LSTM(len(model["embedding"][0]), hidden, bidirectional=kind == "BiLSTM").double()
    with torch.no_grad():
        for direction, end in (("forward", "_l0"), ("backward", "_l0_reverse"))[: 1 + layer.bidirectional]:
            for name, values in model[direction].items():
                getattr(layer, name + end).copy_(torch.tensor(values, dtype=torch.float64))
        table, weight, bias = (torch.tensor(v, dtype=torch.float64) for v in (model["embedding"], *model["output"].values()))
        shown = arithmetic.evaluate("([model, words]) => words.map((word) => explore.tagging.logits(model, word))", [model, phoneme_words])
        for word, logits in zip(phoneme_words, shown):
            wanted = layer(table[word])[0] @ weight.T + bias
            torch.testing.assert_close(torch.tensor(logits, dtype=torch.float64), wanted, rtol=0, atol=1e-5)


@pytest.mark.parametrize("instead", [UNKNOWN, PADDING])
@pytest.mark.parametrize("kind", explore_tagger.KINDS)
def test_what_a_phoneme_weighs_equals_the_librarys(arithmetic: Page, phoneme_words: list[list[int]], kind: str, instead: int) -> None:
    reader = explore_tagger.imported(TAGGER["models"][kind])
    ask = "([model, words, instead]) => words.map((word) => explore.tagging.ask(model, word, instead))"
    shown = arithmetic.evaluate(ask, [TAGGER["models"][kind], phoneme_words, instead])
    if instead == PADDING:  # to the library the unknown phoneme, whose vector now is zero
        reader.embedding.weight[UNKNOWN] = 0
    for word, steps in zip(phoneme_words, shown):
        for at, step in enumerate(steps):
            wanted = attribution.left_out(reader, torch.tensor([word]), torch.tensor([step["best"]]), at)[0]
            assert step["weights"] == pytest.approx(wanted.tolist(), abs=1e-9)
            later = step["weights"][at + 1 :]
            assert all(later) if kind == "BiLSTM" else not any(later), "the LSTM has not seen what comes later"


@pytest.mark.parametrize("kind", explore_tagger.KINDS)
def test_the_taggers_are_as_good_as_the_page_says_on_words_they_have_not_seen(kind: str) -> None:
    training, held_out = explore_tagger.parts()
    reader = explore_tagger.imported(TAGGER["models"][kind])
    measured = explore_tagger.share(reader, Encoder(explore_tagger.labelled(training)), held_out)
    assert measured == pytest.approx(TAGGER["right"][kind], abs=1e-3) and len(held_out) == TAGGER["held_out"]
    spellings = {line.split()[0] for line in TAGGER["words"]}
    assert len(spellings) == len(TAGGER["words"]) and spellings.issuperset(TAGGER["choices"])
    assert not {spelling.partition("(")[0] for spelling in spellings} & {word.spelling for word in training}
    assert explore_tagger.TARGET.stat().st_size < 300_000


def test_the_taggers_bear_out_what_the_pages_say_of_a_word(arithmetic: Page) -> None:
    word = {spelling: phonemes for spelling, *phonemes in map(str.split, TAGGER["words"])}
    assert word["democratic"] == "D EH2 M AH0 K R AE1 T IH0 K".split() and TAGGER["choices"][0] == "democratic"
    tokens = [TAGGER["phonemes"].index(phoneme.rstrip("012")) + 2 for phoneme in word["democratic"]]
    ask = "([models, word, instead]) => Object.fromEntries(Object.entries(models).map(([kind, model]) => [kind, explore.tagging.ask(model, word, instead)[1]]))"
    for instead in (UNKNOWN, PADDING):
        found = arithmetic.evaluate(ask, [TAGGER["models"], tokens, instead])
        assert [TAGGER["tags"][found[kind]["best"]] for kind in explore_tagger.KINDS] == ["1", "2"]
        weights = found["BiLSTM"]["weights"]
        assert min(weights[-2:]) > 2 * max(weights[:-2]), "IH K tells that the main stress is before it"
    for one, other in (("below", "billow"), ("insult(noun)", "insult(verb)")):
        assert word[one] != word[other] and [p.rstrip("012") for p in word[one]] == [p.rstrip("012") for p in word[other]]


@pytest.mark.parametrize(("text", "first"), [("bananna", "banana"), ("fotograph", "photograph"), ("recrd", "record(noun)")])
def test_the_nearest_spelling_comes_first(arithmetic: Page, text: str, first: str) -> None:
    spellings = [line.split()[0] for line in TAGGER["words"]]
    found = arithmetic.evaluate("([text, spellings]) => explore.tagging.nearest(text, spellings, 4)", [text, spellings])
    assert len(found) == 4 and found[0] == first


# In a page


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: str, built_book: Path) -> str:
    """The page of explorables, from a server and from a disk."""
    return f"{site}/explore.html" if request.param == "http" else (built_book / "explore.html").as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_all_of_them_start_and_fit(chromium: Browser, address: str, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: message.type == "error" and trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    visit(page, address)
    ready = [page.locator(f"#explore-{name}[data-ready]").count() for name in NAMES]
    stills = page.locator(".explore-still:visible").count()
    overflow = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    wide = page.evaluate("[...document.querySelectorAll('.explorable *')].filter(e => e.getBoundingClientRect().right > innerWidth).length")
    ink = page.locator("#explore-cell .explore-bar.of-f").first.evaluate("bar => getComputedStyle(bar).fill")
    context.close()
    assert ready == [1] * len(NAMES) and stills == 0 and not trouble
    assert overflow <= 0 and wide == 0
    assert ink == ("rgb(154, 40, 11)" if scheme == "light" else "rgb(255, 122, 77)")


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """The page of explorables on a phone that is touched."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    visit(page, f"{site}/explore.html")
    yield page
    context.close()


def test_the_keyboard_moves_every_control(page: Page) -> None:
    for name in NAMES:
        controls = page.locator(f"#explore-{name} :is(input, select, button)").element_handles()
        for k, control in enumerate(controls):
            control.focus()
            before = page.locator(f"#explore-{name} .explore-body").inner_html() + str(control.evaluate("c => [c.value, c.checked]"))
            page.keyboard.press({"checkbox": "Space", "button": "Enter", "text": "q"}.get(control.get_attribute("type"), "ArrowRight"))
            if control.evaluate("c => c.type === 'range' && c.value === c.max"):
                page.keyboard.press("ArrowLeft")
            page.wait_for_timeout(20)
            after = page.locator(f"#explore-{name} .explore-body").inner_html() + str(control.evaluate("c => [c.value, c.checked]"))
            said = control.inner_text() if control.get_attribute("type") == "button" else ""
            assert after != before or said in ("Step back", "Start again"), f"control {k} of {name}"


def test_a_focused_control_shows_it(page: Page) -> None:
    page.locator("#explore-cell button").first.focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]; })()")
    assert outline[0] != "none" and outline[1] >= 2


def test_a_finger_steps_and_takes_a_gate(page: Page) -> None:
    cell = page.locator("#explore-cell")
    cell.get_by_role("button", name="Step", exact=True).tap()
    assert cell.locator(".explore-told").inner_text().startswith("Step 2 of")
    kept = cell.locator(".explore-sums div").nth(4).inner_text()
    gate = cell.get_by_label("forget gate f", exact=True)
    gate.focus()
    page.keyboard.press("Home")
    assert cell.get_by_label("forget gate f by hand").is_checked()
    erased = cell.locator(".explore-sums div").nth(4).inner_text()
    assert "0.00 ·" in erased and erased != kept
    assert cell.locator(".explore-bar.held").count() == 1
    cell.get_by_label("forget gate f by hand").tap()
    assert cell.locator(".explore-sums div").nth(4).inner_text() == kept
    cell.locator("svg").scroll_into_view_if_needed()
    box = cell.locator("svg").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 6, box["y"] + 40)
    assert cell.locator(".explore-told").inner_text().startswith("Step 10 of")


def test_a_word_is_typed_and_each_of_its_phonemes_asked(page: Page) -> None:
    tagger = page.locator("#explore-tagger")
    typed, told, phoneme = tagger.get_by_label("or type one"), tagger.locator(".explore-told").first, tagger.get_by_label("phoneme t")
    typed.fill("Banana")
    assert "AH in banana the LSTM has seen B AH, and marks" in told.inner_text()
    phoneme.focus()
    page.keyboard.press("End")
    assert "the LSTM has seen B AH N AE N AH, and marks" in told.inner_text()
    assert "B AH N AE N AH from the left and AH from the right" in told.inner_text()
    page.keyboard.press("ArrowLeft")
    assert told.inner_text().startswith("N is a consonant") and tagger.locator("table").is_hidden()
    assert "Its weights in the marks for the LSTM: AH 0, AE 0, AH " in tagger.locator("svg").get_attribute("aria-label")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    picture = tagger.locator("svg")
    label = picture.get_attribute("aria-label")
    assert "the dictionary marks AH 0, AE 1, AH 0" in label and "Chosen is phoneme 2, AH." in label
    assert "N 0, AE 0, N 0, AH 0. Weights for the BiLSTM" in label, "the LSTM has not seen what comes later"
    assert "what comes later weighs 0." in told.inner_text()
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.76, box["y"] + 40)
    assert "Chosen is phoneme 5, N." in tagger.locator("svg").get_attribute("aria-label")
    page.mouse.move(box["x"] + box["width"] * 0.62, box["y"] + 60)
    assert "Chosen is phoneme 4, AE." in tagger.locator("svg").get_attribute("aria-label")
    marks = tagger.locator("svg .right, svg .wrong").all_text_contents()
    assert len(marks) == 6 and all(mark[1:] in ("✓", "✗") for mark in marks)
    before = tagger.locator("table").inner_text(), tagger.locator("svg").get_attribute("aria-label")
    tagger.get_by_label("in its place").select_option("zeros")
    assert tagger.locator("table").inner_text() == before[0], "the marks do not hang on what leaving out means"
    assert tagger.locator("svg").get_attribute("aria-label") != before[1]


def test_what_cannot_be_read_is_said_with_near_words(page: Page) -> None:
    tagger = page.locator("#explore-tagger")
    typed, near, told = tagger.get_by_label("or type one"), tagger.locator(".explore-near"), tagger.locator(".explore-told").first
    shown = told.inner_text()
    typed.fill("bananna")
    typed.press("Enter")
    assert near.inner_text().startswith("“bananna” is not among the") and typed.get_attribute("aria-invalid") == "true"
    assert told.inner_text() == shown
    near.get_by_role("button", name="banana").tap()
    assert "in banana the LSTM" in told.inner_text() and near.inner_text() == "" and typed.get_attribute("aria-invalid") is None
    typed.fill("record")
    tagger.get_by_role("button", name="Mark it").tap()
    assert near.get_by_role("button").all_inner_texts() == ["record (noun)", "record (verb)"]
    near.get_by_role("button").last.tap()
    assert "in record (verb) the LSTM" in told.inner_text()
    typed.fill("b ah0 n ae n ah")
    typed.press("Enter")
    assert "At AH in B AH N AE N AH the LSTM" in told.inner_text()
    assert "AH 0, AE unknown, AH unknown" in tagger.locator("svg").get_attribute("aria-label")
    assert tagger.locator("svg .right, svg .wrong").count() == 2, "only what the dictionary or the reader marks is judged"
    typed.fill("B AH QQ")
    typed.press("Enter")
    assert "QQ is not one of AA AE AH" in near.inner_text()
    typed.fill("B K")
    typed.press("Enter")
    assert "it takes a vowel" in near.inner_text()


def test_nothing_moves_by_itself_for_those_who_ask(chromium: Browser, site: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    visit(page, f"{site}/explore.html")
    page.locator("#explore-cell").get_by_role("button", name="Run").click()
    told = page.locator("#explore-cell .explore-told").inner_text()
    context.close()
    assert told.startswith("Step 10 of 10")


# Letters and sounds

WORDS = {row["word"]: row for row in looked_at()}


def favourites(word: str) -> list[int]:
    """The letter most looked at in each step."""
    return [max(range(len(word)), key=weights.__getitem__) for weights in WORDS[word]["weights"]]


def changed(word: str) -> str:
    """How the network differs from the dictionary, sounds as written and as they should be."""
    return f"{' '.join(WORDS[word]['written'][:-1])} / {' '.join(WORDS[word]['right'])}"


def test_the_record_bears_out_what_the_pages_say_of_its_words() -> None:
    assert changed("craftsmanship") == "K R AE F T M AH N SH IH P / K R AE F T S M AH N SH IH P"
    first_s = "craftsmanship".index("s")
    written, weights = WORDS["craftsmanship"]["written"], WORDS["craftsmanship"]["weights"]
    assert first_s not in favourites("craftsmanship")
    assert sorted(range(13), key=weights[written.index("T")].__getitem__)[-2] == first_s
    assert changed("witowski") == "W IH T AO F S K IY / V IH T AO F S K IY" and favourites("witowski")[0] == 0
    assert WORDS["yoked"]["written"][-2] == "T" and "yoked"[favourites("yoked")[-2]] == "e"
    assert favourites("jobe")[:3] == [0, 1, 2] and WORDS["jobe"]["written"][3] == "end"
    assert {"schoolfield"[t] for t in set(range(11)) - set(favourites("schoolfield"))} == set("hoe")
    giller = WORDS["giller"]["weights"][WORDS["giller"]["written"].index("L")]
    assert min(giller[2:4]) > 0.4


def test_every_word_is_shown_as_it_was_recorded(page: Page) -> None:
    shown = page.evaluate("""() => {
        const place = document.querySelector("#explore-attention");
        const select = place.querySelector("select");
        const texts = (selector) => [...place.querySelectorAll(selector)].map((each) => each.textContent);
        const numbers = (side) => texts(`.explore-${side} .explore-share`);
        return Object.fromEntries([...select.options].map((option) => {
            select.value = option.value;
            select.dispatchEvent(new Event("change"));
            const found = { letters: texts(".explore-letters b"), sounds: texts(".explore-sounds :is(b, i)"), notes: texts(".explore-sounds small") };
            found.best = [];
            for (const [side, across] of [["sounds", "letters"], ["letters", "sounds"]]) {
                found[`of ${side}`] = [...place.querySelectorAll(`.explore-${side} li`)].map((item) => {
                    item.dispatchEvent(new Event("focus"));
                    if (side === "sounds") found.best.push(texts(".explore-best span"));
                    return { numbers: numbers(across), own: numbers(side).join(""), told: place.querySelector(".explore-told").textContent };
                });
            }
            return [option.value, found];
        }));
    }""")
    assert shown.keys() == WORDS.keys()
    for word, row in WORDS.items():
        seen = shown[word]
        assert "".join(seen["letters"]) == word and seen["sounds"] == row["written"]
        weights = torch.tensor(row["weights"], dtype=torch.float64)
        of_sounds, of_letters = (torch.tensor([list(map(float, each["numbers"])) for each in seen[f"of {side}"]], dtype=torch.float64) for side in ("sounds", "letters"))
        torch.testing.assert_close(of_sounds, weights, rtol=0, atol=0.005 + 1e-9)
        torch.testing.assert_close(of_letters, of_sounds.T, rtol=0, atol=0)
        assert (of_sounds.sum(1) - 1).abs().max() < 0.0056 * len(word)
        for u, (step, best) in enumerate(zip(row["best"], seen["best"])):
            assert [text[:-4] for text in best] == [sound for sound, _ in step]
            assert [float(text[-4:]) for text in best] == pytest.approx([chance for _, chance in step], abs=0.005 + 1e-9)
            assert ("The dictionary has" in seen["of sounds"][u]["told"]) == bool(seen["notes"][u])
        assert not any(each["own"] or "undefined" in each["told"] for side in ("sounds", "letters") for each in seen[f"of {side}"])
        mended, changes = [], 0
        for sound, note in zip(row["written"], seen["notes"]):
            parts = note.split(", ") if note else []
            for part in parts:
                if part.endswith(" left out"):
                    mended += part.split()[:-2]
            [other] = [part for part in parts if not part.endswith(" left out")] or [f"not {sound}"]
            mended += [] if other == "too much" else [other.removeprefix("not ")]
            changes += sum(len(part.split()) - 2 if part.endswith(" left out") else 1 for part in parts)
        assert mended == [*row["right"], "end"] and changes == edits(row["written"][:-1], row["right"]), word


def standing_out(page: Page) -> set[tuple[int, int]]:
    """The pairs (sound, letter) whose lines are not faint."""
    pairs = page.locator("#explore-attention line:not(.rest)").evaluate_all("lines => lines.map(line => line.dataset.pair)")
    return {tuple(map(int, pair.split())) for pair in pairs}


def test_pointer_and_keys_bring_out_the_same_pairs_from_either_side(page: Page) -> None:
    place = page.locator("#explore-attention")
    place.locator("select").select_option("catija")
    joined = {(u, t) for u, step in enumerate(WORDS["catija"]["weights"]) for t, weight in enumerate(step) if weight >= 0.005}
    for side, across, own in (("sounds", "letters", 0), ("letters", "sounds", 1)):
        items = place.locator(f".explore-{side} li")
        place.locator(f".explore-{side} li[tabindex='0']").focus()
        page.keyboard.press("Home")
        for k in range(items.count()):
            assert items.nth(k).evaluate("item => item === document.activeElement && item.getAttribute('aria-selected') === 'true'")
            by_key, told = standing_out(page), place.locator(".explore-told").inner_text()
            place.locator(f".explore-{across} li").nth(k % 2).hover()
            assert standing_out(page) != by_key
            items.nth(k).hover()
            assert standing_out(page) == by_key == {pair for pair in joined if pair[own] == k}
            assert place.locator(".explore-told").inner_text() == told
            page.keyboard.press("ArrowDown")
        assert items.last.evaluate("item => item === document.activeElement"), "the last one keeps the focus"


def test_arrow_keys_go_to_the_other_side_and_a_finger_to_any(page: Page) -> None:
    place = page.locator("#explore-attention")
    place.locator("select").select_option("craftsmanship")
    said = place.locator(".explore-told")
    assert said.inner_text().startswith("Step 6 of 12, M") and "The dictionary has S (as in sea) before it, left out" in said.inner_text()
    place.locator("select").focus()
    page.keyboard.press("Tab")
    assert said.inner_text().startswith("Letter 7 of 13, m")
    page.keyboard.press("ArrowUp")
    assert "In no step is it the letter most looked at" in said.inner_text()
    page.keyboard.press("ArrowRight")
    assert said.inner_text().startswith("Step 5 of 12, T (as in tea)")
    page.keyboard.press("ArrowLeft")
    assert said.inner_text().startswith("Letter 5 of 13, t")
    place.locator(".explore-sounds li").first.tap()
    assert said.inner_text().startswith("Step 1 of 12, K (as in key)")
    place.locator(".explore-letters li").last.tap()
    assert said.inner_text().startswith("Letter 13 of 13, p")
    small = place.locator("li").evaluate_all("items => items.map(i => i.getBoundingClientRect()).filter(b => Math.min(b.width, b.height) < 24).length")
    assert small == 0, "a finger needs 24 pixels"


HOMES = [("explore", 6), ("chapters/07_tagging", 1), ("chapters/08_attention", 1), ("chapters/02_gradients", 1), ("chapters/03_lstm", 1), ("chapters/04_variants", 1), ("chapters/06_bilstm", 1)]


@pytest.mark.parametrize(("name", "count"), HOMES)
def test_without_scripts_a_figure_stands_there(chromium: Browser, site: str, name: str, count: int) -> None:
    context = chromium.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}/{name}.html")
    stills = page.locator(".explore-still img")
    seen = [stills.nth(k).bounding_box()["height"] for k in range(stills.count())]
    picture = imread(io.BytesIO(stills.last.screenshot()))[..., :3].mean(-1)
    context.close()
    assert len(seen) == count and min(seen) > 100
    assert picture.min() < 0.3 and picture.max() > 0.95, "dark ink on the light ground that the theme has without scripts"
