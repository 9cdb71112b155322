# Two commands matter: `make run` and `make test`. Both begin with `make install`. `make help` lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install dev run test check scan audit test-quick test-postgres bench lock system-packages clean

PORT ?= 8000
RYDDIG := .venv/bin/ryddig
BROWSER_FILES := ryddig/site/static/vendor/.copied
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard ryddig/site/locale/*/LC_MESSAGES/django.po))

help:
	@echo 'make run              install, set up the database and the demo, serve on http://127.0.0.1:$(PORT)'
	@echo 'make test             all checks and all tests, on SQLite, PostgreSQL and in a browser'
	@echo 'make install          leaves .venv with `ryddig` in it'
	@echo 'make check            format, lint, types, layers, law data, migrations'
	@echo 'make scan             secrets in what is committed, locked packages with a known fault; part of check'
	@echo 'make audit            asks a public database about every locked package; needs the network'
	@echo 'make test-quick       tests on SQLite, no browser'
	@echo 'make test-postgres    the tests that touch a database, on a PostgreSQL of their own'
	@echo 'make bench            speed and size, as in docs/performance.md'
	@echo 'make system-packages  what the tests need from the operating system (root)'
	@echo 'make lock             solve the lock files anew'
	@echo 'make clean            remove what install and tests made; var/ with the database stays'

install: .venv/.run $(BROWSER_FILES) $(TRANSLATIONS)

dev: install .venv/.dev

.venv/.run: requirements.lock pyproject.toml tools/install.sh
	tools/install.sh requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	tools/install.sh requirements-dev.lock
	@touch $@

$(BROWSER_FILES): package-lock.json tools/browser_files.py | .venv/.run
	@command -v npm >/dev/null || { echo 'make install: npm is needed for the browser files and was not found.' >&2; \
	  echo 'On Debian or Ubuntu: apt-get install --no-install-recommends nodejs npm' >&2; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --silent
	.venv/bin/python tools/browser_files.py
	@touch $@

%.mo: %.po | .venv/.run
	.venv/bin/pybabel --quiet compile --input-file $< --output-file $@

# registers are stand-ins here, which know the demo's firms; RYDDIG_REGISTERS=on or off for others. Mail is kept in a
# folder, and the office shows it
run: export RYDDIG_REGISTERS ?= standin
run: export RYDDIG_MAIL_FOLDER ?= $(CURDIR)/var/mail
run: export RYDDIG_URL ?= http://127.0.0.1:$(PORT)
run: install
	$(RYDDIG) migrate
	$(RYDDIG) demo load --if-empty
	$(RYDDIG) serve --port $(PORT)

system-packages:
	tools/system-packages.sh

check: dev scan
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(RYDDIG) lawbook lint
	$(RYDDIG) manage makemigrations --check --dry-run

scan: dev
	.venv/bin/python tools/scan.py

audit: dev
	tools/audit.sh

test-quick: dev
	.venv/bin/pytest -m 'not browser'

test-postgres: dev system-packages
	tools/postgres.sh .venv/bin/pytest -m 'postgres and not browser'

# PostgreSQL first and everything last, so that the closing line counts everything
test: dev system-packages check test-postgres
	.venv/bin/pytest

bench: dev system-packages
	.venv/bin/python bench/notices.py
	.venv/bin/python bench/screening.py
	.venv/bin/python bench/start.py
	.venv/bin/python -m bench.pay
	.venv/bin/python -m bench.registers
	.venv/bin/python -m bench.pages
	tools/postgres.sh .venv/bin/python -m bench.pages
	.venv/bin/python -m bench.people

lock: dev
	PATH="$(CURDIR)/.venv/bin:$$PATH" tools/lock.sh

clean:
	rm -rf .venv node_modules build dist ryddig/site/static/vendor ryddig/reports/fonts $(TRANSLATIONS)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find ryddig tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +
