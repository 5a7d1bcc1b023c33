# `make run` and `make test` do everything from a fresh clone; both are quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORES := --numprocesses=auto --maxprocesses=8
INSTALLED := $(VENV)/.installed
TESTABLE := $(VENV)/.testable
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable

.DEFAULT_GOAL := help
.PHONY: help install run test coverage mutants fuzz ray milvus s3 check format messages clean

help:  ## Show what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(TESTABLE)  ## Make .venv and install the pinned dependencies, and what the tests need

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) . 1>&2
	@touch $@

$(TESTABLE): $(INSTALLED)
	$(INSTALL) '.[dev,ocr]' 1>&2
	@touch $@

run: $(INSTALLED)  ## Build the index where it is needed, then start: Telegram if there is a token, else the REPL
	@$(BIN)/onrecord rebuild
	@if [ -n "$$ONRECORD_TELEGRAM_TOKEN" ]; then exec $(BIN)/onrecord telegram; else exec $(BIN)/onrecord repl; fi

test: $(TESTABLE)  ## Run the tests, on every core
	$(BIN)/python -m pytest $(CORES)

coverage: $(TESTABLE)  ## Run the tests and list the lines and branches that none reaches; fails below the floor
	$(BIN)/python -m pytest $(CORES) --cov --cov-report=term-missing:skip-covered

mutants: $(TESTABLE)  ## Change the source a little at a time and list what no test notices; ROOM=bot.rebuilds for one room
	$(BIN)/mutmut run '$(if $(ROOM),$(ROOM).*,*)'
	$(BIN)/mutmut results

fuzz: $(TESTABLE)  ## Feed mutated files and feeds to readers, quotation marks to statements, and 10,000 hostile answers to a strict Bot API
	$(BIN)/python -m pytest tests/embeddings/readers/test_fuzz.py tests/embeddings/sources/test_items.py tests/embeddings/fetching/test_robots.py tests/embeddings/fetching/test_urls.py tests/embeddings/text/test_moments.py tests/embeddings/statements/test_fuzz.py --hypothesis-profile fuzz
	$(BIN)/python -m tests.bot.render.fuzz 10000

ray: $(TESTABLE)  ## Install Ray and pymilvus (550 MB) and build on a cluster of two nodes on loopback, one of which is killed
	$(INSTALL) '.[dev,ocr,ray,milvus]' milvus-lite 1>&2
	RAY_USAGE_STATS_ENABLED=0 $(BIN)/python -m pytest -m ray tests/embeddings/building/test_cluster.py

milvus: $(TESTABLE)  ## Install pymilvus and milvus-lite (280 MB) and keep libraries in Milvus
	$(INSTALL) '.[dev,ocr,milvus]' milvus-lite 1>&2
	$(BIN)/python -m pytest -m milvus tests/embeddings/library tests/bot/test_live.py tests/bot/rebuilds/test_copying.py

s3: $(TESTABLE)  ## Install s3fs and moto (180 MB) and share indexes through an S3 server on loopback
	$(BIN)/python -m pip install --quiet --disable-pip-version-check s3fs 'moto[server]' 1>&2
	$(BIN)/python -m pytest tests/embeddings/library/test_shelf.py

check: $(TESTABLE)  ## Run the linter, the formatter and the type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(TESTABLE)  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(TESTABLE)  ## Bring the catalogues in bot/locale up to date with what the source says
	$(BIN)/pybabel -q extract --mapping=pyproject.toml --keywords=ngettext:1,2 --sort-output --no-wrap --add-location=file \
	  --project=Onrecord --output-file=$(VENV)/messages.pot bot embeddings
	for language in $$($(BIN)/python -c 'from bot.locale import *; print(*(set(LANGUAGES) - {ENGLISH}))'); do \
	  $(BIN)/pybabel -q update --input-file=$(VENV)/messages.pot --locale=$$language --output-file=bot/locale/$$language.po \
	    --init-missing --ignore-obsolete --no-fuzzy-matching --no-wrap --ignore-pot-creation-date || exit 1; \
	done

clean:  ## Remove what was built; the index and the documents stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage mutants
