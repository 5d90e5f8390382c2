# `make demo` and `make test` set up all they need: python3, git and make are enough.
VENV ?= .venv
PY := $(VENV)/bin/python
KG := $(VENV)/bin/kg
STAMP := $(VENV)/.installed
.PHONY: setup demo test test-all lint types check neo4j tools bench clean help

help:
	@echo "make demo      build the graph of data/ and write the pages to out/"
	@echo "make test      lint, types and tests (minutes)"
	@echo "make test-all  also Neo4j, browser, notebooks, fuzzing, corpus"
	@echo "make neo4j     fetch the Neo4j server used by the tests"
	@echo "make tools     install the programs that the slow tests use (Debian, as root)"
	@echo "make bench     print the benchmark's ratios"

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@sh tools/venv.sh $(VENV)
	@$(PY) -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(PY) -m compileall -q kg  # also where PYTHONDONTWRITEBYTECODE is set, as in many containers: without, each command compiles anew
	@touch $@

demo: $(STAMP)
	@mkdir -p out
	@$(KG) build data -g out/demo.db
	@$(KG) stats -g out/demo.db
	@$(KG) view -g out/demo.db -o out/demo.html
	@$(KG) view -g out/demo.db --around ke-hoach-son-la-2024.txt --hops 2 -o out/son-la.html
	@$(KG) trace ke-hoach-son-la-2024.txt -g out/demo.db | head -20
	@echo "Mở / open: out/demo.html, out/son-la.html"

lint: $(STAMP)
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .

types: $(STAMP)
	@$(VENV)/bin/mypy

check: $(STAMP)
	@$(KG) check

test: lint types check
	@$(PY) -m pytest -m "not slow" -n 2

test-all: lint types check neo4j
	@$(PY) -m pytest -n 2 --dist loadgroup

neo4j: $(STAMP)
	@sh tools/neo4j.sh

tools:
	@sh tools/programs.sh

bench: $(STAMP)
	@$(PY) -m pip install -q --disable-pip-version-check -e ".[bench]"
	@$(PY) -m benchmarks

clean:
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
