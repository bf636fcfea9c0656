# The course, from a fresh clone: needs Python 3.11 to 3.13, git and make; grading also needs bubblewrap.
#   make course   set up, release, build the book, grade the sample class, say where to look
#   make test     the project's own tests           make book    the book alone
#   make lab      JupyterLab on the exercises        make bench   short forms of the benchmarks
#   make pdf      the book as PDFs, one a page       make clean   removes what was built, keeps .venv
# Another Python:              make course PYTHON=python3.12
# Another index for torch:     make course TORCH_INDEX=URL
PYTHON ?= python3
TORCH_INDEX ?=
# Tests wait for a third of their time: three of them at once keep two cores busy.
WORKERS ?= 3
ARGS ?=

BIN := .venv/bin
INSTALLED := .venv/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check
ASSIGNMENT := 03_lstm
CLASS := build/class

GRADER := $(shell find autograder solutions nbgrader_config.py -name '*.py' 2>/dev/null)
NOTEBOOKS := $(wildcard exercises/*/* solutions/*/*.ipynb)
# What the book shows of the assignments. The rest of the grader can change without a page changing.
SHOWN := $(NOTEBOOKS) $(wildcard solutions/*/*.py autograder/rubrics/*.py autograder/misconceptions/*.py)
BOOK := _config.yml CITATION.cff $(wildcard deploy/*/* benchmarks/*.md) $(shell find book -type f ! -path '*/__pycache__/*' 2>/dev/null)

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help course test book pdf lab bench clean have-python can-grade

help:
	@sed -n '2,7s/^# \{0,1\}//p' Makefile

course: have-python can-grade build/.released _build/.built build/.sample
	@$(BIN)/autograder grade $(ASSIGNMENT) --course-dir $(CLASS)
	@echo "book:      $(CURDIR)/_build/html/index.html"

book: have-python build/.released _build/.built
	@echo "book: $(CURDIR)/_build/html/index.html"

pdf: have-python build/.released _build/.built
	@$(PYTHON) tools/preflight.py chromium
	@$(BIN)/python tools/print_book.py _build/html _build/pdf

test: have-python $(INSTALLED)
	@$(PYTHON) tools/preflight.py --note bubblewrap chromium
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -ra -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations 10 $(ARGS)

lab: have-python $(INSTALLED)
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/exercises $(ARGS)

# The short forms, whose tables are not kept. The long ones: python -m benchmarks.NAME, some of them for an hour.
bench: have-python can-grade build/.released
	$(BIN)/python -m benchmarks.class_of_200 --size 6
	$(BIN)/python -m benchmarks.class_size --sizes 10 50
	$(BIN)/python -m benchmarks.cluster_overhead --tasks 200
	$(BIN)/python -m benchmarks.book_build --pages notation assignments

clean:
	rm -rf build _build

have-python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON). Name a Python 3.11, 3.12 or 3.13: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -e $(INSTALLED) || $(PYTHON) tools/preflight.py python venv space=3

can-grade:
	@$(PYTHON) tools/preflight.py bubblewrap space=0.5

# torch stands first and alone: which of its builds comes is decided here, the rest then fits it.
# The last lines answer for everybody what JupyterLab asks at its first start, about news from its makers.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) tools/preflight.py python venv space=3
	@test -x $(BIN)/python || $(PYTHON) -m venv --clear .venv
	@echo "Installing torch ..."
	@$(PIP) install -q -c requirements.lock $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) torch==2.13.0
	@echo "Installing the rest ..."
	@$(PIP) install -q -r requirements.lock
	@$(PIP) install -q --no-build-isolation -c requirements.lock -e ".[course,book,test]"
	@mkdir -p .venv/etc/jupyter/labconfig
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}' > .venv/etc/jupyter/labconfig/default_setting_overrides.json
	@touch $@

build/.released: $(INSTALLED) $(GRADER)
	OMP_NUM_THREADS=1 $(BIN)/autograder release --spare
	@mkdir -p build && touch $@

build/.sample: $(NOTEBOOKS) autograder/course/sample.py | build/.released
	$(BIN)/python -m autograder.course.sample $(CLASS)
	@mkdir -p build && touch $@

# Sphinx tells a warning once: without this, the build after a failed one would pass.
_build/.built: $(INSTALLED) $(SHOWN) $(BOOK) | build/.released
	$(BIN)/jupyter-book build book/ --config _config.yml -W -n --keep-going || { rm -rf _build/.doctrees; exit 1; }
	@touch $@
