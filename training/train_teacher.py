#!/usr/bin/env python3
"""Trains a small RoFormer-Sim on groups of paraphrases, from nothing.

Objectives of RoFormer-Sim: UniLM sequence to sequence, in-batch contrast on the pooled [CLS], masked sources.
Stops after --steps or --minutes; started again with the same --checkpoint it goes on where it was.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch

from roformer_sim import files
from roformer_sim.batches import Groups, ahead
from roformer_sim.losses import losses
from roformer_sim.model import Configuration, RoFormerSim
from roformer_sim.start import hint_at_copying
from roformer_sim.tokenizer import Tokenizer
from roformer_sim.vocabulary import tokens


@dataclass
class Settings:
    """What decides the result besides the groups."""

    steps: int = 12000
    minutes: float | None = None
    pairs: int = 16
    rate: float = 1e-3
    warmup: int = 200
    seed: int = 1
    hidden: int = 256
    layers: int = 3
    save_every: float = 180
    hint: bool = True


class Training:
    """A model, its optimizer and its place in the stream of batches."""

    def __init__(self, groups: Path, output: Path, checkpoint: Path, settings: Settings, device: str, workers: int = 0):
        self.settings, self.output, self.checkpoint, self.device = settings, output, checkpoint, device
        torch.manual_seed(settings.seed)
        self.tokens = tokens()
        self.groups = Groups(groups, Tokenizer(self.tokens), pairs=settings.pairs, seed=settings.seed)
        sizes = Configuration(
            vocab_size=len(self.tokens), hidden_size=settings.hidden, num_hidden_layers=settings.layers,
            num_attention_heads=settings.hidden // 64, intermediate_size=settings.hidden * 4)
        self.model = RoFormerSim(sizes)
        if settings.hint:
            hint_at_copying(self.model)
        self.model.to(device)
        self.optimizer = torch.optim.AdamW(self._parameter_groups(), lr=settings.rate, betas=(0.9, 0.98), fused=True)
        self.step = 0
        self.seconds = 0.0
        if checkpoint.exists():
            self._resume()
        self.batches = ahead(self.groups, self.step, workers)

    def _parameter_groups(self) -> list[dict]:
        decayed = [p for p in self.model.parameters() if p.dim() > 1]
        others = [p for p in self.model.parameters() if p.dim() <= 1]
        return [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]

    def _resume(self) -> None:
        state = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        torch.set_rng_state(state["random"].cpu())

    def save(self) -> None:
        files.save_checkpoint(self.checkpoint, {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step,
            "seconds": self.seconds, "random": torch.get_rng_state()})
        files.save(self.output, self.model, self.tokens)

    def progress(self) -> float:
        """Share of the work that is done, by steps or by time, whichever is further."""
        share = self.step / self.settings.steps
        if self.settings.minutes:
            share = max(share, self.seconds / (60 * self.settings.minutes))
        return min(share, 1.0)

    def rate(self) -> float:
        """Learning rate: up over the warm-up, then down in a line to a hundredth."""
        warm = min(1.0, (self.step + 1) / self.settings.warmup)
        return self.settings.rate * warm * max(0.01, 1 - self.progress())

    def train_step(self) -> tuple[float, float, int]:
        """One batch; returns both losses and the number of tokens."""
        batch = next(self.batches).to(self.device)
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda"):
            generation, contrast = losses(self.model, batch)
        self.optimizer.zero_grad(set_to_none=True)
        (generation + contrast).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        return generation.item(), contrast.item(), int(batch.is_token.sum())

    def run(self, report=sys.stderr) -> None:
        meter = Meter(report)
        saved = time.monotonic()
        while self.progress() < 1:
            start = time.monotonic()
            generation, contrast, count = self.train_step()
            self.seconds += time.monotonic() - start
            meter.add(self, generation, contrast, count)
            if time.monotonic() - saved > self.settings.save_every:
                self.save()
                saved = time.monotonic()
        self.save()
        meter.close(self)


class Meter:
    """The progress line: rewritten on a terminal, every hundredth step a line of its own elsewhere."""

    WINDOW = 50  # steps that the shown losses are the mean of

    def __init__(self, report):
        self.report = report
        self.started = time.monotonic()
        self.tokens = 0
        self.recent: list[tuple[float, float]] = []

    def add(self, training: Training, generation: float, contrast: float, tokens: int) -> None:
        self.tokens += tokens
        self.recent = [*self.recent[1 - self.WINDOW :], (generation, contrast)]
        if self.report.isatty():
            print("\r" + self.line(training), end="", file=self.report, flush=True)
        elif training.step % 20 == 0:
            print(self.line(training), file=self.report, flush=True)

    def line(self, training: Training) -> str:
        seconds = time.monotonic() - self.started
        left = training.seconds / max(training.progress(), 1e-9) - training.seconds
        generation, contrast = (sum(part) / len(self.recent) for part in zip(*self.recent))
        return (f"step {training.step}  {100 * training.progress():.1f} %  generation {generation:.3f}  "
                f"contrast {contrast:.3f}  {self.tokens / seconds:.0f} tokens/s  {left / 60:.0f} min left  ")

    def close(self, training: Training) -> None:
        if self.tokens:
            print(("\r" if self.report.isatty() else "") + self.line(training), file=self.report)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    defaults = Settings()
    parser.add_argument("--groups", type=Path, required=True, help="JSON lines as `sample-corpus groups` writes them")
    parser.add_argument("--output", type=Path, required=True, help="folder of the finished model")
    parser.add_argument("--checkpoint", type=Path, help="kept while training; default OUTPUT/../checkpoint.pt")
    parser.add_argument("--minutes", type=float, help="stop after so much training time, all starts together")
    for name in ("steps", "pairs", "rate", "warmup", "seed", "hidden", "layers", "save_every"):
        value = getattr(defaults, name)
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value, help=f"default {value}")
    parser.add_argument("--no-hint", dest="hint", action="store_false", help="start from plain random weights")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches ahead; default 0: none")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    settings = Settings(**{name: getattr(options, name) for name in Settings.__dataclass_fields__})
    checkpoint = options.checkpoint or options.output.parent / "checkpoint.pt"
    Training(options.groups, options.output, checkpoint, settings, options.device, options.workers).run()


if __name__ == "__main__":
    main()
