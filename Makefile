# Two commands do everything: `make demo` and `make test`. `.venv` in this folder is the environment.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
DEMO := out/demo.case

.PHONY: demo test browser screenshots check format docs bench bench-big bench-link bench-run bench-web bench-web-big train lock clean

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Regesta needs Python 3.11 or newer: make PYTHON=python3.12 demo"; exit 2; }
	@echo "Setting up .venv (once, about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: $(READY)
	@mkdir -p out && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@echo "Reading the bundled reports in examples/reports ..."
	@$(BIN)/regesta add $(DEMO) examples/reports; status=$$?; test $$status -le 1
	@echo
	@$(BIN)/regesta timeline $(DEMO)
	@$(BIN)/regesta report $(DEMO) --output out/demo.html
	@echo
	@echo "The dossier is out/demo.html: open it in a browser. The case is $(DEMO). Next, try:"
	@echo "  $(BIN)/regesta serve $(DEMO) --open"
	@echo "  $(BIN)/regesta commitments $(DEMO) --actor Taliban --with-evidence"
	@echo "  $(BIN)/regesta discrepancies $(DEMO)"
	@echo "  $(BIN)/regesta add my.case FOLDER-OF-CLIPPINGS"

test: $(READY)
	@$(BIN)/python -m pytest -n auto --dist loadfile

# Only the tests that look at pages in a real browser (part of `make test`, skipped where there is none).
browser: $(READY)
	@$(BIN)/python -m pytest tests/browser

# Every page in light, dark and at the width of a phone, to be looked at: out/screenshots. CASE=my.case for another case.
screenshots: $(READY)
	@test -n "$(CASE)" || test -f $(DEMO) || { mkdir -p out; $(BIN)/regesta add $(DEMO) examples/reports; test $$? -le 1; }
	@$(BIN)/python tests/browser/screenshots.py $(or $(CASE),$(DEMO)) out/screenshots

# What CI runs beside the tests: format, lint, types, the one-way imports, lexicons and docs up to date.
check: $(READY)
	@$(BIN)/ruff format --check src tests
	@$(BIN)/ruff check src tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/cog --check docs/reference/*.md || { echo "docs/reference is behind the code: run make docs"; exit 1; }

format: $(READY)
	@$(BIN)/ruff format src tests
	@$(BIN)/ruff check --fix src tests

# The reference pages are built from the code.
docs: $(READY)
	@$(BIN)/cog -r docs/reference/*.md

# Speed and size against what is promised: some minutes, and with 100,000 made-up reports an hour or more.
bench: $(READY)
	@OMP_NUM_THREADS=1 $(BIN)/python tests/bench.py

bench-big: $(READY)
	@OMP_NUM_THREADS=1 $(BIN)/python tests/bench.py --big

# What linking costs as a case grows, and how right it is, on a made-up corpus with known truth.
bench-link: $(READY)
	@OMP_NUM_THREADS=1 $(BIN)/python tests/bench_link.py

# What `regesta run` costs by size and workers, and on Dask against own workers.
bench-run: $(READY)
	@OMP_NUM_THREADS=1 $(BIN)/python tests/bench_run.py --engines --curve 250 1000 --link 1000 --workers 1 2 --part 100 --open

# The weights of the long-tail classifier, from the project's own sentences in tests/longtail.tsv.
train: $(READY)
	@OMP_NUM_THREADS=1 $(BIN)/python tests/train_longtail.py

# What a page of the reading room costs on a case of 10,000 made-up reports.
bench-web: $(READY)
	@OMP_NUM_THREADS=1 $(BIN)/python tests/bench_web.py

# The same of 100,000 reports, made by copying those.
bench-web-big: $(READY)
	@OMP_NUM_THREADS=1 $(BIN)/python tests/bench_web.py --times 10

# New versions, by hand and on purpose: needs uv (pip install uv).
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --extra dev --extra scale pyproject.toml -o requirements.txt

clean:
	rm -rf .venv out
