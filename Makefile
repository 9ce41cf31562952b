# Osler's everyday commands. `make` alone explains them.

# What you may set: make chat PYTHON=python3.12 · make install TORCH_INDEX=URL · make test ARGS="-k cli"
PYTHON ?=
TORCH_INDEX ?=
ARGS ?=

# The stamps carry a checksum of what was installed, so that a second make installs nothing and asks no network.
LOCKED := $(shell cat constraints.txt pyproject.toml | cksum | cut -d ' ' -f 1)
CHOSEN := $(if $(TORCH_INDEX),-$(shell printf %s '$(TORCH_INDEX)' | cksum | cut -d ' ' -f 1))
APP := .venv/.installed-app-$(LOCKED)
DEV := .venv/.installed-dev-$(LOCKED)
INSTALL := @PYTHON='$(PYTHON)' TORCH_INDEX='$(TORCH_INDEX)' scripts/install.sh

.PHONY: help chat install test check gate lock clean

help:
	@echo "make chat      open the chat page; the first time this installs Osler and indexes its handbook"
	@echo "make install   install Osler into .venv without starting it"
	@echo "make test      run the tests             (ARGS=\"-k cli\" hands words to pytest)"
	@echo "make check     run the linter, the formatter's check, the type checker and the import walls"
	@echo "make gate      run the small suite of evaluations: has anything become worse than in the run that ships?"
	@echo "make lock      resolve the dependencies anew and write constraints.txt (needs uv)"
	@echo "make clean     remove .venv and caches; your sessions and indexes stay"
	@echo
	@echo "PYTHON=python3.12    which Python to use (3.11 or newer; found by itself otherwise)"
	@echo "TORCH_INDEX=URL      where to take PyTorch from: the README says how to choose a CPU or a CUDA build"
	@echo "ARGS=\"--port 8000\"   handed to osler chat, or to pytest"

chat: $(APP)$(CHOSEN)
	@.venv/bin/osler chat $(ARGS) || [ $$? -eq 130 ]

install: $(APP)$(CHOSEN)
	@echo "Osler is installed: run make chat, or .venv/bin/osler --help."

test: $(DEV)$(CHOSEN)
	@OMP_NUM_THREADS=1 .venv/bin/python -m pytest -n auto --maxprocesses 8 $(ARGS)

check: $(DEV)$(CHOSEN)
	@failed=; for tool in "ruff check ." "ruff format --check ." "mypy" "lint-imports"; do \
		echo "== $$tool"; .venv/bin/$$tool || failed="$$failed [$$tool]"; \
	done; test -z "$$failed" || { echo "make check failed:$$failed" >&2; exit 1; }

gate: $(APP)$(CHOSEN)
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && OSLER_HOME="$$home" .venv/bin/osler eval gate $(ARGS)

lock:
	@PATH="$$PATH:$(CURDIR)/.venv/bin"; command -v uv >/dev/null \
		|| { echo "make lock needs uv: install it, then run make lock again." >&2; exit 2; }; scripts/lock.sh

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
	find agent retrieval models evals tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The developer's tools include all that the program needs, so one install serves both.
$(DEV)$(CHOSEN):
	$(INSTALL) dev && touch $(APP) $(APP)$(CHOSEN) $(DEV) $@

$(APP)$(CHOSEN):
	$(INSTALL) app && touch $(APP) $@
