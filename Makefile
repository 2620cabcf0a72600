# The commands of the dossier site. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
WORKERS ?= 3
SIZES ?= 1 100 10000
# Whoever has nothing left to do takes over half of what another has.
PARALLEL := -n $(WORKERS) --dist worksteal
# Which tests run: MARKS="slow or not slow" for all of them.
MARKS ?= not slow
# What is tried on PostgreSQL too: whatever reads and writes in that database's own way. POSTGRESQL_TESTS=tests for all.
POSTGRESQL_TESTS ?= tests/reading tests/editing tests/store tests/models tests/backup/test_backup.py \
	$(addprefix tests/publishing/test_,facet_index.py locks.py publish.py published_slugs.py rows_that_stay.py tags.py) \
	$(addprefix tests/admin/test_,at_once.py merging.py locked.py) tests/views/test_one_state.py \
	$(addprefix tests/commands/test_,loaddata.py import_dossier.py) tests/test_faults.py \
	tests/views/test_contributions_at_once.py tests/views/test_questions.py

PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --upgrade

# Where it is set, every start of a worker or a server would compile the code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run serve test check types lint format bench soak screenshots requirements validators

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/run.stamp .secret_key ## Install, make the database ready, serve on http://127.0.0.1:$(PORT)
	@SECRET_KEY=$$(cat .secret_key) DEBUG=1 $(BIN)/python manage.py first_start
	@SECRET_KEY=$$(cat .secret_key) DEBUG=1 $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

serve: .venv/run.stamp .secret_key ## Serve as in production, by the settings in the environment (HTTPS=0 make serve: to try it here)
	@SECRET_KEY=$${SECRET_KEY:-$$(cat .secret_key)} $(BIN)/python manage.py migrate --verbosity=0
	@SECRET_KEY=$${SECRET_KEY:-$$(cat .secret_key)} $(BIN)/python manage.py collectstatic --noinput --verbosity=0
	@SECRET_KEY=$${SECRET_KEY:-$$(cat .secret_key)} PORT=$(PORT) exec $(BIN)/gunicorn -c deploy/gunicorn.conf.py

test: .venv/test.stamp check ## Install, check the code, run the tests on SQLite, PostgreSQL and in a browser
	$(BIN)/python -m pytest $(PARALLEL) --durations=15 -m "$(MARKS)"
	$(BIN)/python -m pytest $(PARALLEL) --durations=15 -m "($(MARKS)) and (not browser or on_postgresql)" \
		--postgresql $(POSTGRESQL_TESTS)

check: .venv/test.stamp ## Lint, types, layers, templates, migrations, fixtures
	@$(MAKE) --no-print-directory --jobs=2 types lint

types: # takes as long as all the rest
	DEBUG=1 $(BIN)/mypy

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DEBUG=1 $(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=1 $(BIN)/python manage.py build_fixtures --check

format: .venv/test.stamp ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/test.stamp ## Measure every page kind (SIZES="100 75000": with so many organizations; BENCH=--postgresql: there)
	$(BIN)/python -m tests.bench --sizes $(SIZES) $(BENCH)

soak: .venv/test.stamp ## Read, publish, edit and kill at once for three minutes on each database (SOAK="--seconds 30": less)
	$(BIN)/python -m tests.soak $(SOAK)
	$(BIN)/python -m tests.soak $(SOAK) --postgresql

validators: .venv/test.stamp ## Hold every page to validators that nobody here wrote: needs npm and java
	npm ci --prefix tests/validators --ignore-scripts --no-audit --no-fund
	REQUIRE_BROWSER=1 $(BIN)/python -m pytest tests/browser/validators.py

screenshots: .venv/test.stamp ## Take the pictures of the README, and the one that is shared, anew
	$(BIN)/python -m tests.bench.screenshots

requirements: .venv/test.stamp ## Pin the newest allowed packages, with hashes
	$(BIN)/python -m pip install --quiet uv
	$(PIN) pyproject.toml -o requirements.txt
	$(PIN) --extra s3 pyproject.toml -o requirements-s3.txt
	$(PIN) --extra signing pyproject.toml -o requirements-signing.txt
	$(PIN) --group dev pyproject.toml -o requirements-dev.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/test.stamp: requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run.stamp

.secret_key:
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@
