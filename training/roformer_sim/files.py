"""Reads and writes models in the usual layout, always by write and rename."""

import json
import os
from dataclasses import fields
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .model import Configuration, RoFormerSim
from .tokenizer import Tokenizer


def save(folder: Path, model: RoFormerSim, tokens: list[str]) -> None:
    """Writes config.json, vocab.txt and model.safetensors in float16; tied weights are stored once."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / "config.json", lambda path: path.write_text(json.dumps(model.configuration.json(), indent=2) + "\n"))
    _replace(folder / "vocab.txt", lambda path: path.write_text("".join(token + "\n" for token in tokens), encoding="utf-8"))
    weights = {name: tensor.detach().to("cpu", torch.float16).contiguous() for name, tensor in model.state_dict().items()}
    _replace(folder / "model.safetensors", lambda path: save_file(weights, path, metadata={"format": "pt"}))


def load(folder: Path) -> tuple[RoFormerSim, Tokenizer]:
    """A model in float32 and its tokenizer; reads the published PyTorch weights too, converted or not."""
    folder = Path(folder)
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    known = {field.name: settings[field.name] for field in fields(Configuration) if field.name in settings}
    model = RoFormerSim(Configuration(**known))
    missing, unexpected = model.load_state_dict(_weights(folder), strict=False)
    unexpected = [name for name in unexpected if not name.startswith(("cls.predictions.decoder.", "cls.seq_relationship."))
                  and not name.endswith(("embed_positions.weight", "position_ids"))]
    if missing or unexpected:
        raise ValueError(f"{folder}: not a RoFormer-Sim: missing {missing or 'nothing'}, unexpected {unexpected or 'nothing'}")
    tokenizer = Tokenizer.load(folder)
    if len(tokenizer.tokens) != model.configuration.vocab_size:
        raise ValueError(f"{folder}: vocab.txt has {len(tokenizer.tokens)} tokens, the model {model.configuration.vocab_size}")
    return model.eval(), tokenizer


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    path = folder / "model.safetensors"
    if path.exists():
        tensors = load_file(path)
    else:
        tensors = torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True)
    return {name: tensor.float() for name, tensor in tensors.items()}


def save_checkpoint(path: Path, state: dict) -> None:
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, lambda temporary: torch.save(state, temporary))


def _replace(path: Path, write) -> None:
    temporary = path.with_name(path.name + ".part")
    write(temporary)
    with open(temporary, "rb") as file:
        os.fsync(file.fileno())
    os.replace(temporary, path)
