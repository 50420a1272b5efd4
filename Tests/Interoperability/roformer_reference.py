"""The model's reference: transformers' RoFormer with a linear pooler, on weights that a formula gives.

    roformer_reference.py --write FIXTURE     stores inputs and outputs of a tiny model as JSON
    roformer_reference.py --fresh FOLDER      writes random models of both published sizes and their outputs

The tiny model's weights follow from integers, so that the test can make the same ones and none are stored.
"""
import argparse
import json
import math
import struct
import sys
from pathlib import Path

import torch
from transformers import RoFormerConfig, RoFormerForCausalLM

TINY = dict(vocab_size=96, hidden_size=48, num_hidden_layers=2, num_attention_heads=3, intermediate_size=80)
SMALL = dict(vocab_size=12000, hidden_size=384, num_hidden_layers=6, num_attention_heads=6, intermediate_size=1536)
BASE = dict(vocab_size=12000, hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072)
CLS, SEP = 1, 2
MASK64 = (1 << 64) - 1


def make(sizes):
    config = RoFormerConfig(
        **sizes, embedding_size=sizes["hidden_size"], type_vocab_size=2, max_position_embeddings=512,
        hidden_act="gelu", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, layer_norm_eps=1e-12,
        rotary_value=False, is_decoder=True, use_cache=False, pad_token_id=0)
    model = RoFormerForCausalLM(config).eval()
    pooler = torch.nn.Linear(sizes["hidden_size"], sizes["hidden_size"])
    return model, pooler


def mix(number):
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & MASK64
    number = (number ^ number >> 27) * 0x94D049BB133111EB & MASK64
    return number ^ number >> 31


def formula(tensor_number, count, scale, centre):
    """Element i: centre + scale * u, where u in -1..1 has 12 bits taken from a mixed counter."""
    key = tensor_number * 0x9E3779B97F4A7C15 & MASK64
    values = [mix(key + index + 1 & MASK64) >> 52 for index in range(count)]
    return [centre + scale * (value - 2048) / 2048 for value in values]


def roles(model, pooler):
    """All tensors in the order in which the formula numbers them: (parameter, is a gamma)."""
    base = model.roformer
    yield base.embeddings.word_embeddings.weight, False
    yield base.embeddings.token_type_embeddings.weight, False
    yield base.embeddings.LayerNorm.weight, True
    yield base.embeddings.LayerNorm.bias, False
    for layer in base.encoder.layer:
        for dense in (layer.attention.self.query, layer.attention.self.key, layer.attention.self.value,
                      layer.attention.output.dense):
            yield dense.weight, False
            yield dense.bias, False
        yield layer.attention.output.LayerNorm.weight, True
        yield layer.attention.output.LayerNorm.bias, False
        for dense in (layer.intermediate.dense, layer.output.dense):
            yield dense.weight, False
            yield dense.bias, False
        yield layer.output.LayerNorm.weight, True
        yield layer.output.LayerNorm.bias, False
    yield pooler.weight, False
    yield pooler.bias, False
    transform = model.cls.predictions.transform
    yield transform.dense.weight, False
    yield transform.dense.bias, False
    yield transform.LayerNorm.weight, True
    yield transform.LayerNorm.bias, False
    yield model.cls.predictions.bias, False


def fill_by_formula(model, pooler):
    with torch.no_grad():
        for number, (parameter, is_gamma) in enumerate(roles(model, pooler)):
            values = formula(number, parameter.numel(), 0.25, 1.0 if is_gamma else 0.0)
            parameter.copy_(torch.tensor(values, dtype=torch.float64).float().reshape(parameter.shape))
    tie(model)


def fill_at_random(model, pooler, seed):
    torch.manual_seed(seed)
    with torch.no_grad():
        for parameter, is_gamma in roles(model, pooler):
            parameter.normal_(1.0 if is_gamma else 0.0, 0.1 if is_gamma else 0.04)
    tie(model)


