# Everything a fresh machine needs is Python 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
RUN := .venv/.run-installed
DEV := .venv/.dev-installed
PIP := $(BIN)/pip --disable-pip-version-check install --quiet --require-hashes
SOURCES := src tests benchmarks scripts training

.PHONY: demo test test-browser test-all check format bench eval-reader docs frontend frontend-check lock clean

demo: $(RUN)  ## check, judge and report the worked cases
	$(BIN)/contention check cases/war-against-war
	$(BIN)/contention judge cases/war-against-war --draws 1024 --hinge-draws 128 --workers 2
	@mkdir -p out
	$(BIN)/contention report cases/war-against-war --draws 1024 --hinge-draws 128 --workers 2 --out out/war-against-war.html
	$(BIN)/contention read cases/congestion-charge/texts/brief.txt
	$(BIN)/contention check cases/congestion-charge
	$(BIN)/contention judge cases/congestion-charge --draws 1024 --no-hinges --workers 2
	$(BIN)/contention report cases/congestion-charge --draws 1024 --hinge-draws 128 --workers 2 --out out/congestion-charge.html
	@echo "Open out/war-against-war.html and out/congestion-charge.html in a browser."

test: $(DEV)  ## the default tests
	$(BIN)/pytest -n 2

test-browser: $(DEV)  ## the workbench in a real browser (Debian: apt-get install chromium)
	$(BIN)/pytest -n 2 -m browser tests/browser

test-all: $(DEV)  ## slow tests too, and those in a browser
	$(BIN)/pytest -n 2 -m "slow or browser or not slow"

check: $(DEV)  ## format, lint, types, layers, sizes, phrases
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/mypy tests benchmarks scripts
	$(BIN)/lint-imports
	$(BIN)/python scripts/check_sizes.py $(SOURCES)
	$(BIN)/python scripts/check_english.py src docs README.md cases findings/README.md

format: $(DEV)  ## rewrite files in the project's format
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: $(DEV)  ## the engine beside C and other tools (node and npm for one of them); about ten minutes
	$(BIN)/python -m benchmarks.engine
	$(BIN)/python -m benchmarks.tools

eval-reader: $(DEV)  ## the readers on labelled passages and sentences; trains nothing
	$(BIN)/python -m benchmarks.reading_passages
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.figures
	$(BIN)/python -m benchmarks.split

docs: $(DEV)  ## rewrite the generated parts of the documentation
	$(BIN)/python scripts/write_command_docs.py
	$(BIN)/python scripts/write_model_docs.py
	$(BIN)/python scripts/write_key_docs.py

frontend: frontend/node_modules/.package-lock.json  ## build the workbench's pages (node 20 and npm)
	cd frontend && npm run --silent types && npm run --silent test && npm run --silent build

frontend-check: frontend/node_modules/.package-lock.json  ## build them elsewhere and compare with those shipped
	cd frontend && npm run --silent types && npm run --silent test
	cd frontend && export CONTENTION_STATIC="$$(mktemp -d)" && npm run --silent build \
	  && node packaging/compare.mjs "$$CONTENTION_STATIC" ../src/contention/workbench/static; \
	  status=$$?; rm -rf "$$CONTENTION_STATIC"; exit $$status

frontend/node_modules/.package-lock.json: frontend/package-lock.json
	cd frontend && npm ci --silent --no-audit --no-fund

lock: $(DEV)  ## pin every dependency anew
	$(BIN)/pip --disable-pip-version-check install --quiet pip-tools
	scripts/lock

$(RUN): requirements/run.lock pyproject.toml
	test -d .venv || $(PYTHON) -m venv .venv
	$(PIP) -r requirements/build.lock
	$(PIP) -r requirements/run.lock
	$(BIN)/pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m contention.runs.warm
	touch $@

$(DEV): requirements/dev.lock $(RUN)
	$(PIP) -r requirements/dev.lock
	touch $@

clean:
	rm -rf .venv out
