# The commands of this project. `make run` and `make test` install what they need.

SHELL = /bin/sh
PYTHON ?= python3
IN = .venv/bin

# Variables of `make run`, on the command line or in the environment.
PORT ?= 8000
HOST ?= 127.0.0.1
DEMO ?= 1
export PORT HOST AULA_DATA DEMO_ON_NETWORK

.PHONY: run test coverage check static-check bench fmt messages lock setup setup-dev

run: setup  ## Start the site on this machine: make run [PORT=8000] [HOST=…] [AULA_DATA=…] [DEMO=0]
	@AULA_DEMO=$(DEMO) exec $(IN)/python manage.py run_local

test: setup-dev  ## Everything: checks and all tests, on PostgreSQL and Redis
	@exec $(IN)/python tests/run.py

coverage: setup-dev  ## Which lines and branches no test tries; takes twice as long as the tests alone
	@exec $(IN)/python tests/run.py -m pytest -q -n auto -m "not journey and not fault" --cov --cov-report=term:skip-covered

check: setup-dev static-check  ## The quick half: style, rules, and the tests that need no server
	@$(IN)/python -m pytest -q -n auto -m "not journey and not fault"

static-check:
	@$(IN)/python tests/static_check.py

bench: setup-dev  ## Measure pages and jobs; writes docs/performance.md
	@exec $(IN)/python -m benchmarks.run

fmt: setup-dev
	$(IN)/ruff format .
	$(IN)/ruff check --fix .

messages: setup-dev  ## Bring the message catalogues up to date with the code
	$(IN)/python manage.py update_messages
	$(IN)/python manage.py compile_catalogues

lock:  ## Write requirements*.txt from requirements*.in (needs uv)
	uv pip compile --quiet --upgrade --universal --python-version 3.11.2 requirements.in -o requirements.txt
	uv pip compile --quiet --upgrade --universal --python-version 3.11.2 requirements-dev.in -o requirements-dev.txt

setup:
	@$(PYTHON) -I lms/bootstrap.py requirements.txt

setup-dev:
	@$(PYTHON) -I lms/bootstrap.py requirements-dev.txt