def tie(model):
    model.cls.predictions.decoder.weight = model.roformer.embeddings.word_embeddings.weight
    model.cls.predictions.decoder.bias = model.cls.predictions.bias


@torch.no_grad()
def states(model, source, target):
    """Hidden states and logits of one sentence under UniLM's mask: cumsum(segment)[j] <= cumsum(segment)[i]."""
    tokens = torch.tensor([source + target])
    segments = torch.tensor([[0] * len(source) + [1] * len(target)])
    steps = segments.cumsum(1)[0]
    visible = steps[None, :] <= steps[:, None]
    mask = torch.where(visible, 0.0, torch.finfo(torch.float32).min)[None, None]
    base = model.roformer
    hidden = base.embeddings_project(base.embeddings(input_ids=tokens, token_type_ids=segments)) \
        if hasattr(base, "embeddings_project") else base.embeddings(input_ids=tokens, token_type_ids=segments)
    hidden = base.encoder(hidden, attention_mask=mask).last_hidden_state
    return hidden[0], model.cls(hidden)[0]


@torch.no_grad()
def greedy(model, source, length, end):
    target = []
    while len(target) < length:
        token = int(states(model, source, target)[1][-1].argmax())
        if token == end:
            break
        target.append(token)
    return target


@torch.no_grad()
def log_likelihood(model, source, target):
    logits = states(model, source, target)[1]
    rows = torch.log_softmax(logits[len(source) - 1:-1].double(), dim=-1)
    return float(sum(rows[place, token] for place, token in enumerate(target)))


def sentences(vocabulary, lengths, seed):
    generator = torch.Generator().manual_seed(seed)
    return [[CLS] + torch.randint(3, vocabulary, (length,), generator=generator).tolist() + [SEP]
            for length in lengths]


def compare(model, pooler, vocabulary):
    """Inputs and outputs for a test: ragged sources, with and without targets."""
    sources = sentences(vocabulary, [1, 5, 12, 30], 1)
    targets = [sentence[1:] for sentence in sentences(vocabulary, [3, 1, 8, 2], 2)]
    cases = []
    for source, target in zip(sources, targets):
        hidden, _ = states(model, source, [])
        both, logits = states(model, source, target)
        cases.append(dict(
            source=source, target=target, pooled=pooler(hidden[0]).tolist(), hidden=hidden.flatten().tolist(),
            hidden_with_target=both.flatten().tolist(), next_logits=logits[-1].tolist(),
            first_logits=logits[len(source) - 1].tolist(), greedy=greedy(model, source, 8, SEP),
            log_likelihood=log_likelihood(model, source, target)))
    return cases


def shortened(value):
    if isinstance(value, float):
        return float(f"{value:.7g}")
    if isinstance(value, list):
        return [shortened(item) for item in value]
    if isinstance(value, dict):
        return {key: shortened(item) for key, item in value.items()}
    return value


def write_tensors(path, model, pooler):
    """All tensors in the formula's order as float32, little-endian."""
    with open(path, "wb") as file:
        for parameter, _ in roles(model, pooler):
            file.write(parameter.detach().contiguous().numpy().astype("<f4").tobytes())


def write_fresh(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, sizes, seed in (("small", SMALL, 11), ("base", BASE, 12)):
        model, pooler = make(sizes)
        fill_at_random(model, pooler, seed)
        write_tensors(folder / f"{name}.bin", model, pooler)
        (folder / f"{name}.json").write_text(json.dumps(compare(model, pooler, sizes["vocab_size"])))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path)
    parser.add_argument("--fresh", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.write:
        model, pooler = make(TINY)
        fill_by_formula(model, pooler)
        with torch.no_grad():
            options.write.write_text(json.dumps(shortened(compare(model, pooler, TINY["vocab_size"]))) + "\n")
    if options.fresh:
        with torch.no_grad():
            write_fresh(options.fresh)


if __name__ == "__main__":
    main()
