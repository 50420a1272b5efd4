# curate: the commands of README.md. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test build install lint format fuzz bench bench-teacher bench-mining packages docs screenshots test-interop test-report test-model test-checkpoints \
  test-training teacher train evaluate clean

PREFIX ?= /usr/local
OUT ?= out/lcqmc
ENCODER ?= out/encoder
SECONDS ?= 60
SEED ?= 1
SWIFT_FLAGS ?=

# What the build links against, as Debian and Ubuntu name it.
PACKAGES := libicu-dev libxml2-dev libzstd-dev zlib1g-dev libsimdjson-dev libxxhash-dev libsqlite3-dev libssl-dev libdnnl-dev libfaiss-dev libcurl4-openssl-dev pkg-config

help: ## Show this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

packages: ## Install missing system libraries (with sudo when not root).
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	echo "installing:$$missing"; \
	if ! command -v apt-get >/dev/null; then \
	  echo "apt-get is not here: install the counterparts of$$missing with this system's package manager, then run make again" >&2; exit 3; fi; \
	if [ "$$(id -u)" = 0 ]; then as_root=""; \
	elif command -v sudo >/dev/null; then as_root="sudo"; \
	else echo "these packages are missing and neither root nor sudo is available; ask an administrator to run: apt-get install$$missing" >&2; exit 3; fi; \
	{ $$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq $$missing >/dev/null; } \
	  || { echo "installing failed; run: apt-get install$$missing" >&2; exit 3; }

build: packages ## Build the program in release mode.
	swift build -c release --product curate $(SWIFT_FLAGS)

run: build ## Build, then run pipelines/lcqmc.yaml on the sample corpus into out/lcqmc.
	.build/release/curate run pipelines/lcqmc.yaml --output $(OUT)

test: packages ## Run every test.
	swift test $(SWIFT_FLAGS)
	swift test --package-path Tools/SampleCorpus $(SWIFT_FLAGS)

test-interop: build ## Load what a run wrote with Hugging Face datasets, in a virtual environment.
	@[ -x .venv-interop/bin/python ] || python3 -m venv .venv-interop
	@.venv-interop/bin/python -c "import datasets, zstandard, duckdb, tensorflow, webdataset" 2>/dev/null \
	  || .venv-interop/bin/pip -q install datasets zstandard duckdb tensorflow-cpu webdataset
	.venv-interop/bin/python Tests/Interoperability/test_loading.py
	@# Their requirements and those of datasets' newest version exclude each other.
	@[ -x .venv-trainers/bin/python ] || python3 -m venv .venv-trainers
	@.venv-trainers/bin/python -c "import streaming, sentence_transformers, FlagEmbedding, tevatron, datasets" 2>/dev/null \
	  || { .venv-trainers/bin/pip -q install uv && .venv-trainers/bin/uv -q pip install --python .venv-trainers/bin/python \
	    mosaicml-streaming sentence-transformers FlagEmbedding tevatron datasets; } # pip looks for versions that fit each other for the better part of an hour
	.venv-trainers/bin/python Tests/Interoperability/test_trainers.py
	$(MAKE) test-model test-checkpoints

test-report: run ## Open the sample run's report in headless Chromium and take screenshots.
	python3 Tests/Report/test_report.py $(OUT) out/report-images

screenshots: run ## Take the documentation's pictures of the sample run, into docs/images; needs Chromium.
	python3 Tools/Screenshots/screenshots.py .build/release/curate $(OUT) docs/images

# PyTorch, for comparisons alone: the program needs none.
.venv-torch/bin/python:
	python3 -m venv .venv-torch
	.venv-torch/bin/pip -q install torch "transformers<5" numpy

test-model: packages .venv-torch/bin/python ## Compare the model with PyTorch's on fresh random weights of both sizes.
	.venv-torch/bin/python Tests/Interoperability/roformer_reference.py --fresh .build/fresh-models
	CURATE_FRESH_MODELS=$(CURDIR)/.build/fresh-models swift test --filter FreshModelTests $(SWIFT_FLAGS)

test-checkpoints: packages .venv-torch/bin/python ## Compare token ids and loaded weights with transformers, bert4keras and TensorFlow.
	@[ -x .venv-interop/bin/python ] || python3 -m venv .venv-interop
	@.venv-interop/bin/python -c "import tensorflow" 2>/dev/null || .venv-interop/bin/pip -q install tensorflow-cpu
	@.venv-torch/bin/python -c "import safetensors, six" 2>/dev/null || .venv-torch/bin/pip -q install safetensors six
	@[ -n "$$(.venv-torch/bin/pip list 2>/dev/null | grep -i '^bert4keras ')" ] \
	  || .venv-torch/bin/pip -q install --no-deps bert4keras
	CURATE_PYTHON=$(CURDIR)/.venv-torch/bin/python CURATE_PYTHON_TF=$(CURDIR)/.venv-interop/bin/python \
	  swift test --filter 'CheckpointParityTests|TokenizerParityTests' $(SWIFT_FLAGS)

.venv-training/ready: training/requirements.txt
	python3 -m venv .venv-training
	.venv-training/bin/pip -q install -r training/requirements.txt
	touch $@

test-training: .venv-training/ready ## Test what trains the demonstration teacher, in a virtual environment.
	cd training && ../.venv-training/bin/python -m unittest discover -s tests -t .

teacher: .venv-training/ready ## Train models/roformer-sim-demo from nothing on text of our own (resumes; about 75 minutes).
	mkdir -p out/teacher
	[ -f out/teacher/groups.jsonl ] || { swift run -c release --package-path Tools/SampleCorpus $(SWIFT_FLAGS) sample-corpus \
	  groups --count 120000 --seed 1 --output out/teacher/groups.part && mv out/teacher/groups.part out/teacher/groups.jsonl; }
	OMP_WAIT_POLICY=PASSIVE .venv-training/bin/python training/train_teacher.py --groups out/teacher/groups.jsonl \
	  --output models/roformer-sim-demo --checkpoint out/teacher/checkpoint.pt --minutes 68

train: .venv-training/ready ## Fine-tune the demonstration model on what `make run` wrote, into ENCODER (resumes).
	@[ -f $(OUT)/manifest.json ] || { echo "$(OUT) holds no finished run; make run writes one" >&2; exit 2; }
	OMP_WAIT_POLICY=PASSIVE .venv-training/bin/python training/train.py --data $(OUT) --output $(ENCODER) --rate 1e-4 --verify

evaluate: .venv-training/ready ## Measure the encoder that `make train` wrote on the run's test split and the challenge set.
	@[ -f $(ENCODER)/config.json ] || { echo "$(ENCODER) holds no encoder; make train writes one" >&2; exit 2; }
	.venv-training/bin/python training/evaluate.py $(ENCODER) --data $(OUT)

lint: ## Check formatting and style.
	swift format lint --strict --recursive Package.swift Sources Tests Tools/SampleCorpus/Sources Tools/SampleCorpus/Tests

format: ## Rewrite sources in the project's style.
	swift format --in-place --recursive Package.swift Sources Tests Tools/SampleCorpus/Sources Tools/SampleCorpus/Tests

install: build ## Put curate and its corpora and pipelines below PREFIX.
	install -d $(PREFIX)/bin $(PREFIX)/share/curate
	install -m 755 .build/release/curate $(PREFIX)/bin/curate
	cp -R data-schemas pipelines models $(PREFIX)/share/curate/

fuzz: packages ## Read damaged inputs for SECONDS, from SEED on; what is found is kept in .build/fuzz.
	swift run -c release $(SWIFT_FLAGS) ReaderFuzzer --seconds $(SECONDS) --seed $(SEED)

bench: build ## Measure the data path beside DuckDB, Polars and a plain Python loop, and formats beside pyarrow and datasets.
	Tests/Benchmarks/run.sh
	Tests/Benchmarks/outputs.sh

bench-teacher: packages .venv-torch/bin/python ## Measure the teacher's model beside PyTorch; takes minutes.
	swift build -c release --product TeacherBenchmark $(SWIFT_FLAGS)
	.venv-torch/bin/python -W ignore Tests/Benchmarks/Teacher/peer.py .build/release/TeacherBenchmark

bench-mining: packages ## Measure the search for near sentences beside faiss called from Python; takes minutes.
	@[ -x .venv-bench/bin/python ] || python3 -m venv .venv-bench
	@.venv-bench/bin/python -c "import faiss" 2>/dev/null || .venv-bench/bin/pip -q install faiss-cpu numpy
	swift build -c release --product MiningBenchmark $(SWIFT_FLAGS)
	.venv-bench/bin/python Tests/Benchmarks/Mining/peer.py .build/release/MiningBenchmark
	swift build -c release --product curate $(SWIFT_FLAGS)
	@.venv-bench/bin/python -c "import sentence_transformers, datasets" 2>/dev/null || .venv-bench/bin/pip -q install sentence-transformers datasets
	.venv-bench/bin/python Tests/Benchmarks/Mining/hard_negatives.py .build/release/curate

clean: ## Remove builds and outputs.
	rm -rf .build out
