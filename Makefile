# make demo   set everything up, crawl the bundled local site, index it, serve it   (PORT=8123 for another port)
# make test   set everything up, then lint, types, import contracts, unit, integration and browser tests
# make help   the other targets

PYTHON ?= python3
PORT ?= 8000
SECONDS ?= 600
VENV := .venv
BIN := $(VENV)/bin
REPLAY := .venv-replay

.PHONY: help demo test lint types contracts pytest browser format messages bench fuzz differential pins clean

help:
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

demo: $(VENV)/.run  ## crawl the bundled local site, index it and serve it on PORT
	$(BIN)/baogao demo --port $(PORT)

test: lint types contracts pytest  ## everything that must hold before a change is kept

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

browser: $(VENV)/.dev
	$(BIN)/python -m tests.e2e.browser

pytest: browser $(REPLAY)/.done
	$(BIN)/pytest -n auto --dist loadfile

format: $(VENV)/.dev  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.run  ## measure indexing and pages of results on every engine, beside SQLite's trigrams
	$(BIN)/python -m benchmarks.engines --reports 5000 --engines tantivy,whoosh,sqlite

fuzz: $(VENV)/.dev  ## try texts on the whole search for SECONDS, guided by coverage
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python -m tests.fuzz.search $(SECONDS)
	$(BIN)/pytest -q tests/indexer/test_whole_search.py --hypothesis-profile=long

differential: $(VENV)/.dev  ## ask every engine thousands of drawn queries; each answer must be that of a naive oracle
	$(BIN)/python -m tests.indexer.differential

messages: $(VENV)/.dev  ## gather the strings of the web pages into the Chinese catalogue, and compile it
	@mkdir -p build
	$(BIN)/pybabel extract -F webapp/translations/babel.cfg -k gettext_noop --no-location --sort-output -o build/messages.pot webapp
	$(BIN)/pybabel update -l zh -i build/messages.pot -d webapp/translations --no-wrap --no-fuzzy-matching --ignore-pot-creation-date
	$(BIN)/pybabel compile -d webapp/translations

pins: $(VENV)/.dev  ## write requirements*.txt anew from pyproject.toml
	$(BIN)/python -m tests.pins

clean:  ## remove what was set up here; collections are left alone
	rm -rf $(VENV) $(REPLAY) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Baogao needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(REPLAY)/.done: requirements-replay.txt $(VENV)/bin/python
	$(BIN)/python -m venv $(REPLAY)
	$(REPLAY)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-replay.txt
	@touch $@
