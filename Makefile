# Two commands: `make run` shows what Ratebook prints, `make test` is what CI checks.
PYTHON ?= python3
BIN := .venv/bin
# Two processes, a file to each, in the order of tests/conftest.py.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help setup run quick test lint docs docs-site bench clean

help: ## these lines
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 10

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

setup: .venv/.ready ## the environment alone, in .venv

run: setup ## build the embedded sample and show CPT 45378 in the three sites of a ZIP code
	@$(BIN)/ratebook sample

quick: setup ## under a minute: lint, and the tests of the sample that are fast
	$(BIN)/ruff check .
	$(PYTEST) -q -m "not cms and not prefect and not slow"

test: setup lint ## what CI checks: lint, types, every test
	$(PYTEST)

lint: setup ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: setup ## write docs/reference/ and what docs/queries.md prints again
	$(BIN)/python -m tools.make_docs

docs-site: setup ## build the documents as a site in dist/site
	$(BIN)/python -m mkdocs build --strict

bench: setup ## measure against the least work possible; writes BENCHMARKS.md (needs CMS's files)
	$(BIN)/python -m tests.bench.run

clean: ## remove the environment and the sample
	rm -rf .venv .sample
