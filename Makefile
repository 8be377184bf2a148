# Two commands: `make run` (http://127.0.0.1:8000 with demo data) and `make test`. Both set everything up first.
PY = .venv/bin/python
PORT ?= 8000
DEBUG ?= 1
# How many processes the suite uses: one for each core, and one more since there is a browser to wait for; at most four.
# They take few tests at a time, so that all end at once.
CORES := $(shell getconf _NPROCESSORS_ONLN)
WORKERS ?= $(shell expr $(CORES) + 1)
PYTEST = $(PY) -m pytest --maxprocesses 4 --maxschedchunk 10 --basetemp=var/pytest
# Compiled Python is kept whatever the environment says: without it each process takes several seconds longer to start.
unexport DJANGO_SETTINGS_MODULE PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
export PORT DEBUG
export PYTHONUTF8 = 1
export PYTHONUNBUFFERED = 1
# Caches of fonts and of the browser stay in the clone.
IN_CLONE = XDG_CACHE_HOME=$(CURDIR)/var/cache XDG_CONFIG_HOME=$(CURDIR)/var/config

.PHONY: run test bench approve setup setup-tests lock clean

run: setup
	@$(IN_CLONE) exec $(PY) manage.py start

# On SQLite, and what touches the database on PostgreSQL too.
test: setup-tests
	@mkdir -p var/home
	@$(IN_CLONE) HOME=$(CURDIR)/var/home $(PY) scripts/with_pg.py $(PYTEST) -n $(WORKERS)

# On a SQLite file of its own, or on the server of DATABASE_URL in a database of its own.
bench: setup-tests
	@$(IN_CLONE) $(PY) -m benchmarks

# Stores what the reference documents look like now; look at them before they are committed.
approve: setup-tests
	@$(IN_CLONE) $(PY) -m tests.documents.looks

setup:
	@sh scripts/setup.sh run

setup-tests:
	@sh scripts/setup.sh test

# Needs uv (pip install uv). The suite's packages hold the product's at the same versions.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv
