#!/usr/bin/env python3
"""Fine-tunes a RoFormer-Sim on the shards of a finished curate folder.

Starts from any folder with config.json, vocab.txt and weights; writes such a folder, which curate's embedded teacher
loads as it is. Rows are read in their order, a batch plan is respected. Started again after an interruption, the same
command goes on and ends with the weights of a training that was not interrupted.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from curate_shards import ShardError, Shards
from roformer_sim import files
from roformer_sim.fine_tuning import VIEWS, Objective, Step
from roformer_sim.objectives import CLASSES

CLASSIFIER = "classifier.safetensors"


@dataclass
class Settings:
    """What decides the result besides model and shards."""

    steps: int = 0  # 0: by epochs
    epochs: int = 1
    batch: int = 64
    rate: float = 2e-5
    warmup: int = 50
    seed: int = 1
    dropout: float = 0.1


class Training:
    """A model, its optimizer and its place in the shards."""

    def __init__(self, model: Path, shards: Shards, output: Path, objective: Objective, settings: Settings,
                 checkpoint: Path | None = None, device: str = "cpu"):
        self.shards, self.output, self.settings, self.checkpoint = shards, output, settings, checkpoint
        torch.manual_seed(settings.seed)
        self.model, self.tokenizer = files.load(model)
        objective.max_length = min(objective.max_length, self.model.configuration.max_position_embeddings // 2)
        self.model.set_dropout(settings.dropout)
        self.model.train().to(device)
        parameters = list(self.model.parameters())
        self.classifier = None
        if objective.name == "supervised":
            self.classifier = torch.nn.Parameter(_classifier(model, self.model.configuration.hidden_size).to(device))
            parameters.append(self.classifier)
        self.parameters = parameters
        self.optimizer = torch.optim.AdamW(parameters, lr=settings.rate, weight_decay=0.01)
        self.work = Step(self.model, self.tokenizer, objective, self.classifier)
        self.per_epoch = len(self.batches(0))
        self.steps = settings.steps or settings.epochs * self.per_epoch
        self.step = 0
        # What a checkpoint must be of to be gone on from; how many sentences are encoded at once changes nothing.
        chosen = {key: value for key, value in vars(objective).items() if key != "chunk"} | vars(settings)
        self.identity = {"shards": [shard["sha256"] for shard in shards.shards], "view": shards.view, **chosen}
        if checkpoint and checkpoint.exists():
            self._resume()

    def batches(self, start: int):
        """Batches of an epoch from one on."""
        return self.shards.dataset(None if self.shards.plan else self.settings.batch, start=start)

    def _resume(self) -> None:
        state = torch.load(self.checkpoint, weights_only=True)
        kept = state.get("identity", {})
        changed = sorted(key for key in self.identity if kept.get(key) != self.identity[key])
        if changed:
            raise ShardError(f"{self.checkpoint}: is of a training with other {', '.join(changed)}; remove it to begin anew, "
                             "or name another with --checkpoint")
        self.model.load_state_dict(state["model"])
        if self.classifier is not None:
            self.classifier.data.copy_(state["classifier"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]
        torch.set_rng_state(state["random"])

    def keep(self) -> None:
        """Writes the checkpoint from which the same command goes on."""
        if self.checkpoint:
            files.save_checkpoint(self.checkpoint, {
                "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step,
                "classifier": self.classifier, "random": torch.get_rng_state(), "identity": self.identity})

    def rate(self) -> float:
        """Learning rate: up over the warm-up, then down in a line."""
        warm = min(1.0, (self.step + 1) / max(1, self.settings.warmup))
        return self.settings.rate * warm * (1 - self.step / self.steps)

    def take(self, rows: list[dict]) -> float | None:
        """One step; returns the loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.work.backward(rows)
        if loss is not None:
            torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
            self.optimizer.step()
        self.step += 1
        return loss

    def run(self, until: int | None = None, report=sys.stderr, every: int = 20, save_every: float = 120) -> list[float]:
        """Trains to the end, or to step `until`; returns the losses."""
        losses, started, saved = [], time.monotonic(), time.monotonic()
        until = min(until or self.steps, self.steps)
        while self.step < until:
            for batch in self.batches(self.step % self.per_epoch):
                loss = self.take(batch.rows)
                if loss is not None:
                    losses.append(loss)
                if self.step % every == 0 or self.step == self.steps:
                    recent = losses[-every:] or [float("nan")]
                    print(f"step {self.step} of {self.steps}  loss {sum(recent) / len(recent):.4f}  "
                          f"{time.monotonic() - started:.0f} s", file=report, flush=True)
                if time.monotonic() - saved > save_every:
                    self.keep()
                    saved = time.monotonic()
                if self.step >= until:
                    break
        self.keep()
        return losses

    def save(self) -> None:
        """Writes the folder that curate and transformers load; the five classes' weights lie beside, for going on."""
        files.save(self.output, self.model, self.tokenizer.tokens)
        if self.classifier is not None:
            save_file({"weight": self.classifier.detach().cpu()}, self.output / CLASSIFIER)


