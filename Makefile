# The verbs of the project. Each sets up what this machine lacks, says what it does, and is quick when nothing is missing.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve dist dist-faults reproducible check test test-all test-native test-browser test-page bench default-models fmt lint \
	lint-native lint-wasm fixtures screenshots icons clean

TOOLS ?= $(or $(VITRINE_TOOLS),$(HOME)/.cache/vitrine)
PORT ?= 8080
RUNS ?= 9
SEEDS ?= 20
# Runs a command with the tools that scripts/setup has put in place, and the flags that the page is compiled with.
WITH := source '$(TOOLS)/env'; if [[ -f '$(TOOLS)/env-tests' ]]; then source '$(TOOLS)/env-tests'; fi; source scripts/flags;
WASM := wasm32-unknown-unknown
FAULTS := target/dist-faults
# All that the page is built from; folders too, so that a file that is gone is noticed.
SOURCES := $(shell find src www .cargo) index.html Trunk.toml Cargo.toml Cargo.lock scripts/versions \
	scripts/build scripts/flags scripts/finish.mjs scripts/lean.mjs scripts/single.mjs scripts/offline.mjs

export VITRINE_TOOLS := $(TOOLS)
export WASM_BINDGEN_TEST_TIMEOUT := 1200
# What is compiled once need not be kept in pieces for the next time.
ifdef CI
export CARGO_INCREMENTAL := 0
endif

help: ## What the verbs are
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

serve: dist ## Build the page and serve it at a printed local address (PORT=8080)
	@$(WITH) node scripts/serve.mjs dist --port $(PORT)

dist: build-tools target/dist.done ## Build the page into dist/

.PHONY: build-tools
build-tools:
	@scripts/setup build

# A mark is as old as the beginning of its build: what was changed meanwhile is built the next time.
target/dist.done: $(SOURCES) $(if $(wildcard dist/index.html),,again)
	@echo 'dist: building the page (some minutes when nothing is compiled yet)'
	@mkdir -p target && touch $@.begun
	@$(WITH) scripts/build --release
	@mv $@.begun $@

reproducible: build-tools ## Build the page twice, in two folders, and compare all bytes (some ten minutes)
	@$(WITH) scripts/reproducible

target/dist-faults.done: $(SOURCES) $(if $(wildcard $(FAULTS)/index.html),,again)
	@echo 'dist-faults: building the page that can be broken on purpose'
	@mkdir -p target && touch $@.begun
	@$(WITH) scripts/build --features faults --dist $(FAULTS)
	@mv $@.begun $@

.PHONY: again
again:

check: build-tools ## What to run while working: form, warnings, native tests (minutes)
	@$(MAKE) --no-print-directory lint-native test-native

test: ## Run every test: native, in the browser, and the built page end to end
	@scripts/setup test
	@$(WITH) scripts/test

test-all: export VITRINE_ALL := 1
test-all: test ## The same with all repetitions, before a release

lint: lint-native lint-wasm ## Check the form of the code and what the compiler warns of

lint-native: build-tools
	@echo 'lint: form and warnings'
	@$(WITH) cargo fmt --all --check
	@$(WITH) cargo clippy --locked --quiet --all-targets -- -D warnings

lint-wasm: build-tools
	@$(WITH) cargo clippy --locked --quiet --target $(WASM) --all-features --lib --bins --test browser --bench page -- -D warnings

test-native: ## The native tests
	@$(WITH) cargo test --locked --quiet --test native

test-browser: ## The tests that run as wasm in headless Chromium
	@echo 'test-browser: the same numbers as natively, the kernels of a GPU, and a round trip through a worker'
	@$(WITH) CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
		cargo test --locked --target $(WASM) --features faults --test browser

dist-faults: build-tools target/dist-faults.done ## Build a page that the tests can break on purpose, into target/dist-faults

test-page: dist dist-faults ## The built page end to end, and one whose worker and page can be broken on purpose
	@$(WITH) node scripts/size.mjs dist
	@$(WITH) node tests/e2e/run.mjs

bench: ## Measure against shap, lime, scikit-learn and TensorFlow.js, into target/bench/report.json (ONLY=id,id RUNS=9)
	@scripts/setup bench
	@$(WITH) source '$(TOOLS)/env-bench'; node benches/run.mjs --runs $(RUNS) $(if $(ONLY),--only $(ONLY))

default-models: ## Compare the default model with scikit-learn's on the bundled tables, into docs/default-models.md (SEEDS=20)
	@scripts/setup models
	@mkdir -p target
	@$(WITH) cargo run --locked --quiet --example defaults -- target/default-models.json $(SEEDS)
	@'$(TOOLS)/models-python/bin/python' benches/defaults/compare.py target/default-models.json docs/default-models.md

fmt: build-tools ## Format the code
	@$(WITH) cargo fmt --all

fixtures: ## Compute the reference numbers of the tests anew (Python with the versions that tests/fixtures/*.py name)
	@for script in tests/fixtures/*.py; do echo "$$script"; python3 "$$script"; done

screenshots: dist ## Take the pictures of the README from the built page
	@scripts/setup test
	@$(WITH) node scripts/screenshots.mjs

icons: ## Make the icons of the installed page from the one in index.html
	@scripts/setup test
	@$(WITH) node scripts/icons.mjs

clean: ## Remove what was built; the tools stay in $(TOOLS)
	@rm -rf target dist
