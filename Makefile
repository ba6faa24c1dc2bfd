# Two commands matter: `make demo` and `make test`. `make` alone lists them all.
#
# Everything is installed into .venv, by hash, from the lists in requirements/; a second run
# sets nothing up again. What may be said: PYTHON=…, VENV=…, CHROMIUM=…, BROWSER=no,
# PYTEST_ARGS=…, WORKERS=….

VENV    ?= .venv
BIN     := $(VENV)/bin
FAST    ?= .venv-compiled
BROWSER ?= yes
WORKERS ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP     := $(BIN)/python -m pip install --quiet --no-input
LOCKED  := $(PIP) --require-hashes --only-binary=:all:
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
           --no-emit-index-url --no-header $(if $(UPGRADE),--upgrade)

# What a compiled parser has to pass as well.
READING := tests/unit/telegram tests/unit/gazetteer tests/corpus \
           $(patsubst %,tests/property/test_%.py,telegram numbering fuzz linear_time) \
           tests/docs/test_examples.py::test_every_example_gives_what_it_says

ifeq ($(BROWSER),no)
CHOSEN  := -m "not browser"
else
CHOSEN  :=
endif

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench compiled tables lock clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/runtime.stamp ## Set up, make an archive of invented cables in demo/, serve it
	@$(BIN)/reftel --archive demo demo

test: $(VENV)/dev.stamp ## Set up, run every test, then every check
	@sh tools/servers.sh
	@echo "== tests"
ifeq ($(BROWSER),no)
	@$(BIN)/python -m pytest -n $(WORKERS) $(CHOSEN) $(PYTEST_ARGS)
else
	@sh tools/node.sh $(VENV) && chromium="$$(sh tools/chromium.sh)" && \
	    CHROMIUM="$$chromium" $(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)
endif
	@$(MAKE) --no-print-directory check

check: $(VENV)/dev.stamp ## Style, types, layers, generated tables: no tests
	@echo "== ruff check"         && $(BIN)/ruff check .
	@echo "== ruff format"        && $(BIN)/ruff format --check .
	@echo "== mypy"               && $(BIN)/mypy
	@echo "== basedpyright"       && $(BIN)/basedpyright --pythonpath $(BIN)/python
	@echo "== layers"             && $(BIN)/lint-imports
	@echo "== generated tables"   && $(BIN)/python tools/build_tables.py --check
	@echo "== everything holds"

bench: $(VENV)/dev.stamp ## Time whole operations on 20,000 invented cables
	@$(BIN)/python -m bench

compiled: $(VENV)/dev.stamp ## A wheel with the parser compiled, tried in .venv-compiled
	@rm -rf build/compiled
	@HATCH_BUILD_HOOK_ENABLE_CUSTOM=true $(BIN)/python -m pip wheel --quiet --no-deps \
	    --no-build-isolation --wheel-dir build/compiled .
	@$(MAKE) --no-print-directory setup VENV=$(FAST) PYTHON=$(BIN)/python
	@$(FAST)/bin/python -m pip install --quiet --no-deps --force-reinstall build/compiled/*.whl
	@$(FAST)/bin/python -m pytest -n $(WORKERS) $(READING) $(PYTEST_ARGS)

tables: $(VENV)/dev.stamp ## Write the gazetteer's tables again from tables/*.csv
	@$(BIN)/python tools/build_tables.py

setup: $(VENV)/dev.stamp ## Only set up what tests and checks need

# ---- The environment ---------------------------------------------------------------------

$(VENV)/made.stamp: tools/venv.sh tools/debian.sh
	@sh tools/venv.sh $(VENV)
	@touch $@

$(VENV)/runtime.stamp: requirements/runtime.txt requirements/build.txt pyproject.toml $(VENV)/made.stamp
	@echo "== setting up $(VENV)"
	@$(LOCKED) -r requirements/runtime.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/runtime.stamp
	@echo "== setting up what tests and checks need"
	@$(LOCKED) -r requirements/dev.txt
	@touch $@

lock: $(VENV)/dev.stamp ## Write requirements/*.txt again; UPGRADE=1 takes newer versions
	@$(COMPILE) pyproject.toml -o requirements/runtime.txt
	@$(COMPILE) requirements/build.in -c requirements/runtime.txt -o requirements/build.txt
	@$(COMPILE) pyproject.toml requirements/build.in requirements/dev.in \
	    -c requirements/runtime.txt -c requirements/build.txt -o requirements/dev.txt

clean: ## Remove environment, caches and builds; an archive is never touched
	@rm -rf $(VENV) $(FAST) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +
