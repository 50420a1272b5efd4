#!/usr/bin/env python3
"""Reference worker of the `process` teacher: a RoFormer-Sim on PyTorch, JSON lines in, JSON lines out.

Its first line says who it is: {"curate_teacher": 1, "identity": ..., "abilities": [...], "dimensions": ...}.
Then, in any order, one line for each request:

    {"id": 1, "op": "paraphrase", "text": ..., "seed": ..., "masked": [[from, to], ...], "sampling": {...}}
      -> {"id": 1, "paraphrases": [{"text": ..., "log_probability": ...}, ...]}
    {"id": 2, "op": "embed", "texts": [...]} -> {"id": 2, "vectors": [[...], ...]}
    {"id": 3, "op": "likelihood", "source": ..., "text": ..., "masked": [...]} -> {"id": 3, "surprisal": ...}
      -> or {"id": ..., "error": "..."}

Requests that wait are answered together. It ends when its input closes and all is answered; standard output carries
nothing else.
"""

import argparse
import contextlib
import hashlib
import json
import queue
import sys
import threading
from dataclasses import fields
from pathlib import Path
from typing import Iterator, TextIO

import torch

from roformer_sim import files
from roformer_sim.decoding import Sampling, Source, embed, likelihoods, paraphrase


class BadRequest(Exception):
    """A request that cannot be answered, and why."""


def source(request: dict) -> Source:
    """Checks a paraphrase request."""
    text = request.get("text")
    if not isinstance(text, str):
        raise BadRequest("'text' must be a string")
    seed = request.get("seed", 0)
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise BadRequest("'seed' must be a whole number")
    return Source(text, seed, sampling(request.get("sampling", {})), masked(request.get("masked", []), len(text)))


def sampling(options: dict) -> Sampling:
    types = {field.name: type(field.default) for field in fields(Sampling)}
    if not isinstance(options, dict) or not set(options) <= set(types):
        raise BadRequest(f"'sampling' may hold {', '.join(types)}")
    for name, value in options.items():
        allowed = (int, float) if types[name] is float else int
        if isinstance(value, bool) or not isinstance(value, allowed) or value < 0:
            raise BadRequest(f"'sampling.{name}' must be a number, at least 0")
    return Sampling(**options)


def masked(spans: list, length: int) -> tuple[tuple[int, int], ...]:
    with contextlib.suppress(TypeError, ValueError):
        checked = tuple((int(start), int(end)) for start, end in spans)
        if all(0 <= start <= end <= length for start, end in checked):
            return checked
    raise BadRequest("'masked' must be pairs [from, to] of characters inside the text")


def texts(request: dict) -> list[str]:
    found = request.get("texts")
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise BadRequest("'texts' must be a list of strings")
    return found


class Worker:
    """Answers batches of requests."""

    def __init__(self, folder: Path, device: str, rows: int = 512):
        self.rows = rows
        self.model, self.tokenizer = files.load(folder)
        self.model.to(device)
        self.identity = identity(folder, device)

    def greeting(self) -> dict:
        return {"curate_teacher": 1, "identity": self.identity, "abilities": ["paraphrase", "embed", "likelihood"],
                "dimensions": self.model.configuration.hidden_size}

    def answers(self, lines: list[str]) -> Iterator[dict]:
        """Answers to some lines, in any order."""
        waiting: list[tuple[object, Source]] = []
        for line in lines:
            number = None
            try:
                request = json.loads(line)
                if not isinstance(request, dict) or "id" not in request:
                    raise BadRequest("a request is an object with an 'id'")
                number = request["id"]
                if request.get("op") == "embed":
                    yield {"id": number, "vectors": self._vectors(texts(request))}
                elif request.get("op") == "likelihood":
                    yield {"id": number, "surprisal": self._surprisal(request)}
                elif request.get("op") == "paraphrase":
                    waiting.append((number, source(request)))
                else:
                    raise BadRequest("'op' must be paraphrase, embed or likelihood")
            except (BadRequest, json.JSONDecodeError) as problem:
                yield {"id": number, "error": str(problem)}
        for some in self._cut(waiting):
            yield from self._paraphrased(some)

    def _vectors(self, sentences: list[str]) -> list[list[float]]:
        return embed(self.model, self.tokenizer, sentences).tolist() if sentences else []

    def _surprisal(self, request: dict) -> float:
        given, text = request.get("source"), request.get("text")
        if not isinstance(given, str) or not isinstance(text, str):
            raise BadRequest("'source' and 'text' must be strings")
        asked = (given, text, masked(request.get("masked", []), len(given)))
        return likelihoods(self.model, self.tokenizer, [asked]).item()

    def _cut(self, waiting: list) -> Iterator[list]:
        """Parts of at most `rows` samples, one request at least."""
        part, rows = [], 0
        for number, item in waiting:
            if part and rows + item.sampling.samples > self.rows:
                yield part
                part, rows = [], 0
            part.append((number, item))
            rows += item.sampling.samples
        if part:
            yield part

    def _paraphrased(self, part: list) -> Iterator[dict]:
        found = paraphrase(self.model, self.tokenizer, [item for _, item in part])
        for (number, _), answers in zip(part, found):
            yield {"id": number, "paraphrases": [{"text": text, "log_probability": p} for text, p in answers]}


def identity(folder: Path, device: str) -> str:
    """Names weights, vocabulary and arithmetic."""
    digest = hashlib.sha256()
    for name in ("config.json", "vocab.txt", "model.safetensors", "pytorch_model.bin"):
        path = Path(folder) / name
        if path.exists():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"roformer-sim-pytorch:{digest.hexdigest()[:32]}:{device}:{torch.__version__.split('+')[0]}"


def serve(worker: Worker, input: TextIO, output: TextIO) -> None:
    """Greets, then answers whatever waits until the input ends."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in input:
            if line.strip():
                lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    _write(output, worker.greeting())
    ended = False
    while not ended:
        batch = [lines.get()]
        with contextlib.suppress(queue.Empty):
            while True:
                batch.append(lines.get_nowait())
        ended = batch[-1] is None
        for answer in worker.answers([line for line in batch if line is not None]):
            _write(output, answer)


def _write(output: TextIO, answer: dict) -> None:
    output.write(json.dumps(answer, ensure_ascii=False) + "\n")
    output.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder with config.json, vocab.txt and weights")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--rows", type=int, default=512, help="samples drawn together")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")
    output = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # what a library may print must not disturb the protocol
        serve(Worker(options.model, options.device, options.rows), sys.stdin, output)


if __name__ == "__main__":
    main()
