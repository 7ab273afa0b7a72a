# Everything people and CI run. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export CAVEAT_HOME ?= $(CURDIR)/.caveat
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help serve test check train corpus bench openapi clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

serve: $(VENV)/.serve ## set up what is needed and start the API on 127.0.0.1:8000
	$(BIN)/caveat serve

test: $(VENV)/.dev ## set up what the tests need and run them
	$(BIN)/python -m pytest

check: $(VENV)/.dev ## format, lint, types and the arrows between rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

corpus: $(VENV)/.dev ## audit the corpus and count what it holds
	$(BIN)/caveat-train check

train: $(VENV)/.dev ## fit the linear model on the corpus into build/linear
	$(BIN)/caveat-train fit --recipe linear --output build/linear
	$(BIN)/caveat-train evaluate --model build/linear

bench: $(VENV)/.dev ## speed of scoring, against the budgets in tests/bench/budgets.toml
	$(BIN)/python -m tests.bench

openapi: $(VENV)/.dev ## write serving/openapi.json from the code
	$(BIN)/python -m caveat_serving.openapi > serving/openapi.json

clean: ## remove the environment, local registry and build output
	rm -rf $(VENV) .caveat build

$(VENV)/bin/python:
	@echo "making the environment $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Caveat needs Python 3.11 or newer; call: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing what serving needs ..."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[serve]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing what training, tests and checks need ..."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.serve