def _classifier(model: Path, hidden: int) -> torch.Tensor:
    """Weights of the five classes: those beside the model, or small random ones."""
    path = Path(model) / CLASSIFIER
    return load_file(path)["weight"] if path.exists() else torch.randn(CLASSES, 3 * hidden) * 0.02


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="finished folder of `curate run`")
    parser.add_argument("--model", type=Path, default=Path("models/roformer-sim-demo"), help="where training starts")
    parser.add_argument("--output", type=Path, required=True, help="folder of the trained model")
    parser.add_argument("--objective", choices=sorted(VIEWS), default="cosent")
    parser.add_argument("--split", default="train")
    parser.add_argument("--vectors", help="folder below DATA/vectors, for distillation")
    parser.add_argument("--view", choices=("pairs", "sentences"), default="pairs", help="for distillation; default pairs")
    parser.add_argument("--checkpoint", type=Path, help="kept while training; default OUTPUT.checkpoint.pt")
    parser.add_argument("--verify", action="store_true", help="compare the shards' checksums first")
    for name, value in vars(Settings()).items():
        parser.add_argument("--" + name, type=type(value), default=value, help=f"default {value}")
    parser.add_argument("--max-length", type=int, default=64, help="tokens of a sentence; default 64")
    parser.add_argument("--chunk", type=int, default=64, help="sentences encoded at once, whatever the batch; default 64")
    parser.add_argument("--scale", type=float, default=20.0, help="of cosines before a softmax; default 20")
    parser.add_argument("--r-drop", type=float, default=0.0, metavar="WEIGHT", help="for supervised; 4 is usual")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args(arguments)
    if options.objective == "distillation" and not options.vectors:
        parser.error("distillation needs --vectors NAME, a folder that the stage `embed` wrote below DATA/vectors")
    if options.view != "pairs" and options.objective != "distillation":
        parser.error("--view is of the objective distillation; the others read one view")
    if options.r_drop and options.objective != "supervised":
        parser.error("--r-drop is of the objective supervised")
    torch.set_num_threads(options.threads)
    objective = Objective(options.objective, options.max_length, options.chunk, options.scale, options.r_drop)
    settings = Settings(**{name: getattr(options, name) for name in Settings.__dataclass_fields__})
    try:
        view = options.view if options.objective == "distillation" else VIEWS[options.objective]
        shards = Shards(options.data, view, options.split, options.vectors)
        if options.verify:
            shards.verify()
        checkpoint = options.checkpoint or options.output.with_name(options.output.name + ".checkpoint.pt")
        training = Training(options.model, shards, options.output, objective, settings, checkpoint, options.device)
        training.run()
        training.save()
    except ShardError as error:
        sys.exit(f"error: {error}")
    print(f"wrote {options.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
