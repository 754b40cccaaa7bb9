# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Needs git, make and Python 3.10 or newer; everything else goes into .venv. `make help` lists the targets.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

VENV := .venv
BIN := $(VENV)/bin
PYTHON_BIN := $(BIN)/python
STAMP := $(VENV)/.requirements
# pytest workers; 2 suits small machines and CI runners.
JOBS ?= 2
# Further arguments for pytest, ansible-test or the script that a target runs.
ARGS ?=

export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/build/collections
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONDONTWRITEBYTECODE :=
# A configuration of the user's must not decide about the outcome of the tests.
export ANSIBLE_CONFIG := $(CURDIR)/tests/ansible.cfg

.PHONY: help venv dev test lint format ruff ansible-lint docs-lint changelog-lint sanity pytest unit integration \
	conformance demo demo-clean bench record sync build clean distclean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' Makefile

venv: $(STAMP) ## Create or refresh .venv from PyPI

$(STAMP): requirements.txt requirements-dev.txt scripts/find-python
	@scripts/make-venv "$(VENV)" requirements.txt requirements-dev.txt

dev: venv ## Make the checkout importable as a collection under build/collections
	@$(PYTHON_BIN) scripts/link_collection.py

test: dev ## Everything that CI checks: linters, ansible-test sanity, then all tests
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory sanity
	@$(MAKE) --no-print-directory pytest

lint: ruff ansible-lint docs-lint changelog-lint ## All linters

ruff: dev
	@echo "== ruff"
	@ruff check --output-format concise .
	@ruff format --check .

format: dev ## Let ruff format and fix the Python sources
	@ruff format .
	@ruff check --fix .

ansible-lint: dev
	@echo "== ansible-lint"
	@$(PYTHON_BIN) scripts/lint_staged.py ansible-lint

docs-lint: dev
	@echo "== antsibull-docs"
	@$(PYTHON_BIN) scripts/lint_staged.py docs

changelog-lint: dev
	@echo "== antsibull-changelog"
	@$(PYTHON_BIN) scripts/lint_staged.py changelog

sanity: dev ## ansible-test sanity with every Python found (ARGS="--test validate-modules")
	@echo "== ansible-test sanity"
	@$(PYTHON_BIN) scripts/sanity.py $(ARGS)

pytest: dev
	@echo "== pytest"
	@$(PYTHON_BIN) -m pytest -n $(JOBS) --dist worksteal tests/unit tests/integration tests/conformance $(ARGS)

unit: dev ## Unit tests only
	@$(PYTHON_BIN) -m pytest -n $(JOBS) --dist worksteal tests/unit $(ARGS)

integration: dev ## Playbooks against the emulator, or against DOKPLOY_URL with DOKPLOY_API_KEY
	@$(PYTHON_BIN) -m pytest -n $(JOBS) --dist worksteal tests/integration $(ARGS)

conformance: dev ## The emulator against recorded answers of a real Dokploy
	@$(PYTHON_BIN) -m pytest -n $(JOBS) --dist worksteal tests/conformance $(ARGS)

demo: dev ## Build, install and use the collection, twice: the second run changes nothing
	@$(PYTHON_BIN) scripts/demo.py $(ARGS)

demo-clean: dev ## Remove what the demo made on DOKPLOY_URL
	@$(PYTHON_BIN) scripts/demo.py --clean $(ARGS)

bench: dev ## Time tasks on the fast path and as modules
	@$(PYTHON_BIN) scripts/bench.py $(ARGS)

record: dev ## Record the conformance scenarios anew against DOKPLOY_URL with DOKPLOY_API_KEY
	@$(PYTHON_BIN) scripts/record_conformance.py $(ARGS)

sync: dev ## Regenerate the lists of modules in meta/runtime.yml and README.md
	@$(PYTHON_BIN) scripts/sync_runtime.py
	@$(PYTHON_BIN) scripts/sync_readme.py

build: dev ## Build the release tarball into build/dist
	@mkdir -p build/dist
	@$(PYTHON_BIN) scripts/stage_collection.py
	@ansible-galaxy collection build --force --output-path build/dist build/stage/ansible_collections/community/dokploy

clean: ## Remove everything that was built, but not .venv
	rm -rf build .ruff_cache .pytest_cache .hypothesis .ansible .cache tests/output changelogs/.plugin-cache.yaml
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## Remove .venv as well
	rm -rf $(VENV)
