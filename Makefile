# Every target sets up what it needs; `make help` lists them.
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3 python,$(if $(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes),$(p))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
BENCH :=
.PHONY: help run test fuzz lint bench prove simulate self-test installed pictures clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.installed ## open the desktop on the embedded demo cinema
	@$(BIN)/python packaging/qt_libraries.py
	$(BIN)/boxoffice desktop --demo

test: $(VENV)/.installed-test ## the whole suite, headless
	@$(BIN)/python packaging/qt_libraries.py
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadgroup

fuzz: $(VENV)/.installed-test ## throw at a gateway what nobody should, for minutes
	$(BIN)/python -m pytest tests/fuzz --hypothesis-profile fuzz --timeout 0

lint: $(VENV)/.installed-test ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-test ## speed as ratios, written to benchmarks.json and docs/speed.md
	@$(BIN)/python packaging/qt_libraries.py
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks $(BENCH)

prove: $(VENV)/.installed-test ## sell for minutes while processes are killed, and check every sale
	PROVE=long $(BIN)/python -m pytest tests/prove -s

simulate: $(VENV)/.installed ## live through a thousand seeded runs in one process, virtual time and all
	$(BIN)/boxoffice prove --seeds 1000

self-test: $(VENV)/.installed ## sell two seats through the real window and say how it went
	@$(BIN)/python packaging/qt_libraries.py
	$(BIN)/boxoffice self-test

installed: $(VENV)/.made ## build the wheel, install it elsewhere, and self-test that
	rm -rf build/wheel build/installed
	$(PIP) wheel --no-deps --wheel-dir build/wheel .
	$(BIN)/python -m venv build/installed
	build/installed/bin/python -m pip --disable-pip-version-check --quiet install -c constraints.txt build/wheel/*.whl
	cd build && installed/bin/boxoffice self-test

pictures: $(VENV)/.installed-test ## the screenshots in docs/
	@$(BIN)/python packaging/qt_libraries.py
	$(BIN)/python docs/pictures.py

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The mark is set last: a virtual environment that was broken off is made anew.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Box Office needs Python 3.11 or newer; none was found on PATH."; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/.installed
