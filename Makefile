# Vikno. `make` prints this menu; CI calls the same recipes.
.DEFAULT_GOAL := menu
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONUTF8 := 1
# Modules are compiled once and kept: without that the page server takes four seconds to start again, with it one.
export PYTHONDONTWRITEBYTECODE :=
# The machine's own certificates: an office behind a checking proxy trusts those and no others.
export UV_SYSTEM_CERTS := 1

.PHONY: menu demo demo-reset serve test test-fast check check-full faults fix bench doctor assets assets-check messages \
        pictures requirements terms clean

menu: ## this menu
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/core.stamp ## install, start the database, load a lifelike hromada, serve http://localhost:8000
	@$(PY) -m vikno.operations demo

demo-reset: $(VENV)/core.stamp ## throw the demo away and start over
	@$(PY) -m vikno.operations demo --reset

serve: $(VENV)/core.stamp ## serve the site with the data that is there
	@$(PY) -m vikno.operations serve

test: $(VENV)/dev.stamp chromium ## everything the suite needs, then the whole suite
	@tools/suite $(PY)

test-fast: $(VENV)/dev.stamp ## the suite without a browser, on the kept test database
	@$(PY) -m pytest -q -m "not browser and not slow"

check: $(VENV)/dev.stamp ## lint, types, arrows, templates, migrations, translations
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(PY) tools/typecheck.py
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/djlint --lint --quiet templates vikno
	@$(PY) -m vikno.operations cluster start
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) tools/messages.py check

check-full: $(VENV)/dev.stamp chromium other-browsers ## the slow checks; results go to docs/benchmarks.md by hand
	@$(PY) -m pytest --create-db -q -m slow
	@$(PY) -m pytest -q -m "hypothesis and not slow" --hypothesis-profile=thorough
	@$(PY) tools/faults.py
	@theme/check

faults: $(VENV)/dev.stamp ## plant each known fault in a copy and demand that its check goes red
	@$(PY) tools/faults.py

fix: $(VENV)/dev.stamp ## format and mend what can be mended
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format --quiet .

bench: $(VENV)/dev.stamp ## measure speed on generated national-scale data
	@$(PY) -m bench

doctor: $(VENV)/core.stamp ## the self-check, in plain words
	@$(PY) -m vikno.operations doctor

assets: ## re-make the style sheet and scripts from their pinned packages (needs npm)
	@theme/build

assets-check: ## re-make them aside and compare
	@theme/check

messages: $(VENV)/dev.stamp ## add new texts to the catalogues and compile them
	@$(PY) tools/messages.py extract && $(PY) tools/messages.py compile

terms: $(VENV)/dev.stamp ## lay out the page of terms in the docs from its rows and examples
	@$(PY) tools/terms_page.py

pictures: $(VENV)/dev.stamp chromium ## pictures of the main pages for the README
	@$(PY) tools/pictures.py

requirements: $(VENV)/dev.stamp ## pin the dependencies afresh, by hash
	@$(VENV)/bin/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url pyproject.toml -o requirements/core.txt
	@$(VENV)/bin/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --extra dev pyproject.toml \
		-o requirements/dev.txt
	@$(VENV)/bin/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url requirements/uv.in -o requirements/uv.txt

clean: ## remove the environment; data in .vikno stay
	@rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/uv:
	@tools/python-environment $(VENV)

$(VENV)/core.stamp: requirements/core.txt pyproject.toml | $(VENV)/bin/uv
	@$(VENV)/bin/uv pip install --quiet --require-hashes --compile-bytecode --python $(PY) -r requirements/core.txt
	@$(PY) tools/link.py
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/core.stamp
	@$(VENV)/bin/uv pip install --quiet --require-hashes --compile-bytecode --python $(PY) -r requirements/dev.txt
	@touch $@

.PHONY: chromium other-browsers
chromium:
	@tools/chromium

other-browsers:
	@tools/other-browsers
