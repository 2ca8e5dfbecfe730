# What a newcomer needs: `make demo` shows the pipeline at work, `make test` runs all that CI runs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types fast fast-read fast-rest bench audit fuzz lock docs pictures clean

help:  ## show this
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

demo: $(VENV)/.run  ## two nights on replica portals, no network needed beyond the package registry
	$(BIN)/vnportals demo

test: $(VENV)/.dev  ## lint, types and all tests: what CI runs
	.ci/chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

fast: $(VENV)/.dev  ## the tests that take under a minute: no Prefect, no whole nights, no browser
	@$(MAKE) --no-print-directory --jobs 2 fast-read fast-rest

FAST := $(BIN)/pytest -q --hypothesis-profile fast -m "not engine and not night and not browser and not slow"

# Two halves at once, about as long as each other.
READ := tests/transforms tests/scrapers tests/replicas tests/security

fast-read:
	$(FAST) $(READ)

fast-rest:
	$(FAST) $(addprefix --ignore ,$(READ))

bench: $(VENV)/.bench $(VENV)/.peers  ## benchmarks: ratios, measured side by side
	$(BIN)/python -m benchmarks

audit: $(VENV)/.audit  ## asks whether a vulnerability is known of any locked dependency
	@$(VENV)/audit/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip --strict --progress-spinner off || { status=$$?; \
		echo "audit: NOT PASSED. Where no advisory service answers, dependencies 'could not be audited': nothing is known then," >&2; \
		echo "neither good nor bad; run it again where one can be reached." >&2; exit $$status; }

fuzz: $(VENV)/.dev  ## a million hostile inputs for the parsers and the number grammar
	$(BIN)/python -m benchmarks fuzz --inputs 1000000

docs: $(VENV)/.dev  ## make the generated pages of docs/ anew
	$(BIN)/python docs/generate.py

pictures: $(VENV)/.dev  ## make the pictures of docs/images anew, with a Chromium
	.ci/chromium
	$(BIN)/python docs/screenshots.py

lock: $(VENV)/.dev  ## make the lock files anew from pyproject.toml
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra export --group build --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra export --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--quiet --constraint requirements.lock --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra export --group bench --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--quiet --constraint requirements.lock --constraint requirements-dev.lock --output-file requirements-bench.lock
	$(BIN)/uv pip compile --group peers --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--quiet --constraint requirements.lock --output-file requirements-peers.lock

clean:  ## remove the environment and the demo
	rm -rf $(VENV) demo

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

# The environment has what the lock file names, every file checked by its hash; then the project itself, without any dependency.
# Nothing is left to resolve (--no-deps): a pip of 2023 takes `sqlalchemy[asyncio]`, which Prefect asks for, for another package than
# the locked one, and refuses.
$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing what requirements.lock names (once, a minute or two)"
	$(PIP) install --require-hashes --no-deps -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "installing what requirements-dev.lock adds"
	$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

# Apart from the project: its own dependencies must not decide which of ours are installed.
$(VENV)/.audit: | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip --disable-pip-version-check --quiet install "pip-audit>=2.10,<3"
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@echo "installing what requirements-bench.lock adds"
	$(PIP) install --require-hashes --no-deps -r requirements-bench.lock
	@touch $@

# Apart from the project too: what the peers depend on must not decide which versions of ours are installed.
$(VENV)/.peers: requirements-peers.lock | $(VENV)/bin/python
	@echo "installing the peers that requirements-peers.lock names, apart from the project"
	$(BIN)/python -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps -r requirements-peers.lock
	@touch $@
