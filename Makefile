# Two commands: `make run` shows what Ratebook prints, `make test` runs every test.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup run test check docs bench clean

help: ## these lines
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 10

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

setup: .venv/.ready ## the environment alone, in .venv

run: setup ## build the embedded sample and show CPT 20560 in the three sites of service
	@$(BIN)/ratebook sample

test: setup ## every test
	$(BIN)/python -m pytest

check: setup ## lint, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

docs: setup ## write docs/tables.md and what docs/queries.md prints again
	$(BIN)/python -m tools.make_docs

bench: setup ## measure against the least work possible; writes BENCHMARKS.md (needs CMS's files)
	$(BIN)/python -m tests.bench.run

clean: ## remove the environment and the sample
	rm -rf .venv .sample
