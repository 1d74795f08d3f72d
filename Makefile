# make help says what there is. Nothing here needs more than Python 3.11 and, the first time, the network.

PORT ?= 8000
# Processes that run the tests; WORKERS=0 for one that can be stopped in a debugger.
WORKERS ?= auto
ARGS ?=
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
PY = .venv/bin/python
SETUP = $(if $(PYTHON),,$(error Python 3.11 or newer is needed, and none is on the PATH. Install it, or say where it is: make PYTHON=/path/to/python3))$(PYTHON) tools/setup.py
# Production's settings, for checking them: nothing is served with this key.
AS_PRODUCTION = ENVIRONMENT=production ALLOWED_HOSTS=ivlp.example \
	SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')

.DEFAULT_GOAL := help
.PHONY: help setup run serve test check bench messages lighthouse fuzz drill-database drill-proxy

help: ## What there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

setup: ## Install and build what the site needs (.venv, the design system)
	@$(SETUP)

run: setup ## Try the site with sample data on http://127.0.0.1:8000 (PORT=8000)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_sample || echo "The sample was not loaded; the site runs with what the database holds."
	@# The log-in is said last: what runserver says about itself is left out (errors and requests are not).
	@$(PY) manage.py demo_officer --address http://127.0.0.1:$(PORT)/
	@$(PY) manage.py runserver 127.0.0.1:$(PORT) >/dev/null

serve: setup ## Serve it as in production: gunicorn, DEBUG off (PORT=8000)
	@exec $(PY) tools/serve.py $(PORT)

test: ## Run the tests (ARGS="-k consent")
	@$(SETUP) --dev
	@$(PY) -m pytest -q -n $(WORKERS) --dist loadgroup $(ARGS)

check: ## Lint, format, structure, types, templates, imports, migrations, translations, deployment settings
	@$(SETUP) --dev
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) tools/check_structure.py
	@$(PY) -m mypy --no-error-summary
	@$(PY) -m djlint --lint --quiet templates
	@.venv/bin/lint-imports --no-cache > .cache/imports.txt || { cat .cache/imports.txt; exit 1; }
	@$(PY) manage.py makemigrations --check --dry-run --verbosity 1
	@$(PY) tools/messages.py check
	@$(AS_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@echo "All checks passed."

messages: ## Bring the catalogs of translations in step with the sources (needs gettext)
	@$(SETUP) --dev
	@$(PY) tools/messages.py update

bench: ## Measure requests per second against an empty view
	@$(SETUP) --dev
	@$(PY) tools/bench.py $(ARGS)

fuzz: ## Ask 20,000 hostile requests of an archive of 5,000 meetings (ARGS="--seed 2")
	@$(SETUP) --dev
	@$(PY) tools/fuzz.py $(ARGS)

drill-database: ## Stop and start PostgreSQL under load, and see what readers see
	@$(SETUP) --dev
	@$(PY) tools/drills/drill_database.py

drill-proxy: ## Try docs/nginx.conf against slow clients, large uploads and curious logs (needs nginx)
	@$(SETUP) --dev
	@$(PY) tools/drills/drill_proxy.py

lighthouse: ## Measure the sample with Lighthouse in this machine's Chromium
	@$(SETUP) --dev
	@$(PY) tools/lighthouse.py $(ARGS)
