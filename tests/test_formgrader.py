"""A real JupyterLab: what a student sees of a check; what an instructor sees of a graded class, and grading from there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Frame, Page, expect

from attacks.corpus.attack import code, prose
from attacks.corpus.deceiving import EVIL, IMAGE, SCRIPT, shown
from autograder.cli import main
from autograder.course import sample

BIN = Path(sys.executable).parent
STUDENTS = ("ada", "ben", "dev")
EVE = "eve"  # whose notebook holds script wherever it can
NAME = "<img src=x onerror=pwned()>"  # a name that a folder can have
SLOW = 60_000  # milliseconds a page may take on a busy machine

pytestmark = pytest.mark.usefixtures("needs_bubblewrap", "needs_chromium")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the programs: nothing of the user's own Jupyter."""
    home = tmp_path_factory.mktemp("home")
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_SETTINGS_DIR",
               "JUPYTERLAB_WORKSPACES_DIR", "AUTOGRADER_SECRETS")  # fmt: skip
    return os.environ | {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "OMP_NUM_THREADS": "1",
        **{name: str(home / name.lower()) for name in folders},
    }


def inject(path: Path) -> None:
    """Puts script, and things to load from elsewhere, wherever a notebook can hold them."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='pwned()'><script>pwned()</script><image href='{EVIL}/x.png'/></svg>"
    notebook["cells"][1:1] = [
        prose(SCRIPT + IMAGE + f"\n\n![x]({EVIL}/y.png) [click](javascript:pwned()) <iframe srcdoc='<script>parent.pwned()</script>'></iframe>"),
        prose("```\n" + SCRIPT + "\n```\n````\n" + IMAGE + "\n$$\\href{javascript:pwned()}{x}$$\n    </code></pre>" + SCRIPT),
        prose(SCRIPT + IMAGE, "raw"),
        {**prose(SCRIPT, "raw"), "metadata": {"raw_mimetype": "text/html", "format": "text/html"}},
        *[{**prose("twice"), "metadata": {"nbgrader": {"grade_id": SCRIPT}}} for _ in range(2)],
        prose("![a](attachment:a.svg)", attachments={"a.svg": {"image/svg+xml": "PHN2ZyBvbmxvYWQ9InB3bmVkKCkiLz4="}}),
    ]
    notebook["cells"] += [
        code(text) for text in (
            shown(text__html=SCRIPT + IMAGE, text__plain=SCRIPT), shown(image__svg_xml=svg), shown(application__javascript="pwned()"),
            shown(text__markdown=SCRIPT + IMAGE), shown(text__latex=SCRIPT), shown(image__png='AAAA" onerror="pwned()" x="'),
            shown(image__jpeg="AAAA' onerror='pwned()"), f"print({SCRIPT + IMAGE!r})", f"raise ValueError({SCRIPT + IMAGE!r})", f"# </pre></div>{SCRIPT}\n'</textarea>'",
        )
    ]  # fmt: skip
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "lstm_step":
            cell["source"] = f"def lstm_step(*a):\n    raise ValueError({SCRIPT + IMAGE!r})"
            cell["metadata"]["tags"], cell["id"] = ['"><script>pwned()</script>'], '"><script>pwned()</script>'
    notebook["metadata"] |= {"title": SCRIPT, "kernelspec": {"name": "x", "display_name": SCRIPT, "language": SCRIPT},
                             "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": SCRIPT}}}}
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def course(course_root: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded class of three."""
    folder = tmp_path_factory.mktemp("formgrader") / "course"
    sample.make(course_root, folder)
    for student in sample.STUDENTS:
        if student not in STUDENTS:
            shutil.rmtree(folder / "submitted" / student)
    eve = folder / "submitted" / EVE / "03_lstm"
    shutil.copytree(folder / "submitted" / "ada" / "03_lstm", eve)
    inject(eve / "03_lstm.ipynb")
    shutil.copytree(eve, folder / "submitted" / NAME / "03_lstm")
    command = [sys.executable, "-m", "autograder", "grade", "03_lstm", "--course-dir", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and f"holds '<', '>'; rename the folder" in done.stderr, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def lab(course: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab in the course, without a token's slash at the end."""
    log = tmp_path_factory.mktemp("log") / "lab.log"
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.password=",
        f"--ServerApp.root_dir={course}", "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    with open(log, "w") as output:
        server = subprocess.Popen(command, cwd=course, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            told = Path(environment["JUPYTER_RUNTIME_DIR"]) / f"jpserver-{server.pid}.json"
            for _ in range(600):
                if told.exists() or server.poll() is not None:
                    break
                time.sleep(0.2)
            if not told.exists():
                pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-4000:]}", pytrace=False)
            yield json.loads(told.read_text())["url"].rstrip("/")
        finally:
            server.terminate()
            server.wait(timeout=60)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(SLOW)
    yield page
    page.close()


def row_of(page: Page | Frame, text: str):
    return page.locator("tbody tr").filter(has=page.get_by_role("gridcell", name=text, exact=True))


def test_the_assignment_is_found_from_the_menu_of_jupyterlab(lab: str, page: Page) -> None:
    page.goto(f"{lab}/lab")
    page.get_by_text("Nbgrader", exact=True).first.click()
    page.get_by_text("Formgrader", exact=True).first.click()
    inside = page.frame_locator("iframe").first
    row = inside.locator("tbody tr").filter(has_text="03_lstm")
    expect(row).to_be_visible(timeout=SLOW)
    expect(row).to_contain_text(str(len(STUDENTS) + 2))


def test_a_check_shows_its_report_under_its_cell(lab: str, course: Path, course_root: Path, page: Page) -> None:
    desk, name = course / "desk", "03_lstm.ipynb"
    desk.mkdir()
    shutil.copy(course_root / "exercises" / "03_lstm" / "answers.bin", desk)
    notebook = json.loads((course / "submitted" / "dev" / "03_lstm" / name).read_text(encoding="utf-8"))
    wanted = ("imports", "lstm_step", "check_lstm_step", "LSTMCell", "check_LSTMCell")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") in wanted]
    (desk / name).write_text(json.dumps(notebook), encoding="utf-8")
    page.goto(f"{lab}/lab/tree/desk/{name}")
    expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(len(wanted), timeout=SLOW)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=SLOW)  # before that, nothing would run
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    report = page.locator(".jp-OutputArea").filter(has_text="input gate and forget gate are exchanged").last
    expect(report.get_by_role("img", name="The rows hold the blocks i, f, g, o")).to_be_visible(timeout=SLOW)
    assert report.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_submissions_have_the_judges_scores(lab: str, course: Path, page: Page) -> None:
    page.goto(f"{lab}/formgrader/manage_submissions/03_lstm")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "recurrent") as book:
        scores = {student: book.find_submission("03_lstm", student).score for student in STUDENTS}
    assert scores["ada"] == 100 and scores["ben"] == 0 and 0 < scores["dev"] < 100
    for student, score in scores.items():
        row = row_of(page, student)
        expect(row).to_contain_text("graded", timeout=SLOW)
        expect(row.get_by_text(f"{score:g} / 100", exact=True)).to_be_visible()


