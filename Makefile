# Everything a developer or an office needs, from a fresh clone on.
#   make serve     the site at http://127.0.0.1:8000 (QUIZAPP_PORT and the like change it)
#   make test      every test           make check   format, lint, types, layers
#   make help      the rest
# PYTHON=python3.12 make ... chooses another interpreter.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 3
SOAK_SECONDS ?= 600

DEBIAN_PACKAGES := chromium fonts-wqy-microhei

.DEFAULT_GOAL := help
.PHONY: help serve setup develop test test-all check format translations constraints bench soak clean system

help:
	@echo "make serve         build the bank if need be and serve the site"
	@echo "make setup         build the bank only"
	@echo "make test          run every test"
	@echo "make check         format, lint, types, layers, templates, dependencies, dead code"
	@echo "make test-all      check and test, with branch coverage and longer property tests"
	@echo "make format        lay out Python"
	@echo "make translations  collect the Chinese sentences and compile the English catalogue"
	@echo "make constraints   pin the versions that are installed here"
	@echo "make bench         measure (ratios against a baseline in the same run)"
	@echo "make soak          load the site for SOAK_SECONDS ($(SOAK_SECONDS)) and watch it"
	@echo "make develop       everything for development, without running anything"
	@echo "make clean         remove what was built; the instance folder with the bank stays"

# --- running the site -------------------------------------------------------

setup: $(STAMPS)/run
	@$(BIN)/quizapp setup

serve: $(STAMPS)/run
	@exec $(BIN)/quizapp serve --setup

# --- environments -----------------------------------------------------------

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "找不到 $(PYTHON)，请先安装 Python 3.11 或更新的版本。 / Python 3.11 or newer is needed, $(PYTHON) was not found." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "需要 Python 3.11 或更新的版本，现在是 $$($(PYTHON) --version)；可以用 make PYTHON=python3.12 指定。 / Python 3.11 or newer is needed." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing python3-venv ..."; apt-get update -qq </dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv </dev/null >/dev/null; \
	  else \
	    echo "缺少 venv 模块，请先运行：sudo apt-get install python3-venv / Python's venv module is missing, please install python3-venv." >&2; exit 1; \
	  fi; }
	@echo "[1/2] 建立 Python 环境 / making the Python environment"
	@$(PYTHON) -m venv $(VENV)

# A stamp is newer than what it was made from, so that a second run installs nothing.
$(STAMPS)/run: $(BIN)/python pyproject.toml constraints.txt
	@echo "[2/2] 安装依赖，约一分钟 / installing dependencies, about a minute"
	@$(PIP) install --constraint constraints.txt --editable . </dev/null
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: $(STAMPS)/run
	@echo "Installing what tests and checks need"
	@$(PIP) install --upgrade "pip>=25.1" </dev/null
	@$(PIP) install --constraint constraints.txt --group dev </dev/null
	@touch $@

develop: $(STAMPS)/dev

# A browser and a Chinese font: for the journeys only.
system:
	@missing=""; \
	command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
	  || command -v google-chrome >/dev/null 2>&1 || missing="$(DEBIAN_PACKAGES)"; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing $$missing"; \
	  apt-get update -qq </dev/null && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $$missing </dev/null >/dev/null; \
	else \
	  echo "The browser tests need Chromium and a Chinese font, please run: sudo apt-get install $$missing" >&2; exit 1; \
	fi

# --- tests and checks -------------------------------------------------------

test: $(STAMPS)/dev system
	@$(BIN)/python -m pytest -q -n $(WORKERS) $(ARGS) </dev/null

test-all: check system
	@HYPOTHESIS_PROFILE=thorough COVERAGE_CORE=sysmon $(BIN)/coverage run --parallel-mode -m pytest -q $(ARGS) </dev/null
	@$(BIN)/coverage combine -q && $(BIN)/coverage report --include='question_bank/*' --fail-under=95

# Templates are linted, not laid out by a tool: a line break that it puts between
# two inline elements shows as a gap in the middle of a Chinese sentence.
check: $(STAMPS)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/deptry .
	$(BIN)/vulture

format: $(STAMPS)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

translations: $(STAMPS)/dev
	@$(BIN)/python tools/translations.py

# What is installed here becomes what everybody installs: names and versions only.
constraints: $(STAMPS)/dev
	@{ echo "# Versions that were tested together; written by \`make constraints\`."; \
	  $(BIN)/python -m pip freeze --exclude-editable --exclude quizapp --exclude pip --exclude setuptools | grep -E '^[A-Za-z0-9_.-]+==' | sort -f; } > constraints.txt.new
	@mv constraints.txt.new constraints.txt

# --- measuring --------------------------------------------------------------

bench: $(STAMPS)/dev
	@for each in benchmarks/*.py; do \
	  case $$each in */soak.py|*/_*) continue;; esac; echo "== $$each"; $(BIN)/python $$each </dev/null || exit 1; done

soak: $(STAMPS)/dev
	@$(BIN)/python benchmarks/soak.py --seconds $(SOAK_SECONDS) </dev/null

clean:
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage .coverage.*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
