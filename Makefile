# `make run` answers questions, `make test` checks everything. Both make .venv first, once.

SHELL := /bin/sh
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip -qq --disable-pip-version-check --no-input
VENV_STAMP := $(VENV)/.made
RUN_STAMP := $(VENV)/.requirements
DEV_STAMP := $(VENV)/.requirements-dev
TRAIN_STAMP := $(VENV)/.requirements-train

.PHONY: run test lint format evaluate bench fuzz train train-pipeline train-encoder train-meaning picture
.NOTPARALLEL:

run: $(RUN_STAMP)
	@exec $(PYTHON) bot.py

test: $(DEV_STAMP)
	@exec $(PYTHON) -m pytest </dev/null

lint: $(DEV_STAMP)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy .

format: $(DEV_STAMP)
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

evaluate: $(DEV_STAMP)
	@exec $(PYTHON) -m evaluation </dev/null

bench: $(DEV_STAMP)
	@$(PYTHON) -m benchmarks.running </dev/null
	@$(PYTHON) -m benchmarks.names </dev/null
	@$(PYTHON) -m benchmarks.claims </dev/null
	@$(PYTHON) -m benchmarks.questions </dev/null
	@$(PYTHON) -m benchmarks.fetching </dev/null
	@$(PYTHON) -m benchmarks.interchange </dev/null
	@$(PYTHON) -m benchmarks.isolation </dev/null
	@$(PYTHON) -m benchmarks.auditing </dev/null
	@$(PYTHON) -m benchmarks.outsize </dev/null
	@$(PYTHON) -m benchmarks.power </dev/null
	@$(PYTHON) -m benchmarks.kills --kills 500 </dev/null
	@$(PYTHON) -m benchmarks.scaling </dev/null
	@$(PYTHON) -m benchmarks.embargoes </dev/null
	@exec $(PYTHON) -m benchmarks.reading </dev/null

# The property tests alone, with TIMES as many examples as `make test` tries, each time others.
fuzz: $(DEV_STAMP)
	@exec $(PYTHON) -m pytest -p tests.fuzzing.plugin --times $(or $(TIMES),100) -m hypothesis </dev/null

train: train-pipeline train-encoder train-meaning

train-pipeline: $(RUN_STAMP)
	@exec $(PYTHON) -m training.train </dev/null

train-encoder: $(TRAIN_STAMP)
	@exec $(PYTHON) -m training.encoder.train </dev/null

train-meaning: $(TRAIN_STAMP)
	@exec $(PYTHON) -m training.meaning.train </dev/null

picture: $(RUN_STAMP)
	@exec $(PYTHON) -m docs.picture </dev/null

# Stamps inside .venv say what was done, so that changed requirements are installed once.
$(VENV_STAMP):
	@for python in python3.11 python3; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null 2>/dev/null; then \
	    echo "Making $(VENV) with $$($$python --version) ..." >&2; \
	    exec $$python -m venv $(VENV) </dev/null >&2; \
	  fi; \
	done; \
	echo "Byline needs Python 3.11 or newer, as python3.11 or python3." >&2; exit 1
	@touch $@

$(RUN_STAMP): requirements.txt $(VENV_STAMP)
	@echo "Installing what Byline runs on into $(VENV) ..." >&2
	@$(PIP) install -r requirements.txt </dev/null >&2
	@touch $@

$(DEV_STAMP): requirements-dev.txt requirements.txt $(VENV_STAMP)
	@echo "Installing what the tests need into $(VENV) ..." >&2
	@$(PIP) install -r requirements-dev.txt </dev/null >&2
	@touch $@ $(RUN_STAMP)

$(TRAIN_STAMP): requirements-train.txt requirements.txt $(VENV_STAMP)
	@echo "Installing what training the encoder needs into $(VENV) ..." >&2
	@$(PIP) install -r requirements-train.txt </dev/null >&2
	@touch $@ $(RUN_STAMP)
