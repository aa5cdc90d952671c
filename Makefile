# Needs python3 (3.11 to 3.14) with venv, and make. HOST, PORT and KOFFER_DATA pass through:
#   make run HOST=0.0.0.0 PORT=9000

SUITABLE := import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
PYTHON ?= $(or $(shell for python in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$python -c '$(SUITABLE)' >/dev/null 2>&1 && echo $$python && break; done),python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
INSTALLED := $(VENV)/.installed
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard src/koffer/web/locale/*/LC_MESSAGES/django.po))
TEST_INSTALLED := $(VENV)/.installed-test

.DEFAULT_GOAL := help
.PHONY: help install run demo test bench pictures format clean

help:
	@echo "make install   the application and what it needs, in $(VENV)"
	@echo "make run       start Koffer (HOST, PORT, KOFFER_DATA)"
	@echo "make demo      start Koffer with a made-up example"
	@echo "make test      all checks and tests"
	@echo "make bench     measure"
	@echo "make pictures  take pictures of all pages, in build/pictures"
	@echo "make format    tidy the code"
	@echo "make clean     remove $(VENV) and the caches; the data stay"

install: $(INSTALLED)

run: install $(TRANSLATIONS)
	@$(BIN)/koffer serve

demo: install $(TRANSLATIONS)
	@$(BIN)/koffer demo

test: $(TEST_INSTALLED)
	@tools/test

bench: $(TEST_INSTALLED)
	@test -e tests/bench/__main__.py || test -e tests/bench.py || { echo "There is no benchmark yet: tests/bench is missing."; exit 1; }
	@$(BIN)/python -m tests.bench

pictures: $(TEST_INSTALLED)
	@$(BIN)/python -m tools.shots build/pictures

format: $(TEST_INSTALLED)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@find src -name '*.html' -print0 | xargs -0 $(BIN)/djhtml --tabwidth 2
	@if command -v npm >/dev/null; then tools/biome/node_modules/.bin/biome format --write; else echo "Without npm styles and scripts are left as they are."; fi

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build src/koffer.egg-info

$(BIN)/python:
	@$(PYTHON) -c '$(SUITABLE)' 2>/dev/null || { \
		echo "Koffer needs Python 3.11, 3.12, 3.13 or 3.14 with venv; found: $$($(PYTHON) --version 2>&1)." >&2; \
		echo "On Debian: apt-get install python3 python3-venv. Another one: make PYTHON=/path/to/python3.13" >&2; \
		exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

# The lists are complete, so pip need not look for more (`--no-deps`): what a package asks for with an extra, such as
# coverage[toml], would be taken in its newest version, which has no hash here.
# The stamps keep a second `make install` silent and offline until the requirements change.
# Installing compiles the translations; this does it again for whoever changes one.
%.mo: %.po | $(INSTALLED)
	@$(BIN)/python -m tools.translations --compile

$(INSTALLED): requirements/run.txt requirements/build.txt pyproject.toml setup.py | $(BIN)/python
	@echo "Installing what Koffer needs"
	@$(PIP) install --no-deps --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --require-hashes -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_INSTALLED): requirements/test.txt tests/browser/oidc/package-lock.json tools/biome/package-lock.json $(INSTALLED)
	@echo "Installing what the tests need"
	@$(PIP) install --no-deps --require-hashes -r requirements/test.txt
	@if command -v npm >/dev/null; then for folder in tests/browser/oidc tools/biome; do \
		npm ci --prefix $$folder --no-audit --no-fund --loglevel=error >/dev/null || exit 1; done; fi
	@touch $@