def test_a_submission_shows_the_report(lab: str, course: Path, page: Page) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "recurrent") as book:
        identity = book.find_submission_notebook("03_lstm", "03_lstm", "dev").id
    page.goto(f"{lab}/formgrader/submissions/{identity}/")
    expect(page.get_by_text("input gate and forget gate are exchanged").first).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("img", name="The rows hold the blocks i, f, g, o")).to_be_visible()
    expect(page.locator("input.score")).to_have_count(5)


def test_grading_from_the_page(lab: str, course: Path, page: Page) -> None:
    """A submission that came in after the class was graded: the lightning in its row grades it."""
    late = course / "submitted" / "zoe" / "03_lstm"
    shutil.copytree(course / "submitted" / "ada" / "03_lstm", late)
    page.goto(f"{lab}/formgrader/manage_submissions/03_lstm")
    row = row_of(page, "zoe")
    expect(row).to_contain_text("needs autograding", timeout=SLOW)
    row.locator(".autograde a").click()
    expect(page.locator(".modal-title").first).to_have_text("Success", timeout=SLOW)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "recurrent") as book:
        assert book.find_submission("03_lstm", "zoe").score == 100


def test_points_and_comments_that_a_person_gave_on_the_page_stay(lab: str, course: Path, environment: dict[str, str], page: Page) -> None:
    """Whether or not the submission is graded again."""
    url = f"sqlite:///{course / 'gradebook.db'}"
    with Gradebook(url, "recurrent") as book:
        identity = book.find_submission_notebook("03_lstm", "03_lstm", "ben").id
    page.goto(f"{lab}/formgrader/submissions/{identity}/")
    score, comment = page.locator("#check_LSTMCell"), page.locator("#LSTMCell-comment")
    expect(score).to_be_visible(timeout=SLOW)
    for field, text in ((score, "7.5"), (comment, "We talked about this one.")):
        with page.expect_response(lambda response: response.request.method == "PUT" and response.ok):
            field.fill(text)
            field.blur()

    def given() -> tuple:
        with Gradebook(url, "recurrent") as book:
            grade = book.find_grade("check_LSTMCell", "03_lstm", "03_lstm", "ben")
            remark = book.find_comment("LSTMCell", "03_lstm", "03_lstm", "ben")
            return grade.manual_score, grade.auto_score, grade.score, remark.manual_comment

    assert given() == (7.5, 0, 7.5, "We talked about this one.")
    command = [sys.executable, "-m", "autograder", "grade", "03_lstm", "--course-dir", str(course), "--student", "ben", "--no-feedback", "--force"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and "1 graded now" in done.stdout, done.stdout + done.stderr
    assert given() == (7.5, 0, 7.5, "We talked about this one.")


class TestNothingActs:
    """What a student hands in neither runs nor loads anything, on any page that shows it."""

    @pytest.fixture
    def visit(self, page: Page):
        """Opens a page and waits for it; gives back the markers that ran, and what was asked of the network."""
        ran: list[str] = []
        asked: list[str] = []
        page.expose_function("pwned", lambda *_: ran.append("pwned"))
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.route(f"{EVIL}/**", lambda route: route.abort())

        def open_page(address: str, shows: str) -> tuple[list[str], list[str]]:
            page.goto(address)
            expect(page.get_by_text(shows).first).to_be_attached(timeout=SLOW)
            page.wait_for_timeout(500)
            for link in page.locator("a[href^=javascript]").all():
                ran.append(str(link.get_attribute("href")))
            return ran, asked

        return open_page

    @staticmethod
    def from_elsewhere(asked: list[str]) -> list[str]:
        """Requests that no page makes by itself: to the marked address, or for the picture of the name."""
        return [url for url in asked if EVIL in url or url.split("?")[0].endswith(("/x", "/x.png", "/y.png", "/x.js"))]

    @pytest.mark.parametrize("place", [
        "manage_submissions/03_lstm", "manage_students", "manage_students/eve", "gradebook", "gradebook/03_lstm", "gradebook/03_lstm/03_lstm",
    ])
    def test_in_the_lists_of_the_formgrader(self, lab: str, visit, place: str) -> None:
        shows = {"manage_submissions/03_lstm": NAME, "gradebook/03_lstm/03_lstm": "Submission #1", "manage_students": EVE}.get(place, "03_lstm")
        ran, asked = visit(f"{lab}/formgrader/{place}", shows)
        assert ran == [] and self.from_elsewhere(asked) == []

    def test_in_a_submission(self, lab: str, course: Path, visit, page: Page) -> None:
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "recurrent") as book:
            identity = book.find_submission_notebook("03_lstm", "03_lstm", EVE).id
        ran, asked = visit(f"{lab}/formgrader/submissions/{identity}/", "Student's answer")
        assert ran == [] and self.from_elsewhere(asked) == []
        assert page.get_by_text("pwned()").count() > 5  # all of it is there to be read

    def test_on_the_feedback_page(self, course: Path, visit, page: Page) -> None:
        ran, asked = visit((course / "feedback" / EVE / "03_lstm" / "03_lstm.html").as_uri(), "of 100 points")
        assert ran == [] and all(url.startswith(("file:", "data:image/")) for url in asked) and self.from_elsewhere(asked) == []
        assert page.get_by_text("pwned()").count() > 5

    def test_in_the_report_about_the_class(self, course: Path, visit, tmp_path: Path) -> None:
        assert main(["report", "03_lstm", "--course-dir", str(course), "--output", str(tmp_path / "class.html")]) == 0
        ran, asked = visit((tmp_path / "class.html").as_uri(), f"two cells have the id {SCRIPT!r}")
        assert ran == [] and asked == [(tmp_path / "class.html").as_uri()]
