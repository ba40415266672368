# The whole workflow: every target is a few lines, and each builds on `setup`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin

# The newest Python that really starts and can make an environment: a name on the PATH may be a shim that fails, and an
# interpreter may lie under pyenv's versions without being on the PATH. One that was built with profile-guided optimization
# comes first (the system's are; of others the options of their build tell it): an item costs a tenth to a fifth less there.
find_python = for wanted in optimized any; do for version in 3.13 3.12 3.11; do \
	for python in python$$version /usr/bin/python$$version $${PYENV_ROOT:-$$HOME/.pyenv}/versions/$$version*/bin/python python3; do \
	"$$python" -c "import sys, ssl, ensurepip, sysconfig; optimized = sys.base_prefix == '/usr' or '--enable-optimizations' in str(sysconfig.get_config_var('CONFIG_ARGS')); \
	sys.exit('%d.%d' % sys.version_info[:2] != '$$version' or '$$wanted' == 'optimized' and not optimized)" 2>/dev/null \
	&& { echo "$$python"; exit; }; done; done; done; \
	echo "no Python 3.11, 3.12 or 3.13 with ssl and ensurepip was found (Debian: apt-get install python3-venv)" >&2; exit 1

.PHONY: help setup demo test simulate fuzz chaos bench stages evaluate lint schemas release-schemas screenshots tables alerts dashboard sbom audit lock peers-lock clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

setup: .venv/.ready ## .venv with all that the worker and the demo need, by the lock files
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install --no-deps

.venv/.ready: deploy/local.lock deploy/build.lock pyproject.toml
	@python=$$($(find_python)) && test -x $(BIN)/python || $$python -m venv .venv
	$(PIP) --require-hashes -r deploy/local.lock -r deploy/build.lock
	$(PIP) --no-build-isolation -e .
	@touch $@

.venv/.tools: .venv/.ready requirements.lock
	$(PIP) --require-hashes -r requirements.lock
	@touch $@

demo: setup ## Apache Kafka on this machine, our samples through the real service (STAY=1 keeps it running)
	$(BIN)/wire-worker demo $(if $(STAY),--stay)

test: lint ## every test, those on Apache Kafka included (STRICT=1 allows no skip but for ../shared)
	$(if $(STRICT),WIRE_TEST_STRICT=1) $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

simulate: .venv/.tools ## the stream under N seeded schedules of faults (N=1000; SEED=… replays one)
	PYTHONPATH=tests $(BIN)/python -m simulation $(if $(SEED),--seed $(SEED),-n $(or $(N),1000))

fuzz: .venv/.tools ## N=1000000 inputs over all decoders, coverage-guided (SEED=…; INPUT=build/fuzz/… replays one)
	PYTHONPATH=tests $(BIN)/python -m fuzz $(if $(INPUT),$(INPUT),-n $(or $(N),1000000) --seed $(or $(SEED),1))

chaos: .venv/.tools ## real faults on three nodes of Apache Kafka (MODE=at_least_once, RUN=mixed|restarts|outage, SEED=…)
	PYTHONPATH=tests $(BIN)/python -m chaos --mode $(or $(MODE),exactly_once) $(if $(RUN),--run $(RUN)) --seed $(or $(SEED),11)

bench: .venv/.tools build/peers/.ready ## ours beside the stock stage, a tutorial's consumer and three frameworks (ARGS="--only ours,stock --seconds 5")
	$(BIN)/python tests/bench/compare.py $(ARGS)

# The peers are installed for the bench alone, beside the environment, since their dependencies are not ours.
build/peers/.ready: .venv/.ready tests/bench/peers.lock
	rm -rf build/peers
	$(PIP) --require-hashes --target build/peers -r tests/bench/peers.lock
	@touch $@

stages: .venv/.tools ## what reading, resolving and linking cost beside finding the names; how long a lone alert takes and what a message costs the parent, in both modes of delivery
	-$(BIN)/python tests/bench/stage_cost.py
	-$(BIN)/python tests/bench/resolve_cost.py
	-$(BIN)/python tests/bench/recognize_speed.py
	-$(BIN)/python tests/bench/alert_latency.py
	$(BIN)/python tests/bench/parent_cost.py

evaluate: .venv/.ready ## what the entities are worth, beside a stock model and simple rules (ARGS="--json" or annotated files)
	OPENBLAS_NUM_THREADS=1 $(BIN)/wire-worker evaluate $(ARGS)

lint: .venv/.tools ## style, types, the direction of imports
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy deploy/grafana/dashboard.py
	$(BIN)/lint-imports --no-cache

RULE := deploy/kubernetes/base/prometheus-rule.yaml

schemas: .venv/.tools ## the closed lists in schemas/, the examples, the guides' tables, the PrometheusRule: out of their sources
	$(BIN)/python -c "from worker import schemas; schemas.rewrite()"
	for sample in 04-urgent.fr 05-lead.fr 08-kill.en; do \
	$(BIN)/wire-worker enrich worker/samples/$$sample.xml --pretty > schemas/examples/$$sample.json; done
	$(BIN)/python -m worker.reference README.md deploy/REFERENCE.md schemas/README.md
	sed -i '/^spec:/q' $(RULE) && sed 's/^\(.\)/  \1/' deploy/prometheus/rules.yaml >> $(RULE)

release-schemas: schemas ## what readers are promised, kept under schemas/released/ for the version in pyproject.toml; schemas/README.md says when
	$(BIN)/python -c "from worker import schemas; schemas.release()"

screenshots: .venv/.tools ## the live page for the README, by Debian's chromium (with fonts-noto-core)
	PYTHONPATH=tests/page $(BIN)/python tests/page/screenshots.py deploy/screenshots

tables: .venv/.tools ## the table of places, out of the packages that hold the data
	$(BIN)/python -m worker.entities.tables.build_places

alerts: ## the rules of Prometheus and their cases (needs promtool, from Debian's prometheus)
	promtool check config deploy/prometheus/prometheus.yaml
	promtool test rules tests/deploy/rules/*.yaml

dashboard: .venv/.tools ## Grafana's dashboard, out of deploy/grafana/panels.py
	$(BIN)/python deploy/grafana/dashboard.py

sbom: .venv/.tools ## what the image carries on top of its base, as CycloneDX: build/sbom.json
	$(BIN)/python -m venv --clear --without-pip build/image
	$(BIN)/python -m pip --quiet --python build/image/bin/python install --no-deps --require-hashes -r deploy/requirements.lock
	$(BIN)/cyclonedx-py environment build/image --pyproject pyproject.toml --output-reproducible --validate -o build/sbom.json

audit: .venv/.tools ## known weaknesses of what the image carries; asks the package index, which has to have the advisories
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r deploy/requirements.lock

EXPORT := uv export --quiet --format requirements-txt --no-emit-project --no-header --no-annotate

lock: ## resolve the dependencies anew (needs uv); those in deploy/ are parts of the first
	uv lock --quiet --upgrade
	$(EXPORT) --all-extras --all-groups -o requirements.lock
	$(EXPORT) --no-dev --extra tracing -o deploy/requirements.lock
	$(EXPORT) --no-dev --extra local -o deploy/local.lock
	$(EXPORT) --only-group build -o deploy/build.lock
	rm uv.lock

peers-lock: ## resolve the bench's peers anew (needs uv); the newest arroyo and quix-streams exclude each other's Kafka client
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate tests/bench/peers.in -o tests/bench/peers.lock

clean: ## everything that the targets above made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
