# The whole workflow: every target is a few lines, and each builds on `setup`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin

# The newest Python that really starts and can make an environment: a name on the PATH may be a shim that fails, and an
# interpreter may lie under pyenv's versions without being on the PATH.
find_python = for version in 3.13 3.12 3.11; do \
	for python in python$$version $${PYENV_ROOT:-$$HOME/.pyenv}/versions/$$version*/bin/python python3; do \
	"$$python" -c "import sys, ssl, ensurepip; sys.exit('%d.%d' % sys.version_info[:2] != '$$version')" 2>/dev/null \
	&& { echo "$$python"; exit; }; done; done; \
	echo "no Python 3.11, 3.12 or 3.13 with ssl and ensurepip was found (Debian: apt-get install python3-venv)" >&2; exit 1

.PHONY: help setup demo test lint bench lock schemas tables clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

setup: .venv/.ready ## the lock file into .venv, and the worker itself

.venv/.ready: requirements.lock pyproject.toml
	@python=$$($(find_python)) && test -x $(BIN)/python || $$python -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## Apache Kafka on this machine, our samples through the real service (STAY=1 keeps it running)
	$(BIN)/wire-worker demo $(if $(STAY),--stay)

test: setup lint ## every test, those on Apache Kafka included (STRICT=1 allows no skip but for ../shared)
	$(if $(STRICT),WIRE_TEST_STRICT=1) $(BIN)/python -m pytest

lint: setup ## style, types, the direction of imports
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: setup ## figures, side by side in one run; no test
	$(BIN)/python -m pytest tests/bench --override-ini addopts=--import-mode=importlib -s -q

schemas: setup ## the closed lists in schemas/, the examples and the README's tables, out of the code
	$(BIN)/python -c "from worker import schemas; schemas.rewrite()"
	for sample in 04-urgent.fr 05-lead.fr 08-kill.en; do \
	$(BIN)/wire-worker enrich worker/samples/$$sample.xml --pretty > schemas/examples/$$sample.json; done
	$(BIN)/python -m worker.reference README.md

EXPORT := uv export --quiet --format requirements-txt --no-emit-project --no-header --no-annotate

lock: ## resolve the dependencies anew (needs uv); the two in deploy/ are parts of the first
	uv lock --quiet --upgrade
	$(EXPORT) --all-extras --all-groups -o requirements.lock
	$(EXPORT) --no-dev -o deploy/requirements.lock
	$(EXPORT) --only-group build -o deploy/build.lock
	rm uv.lock

clean: ## everything that the targets above made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
