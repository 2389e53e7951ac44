# Needs only Python, git and make. The first call sets everything up in .venv; later calls find it ready.

PYTHON ?= python3
VENV   ?= .venv

BIN   := $(VENV)/bin
READY := $(VENV)/.ready
RUN   := $(BIN)/python -m
PIP   := $(RUN) pip -qq --disable-pip-version-check install --only-binary :all: -c constraints.txt

unexport PYTHONHOME PYTHONPATH
.NOTPARALLEL:
.PHONY: help demo test check format reports constraints clean FORCE

help:
	@echo "make demo         compare the Ruhr catalogue with a following paper; pages in build/demo"
	@echo "make test         all tests (TESTS=tests/core to run a part)"
	@echo "make check        ruff, mypy --strict, the import rule"
	@echo "make format       let ruff put the code in order"
	@echo "make reports      write reports/ and docs/rules.md anew"
	@echo "make constraints  take the newest versions of all dependencies into constraints.txt"
	@echo "make clean        remove .venv and all that was built"
	@echo "PYTHON=python3.13 takes another Python than python3"

demo: $(READY)
	@$(BIN)/policydiff demo --output build/demo

test: $(READY)
	@$(RUN) pytest --numprocesses auto --dist loadfile --quiet $(TESTS)

check: $(READY)
	@$(RUN) ruff check --quiet .
	@$(RUN) ruff format --check --quiet --output-format concise . || { echo "ruff would write these files differently: make format" >&2; exit 1; }
	@$(RUN) mypy --no-error-summary
	@$(RUN) pytest --quiet tests/test_imports.py

format: $(READY)
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

reports: $(READY)
	@$(BIN)/policydiff report
	@$(BIN)/policydiff demo --output reports/example >/dev/null
	@$(BIN)/policydiff rules --format markdown --lang en --policy-dir none >docs/rules.md

# uv is asked for one thing only: a set that fits every supported Python and system. It reads no pip settings, so no
# address of a package index gets into the file.
constraints:
	@$(PYTHON) -m venv --clear build/uv
	@build/uv/bin/python -m pip -qq --disable-pip-version-check install uv
	@{ echo "# Exact versions of everything that is installed, the indirect ones too. Written by: make constraints"; \
	  build/uv/bin/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 --all-extras \
	    --only-binary :all: --strip-extras --no-annotate --no-header; } >build/constraints.txt
	@mv build/constraints.txt constraints.txt
	@rm -rf build/uv
	@echo "constraints.txt is new; now: make check test"

clean:
	rm -rf $(VENV) build dist

# Set-up. It is done again when what it reads has changed, when the folder was moved (the editable install names it), and
# when another PYTHON is asked for.
DONE := $(shell cat $(READY) 2>/dev/null)
ifneq ($(DONE),$(CURDIR) $(if $(filter file,$(origin PYTHON)),$(lastword $(DONE)),$(PYTHON)))
$(READY): FORCE
endif

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c '' || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "policydiff needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version)." >&2; \
	  echo "Name a newer one: make $(or $(MAKECMDGOALS),demo) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV), once; this takes a minute …" >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) pip hatchling
	@$(PIP) --no-build-isolation --editable '.[dev]'
	@echo '$(CURDIR) $(PYTHON)' >$@
