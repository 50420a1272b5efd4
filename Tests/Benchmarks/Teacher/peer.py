"""The teacher's benchmark: this package's model beside PyTorch's in one run, same sentences, random weights.

    peer.py NATIVE_BINARY [--threads 2] [--quick]

Peers: (a) generation as the reference script does it: whole sequence again each step, one source at a time, ten
samples; (b) what a strong user of PyTorch would write: batches of 32 sources by ten samples, key and value cache,
source keys and values shared by the samples, top-p inside a preselected top-k; (c) the same by dynamic int8 and
bfloat16 where they are not slower. Encoding by transformers' RoFormer, sentences sorted by length, batches of 64.
"""
import argparse
import json
import math
import subprocess
import sys
import time

import torch
from torch import nn
from transformers import RoFormerConfig, RoFormerForCausalLM, RoFormerModel

SIZES = {
    "small": dict(hidden_size=384, num_hidden_layers=6, num_attention_heads=6, intermediate_size=1536),
    "base": dict(hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072),
}
VOCABULARY = 12000
SAMPLES = 10


def config(size, decoder):
    return RoFormerConfig(
        vocab_size=VOCABULARY, embedding_size=SIZES[size]["hidden_size"], type_vocab_size=2,
        max_position_embeddings=512, layer_norm_eps=1e-12, is_decoder=decoder, use_cache=False, **SIZES[size])


def sentences(count, low=8, high=18):
    """The same as in Workload.swift."""
    result = []
    for number in range(count):
        length = low + number % (high - low + 1)
        words = [200 + (number * 7919 + place * 104729) % 11000 for place in range(1, length - 1)]
        result.append([101] + words + [102])
    return result


def quantized(module):
    return torch.ao.quantization.quantize_dynamic(module, {nn.Linear}, dtype=torch.qint8)


# Encoding.

class Encoder(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.body = RoFormerModel(config(size, False))
        self.pooler = nn.Linear(SIZES[size]["hidden_size"], SIZES[size]["hidden_size"])

    def forward(self, tokens, mask):
        return self.pooler(self.body(input_ids=tokens, attention_mask=mask).last_hidden_state[:, 0])


def encode(model, texts):
    for start in range(0, len(texts), 64):
        some = texts[start:start + 64]
        width = max(map(len, some))
        tokens = torch.tensor([text + [0] * (width - len(text)) for text in some])
        model(tokens, (tokens != 0).long())
    return len(texts)


def measure_encoding(size, precision, seconds):
    model = Encoder(size).eval()
    model = quantized(model) if precision == "int8" else model.bfloat16() if precision == "bfloat16" else model
    texts = sorted(sentences(320 if size == "small" else 128), key=len)
    encode(model, texts[:64])
    best, end = (0.0, 0.0), time.perf_counter() + seconds
    while True:
        best = max(best, timed(encode, model, texts))
        if time.perf_counter() > end:
            return best


# Generation.

def top_p_of_all(logits, p):
    """As the reference: sorts the whole vocabulary."""
    shares, order = torch.softmax(logits.float(), -1).sort(descending=True)
    shares[shares.cumsum(-1) - shares >= p] = 0
    return order.gather(-1, torch.multinomial(shares, 1))[:, 0]


def top_p_of_some(logits, p, k=128):
    shares, order = torch.softmax(logits.float(), -1).topk(k)
    shares[shares.cumsum(-1) - shares >= p] = 0
    return order.gather(-1, torch.multinomial(shares, 1))[:, 0]


def generate_as_reference(model, sources):
    made = 0
    for source in sources:
        tokens = torch.tensor([source] * SAMPLES)
        segments = torch.zeros_like(tokens)
        for _ in range(len(source)):
            steps = segments.cumsum(1)
            visible = steps[:, None, :] <= steps[:, :, None]
            mask = torch.where(visible, 0.0, torch.finfo(torch.float32).min)[:, None]
            hidden = model.roformer.embeddings(input_ids=tokens, token_type_ids=segments)
            hidden = model.roformer.encoder(hidden, attention_mask=mask).last_hidden_state
            drawn = top_p_of_all(model.cls(hidden)[:, -1], 0.95)[:, None]
            tokens = torch.cat([tokens, drawn], 1)
            segments = torch.cat([segments, torch.ones_like(drawn)], 1)
            made += SAMPLES
    return made


class CachedLayer(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def finish(self, hidden, context):
        hidden = self.norm1(hidden + self.out(context))
        return self.norm2(hidden + self.down(nn.functional.gelu(self.up(hidden))))


class CachedModel(nn.Module):
    """UniLM decoding with source keys and values held once for all samples of a source."""

    def __init__(self, size):
        super().__init__()
        sizes = SIZES[size]
        self.width, self.heads = sizes["hidden_size"], sizes["num_attention_heads"]
        self.words = nn.Embedding(VOCABULARY, self.width)
        self.segments = nn.Embedding(2, self.width)
        self.norm = nn.LayerNorm(self.width, eps=1e-12)
        self.layers = nn.ModuleList(
            CachedLayer(self.width, sizes["intermediate_size"]) for _ in range(sizes["num_hidden_layers"]))
        self.transform = nn.Linear(self.width, self.width)
        self.transform_norm = nn.LayerNorm(self.width, eps=1e-12)
        self.vocabulary = nn.Linear(self.width, VOCABULARY)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.normal_(parameter, std=0.02)
        frequency = 10000 ** (-torch.arange(0, 64, 2) / 64)
        angles = torch.arange(512)[:, None] * frequency
        self.register_buffer("cosines", angles.cos(), persistent=False)
        self.register_buffer("sines", angles.sin(), persistent=False)

    def rotate(self, x, positions):
        """x: [..., heads, 64], positions: [...]."""
        cosines, sines = self.cosines[positions].unsqueeze(-2), self.sines[positions].unsqueeze(-2)
        even, odd = x[..., 0::2], x[..., 1::2]
        return torch.stack([even * cosines - odd * sines, odd * cosines + even * sines], -1).flatten(-2)

    def project(self, layer, hidden, positions):
        q, k, v = layer.qkv(hidden).unflatten(-1, (3 * self.heads, 64)).split(self.heads, -2)
        return self.rotate(q, positions), self.rotate(k, positions), v

    def logits(self, hidden):
        return self.vocabulary(self.transform_norm(nn.functional.gelu(self.transform(hidden))))

    def read(self, tokens, mask):
        """All sources at once: their keys and values, and the first tokens' logits."""
        positions = torch.arange(tokens.shape[1]).expand_as(tokens)
        hidden = self.norm(self.words(tokens) + self.segments.weight[0])
        bias = torch.where(mask, 0.0, float("-inf")).to(hidden.dtype)[:, None, None]
        kept = []
        for layer in self.layers:
            q, k, v = self.project(layer, hidden, positions)
            kept.append((k, v, bias[:, 0]))
            context = nn.functional.scaled_dot_product_attention(
                q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), attn_mask=bias)
            hidden = layer.finish(hidden, context.transpose(1, 2).flatten(-2))
        lasts = mask.sum(1) - 1
        return kept, self.logits(hidden[torch.arange(len(tokens)), lasts]), lasts + 1

    def step(self, tokens, step, lengths, kept, caches):
        """tokens: [sources, samples]; caches: keys and values of [sources, samples, steps, heads, 64] each layer."""
        positions = (lengths + step)[:, None].expand_as(tokens)
        hidden = self.norm(self.words(tokens) + self.segments.weight[1])
        for layer, (k, v, bias), (own_k, own_v) in zip(self.layers, kept, caches):
            q, new_k, new_v = self.project(layer, hidden, positions)
            own_k[:, :, step], own_v[:, :, step] = new_k, new_v
            past_k, past_v = own_k[:, :, :step + 1], own_v[:, :, :step + 1]
            on_source = torch.einsum("bnhd,blhd->bhnl", q, k) / 8 + bias[:, None]
            on_own = torch.einsum("bnhd,bnthd->bhnt", q, past_k) / 8
            shares = torch.softmax(torch.cat([on_source, on_own], -1), -1)
            cut = k.shape[1]
            context = torch.einsum("bhnl,blhd->bnhd", shares[..., :cut], v) \
                + torch.einsum("bhnt,bnthd->bnhd", shares[..., cut:], past_v)
            hidden = layer.finish(hidden, context.flatten(-2))
        return self.logits(hidden)


def generate_cached(model, sources):
    made = 0
    sources = sorted(sources, key=len)
    for start in range(0, len(sources), 32):
        some = sources[start:start + 32]
        width = max(map(len, some))
        tokens = torch.tensor([source + [0] * (width - len(source)) for source in some])
        kept, logits, lengths = model.read(tokens, tokens != 0)
        shape = (len(some), SAMPLES, width, model.heads, 64)
        caches = [(torch.empty(shape, dtype=k.dtype), torch.empty(shape, dtype=k.dtype)) for k, _, _ in kept]
        logits = logits[:, None].expand(-1, SAMPLES, -1).reshape(-1, VOCABULARY)
        for step in range(width):
            drawn = top_p_of_some(logits, 0.95).reshape(len(some), SAMPLES)
            made += int((lengths > step).sum()) * SAMPLES
            if step + 1 < width:
                logits = model.step(drawn, step, lengths, kept, caches).reshape(-1, VOCABULARY)
    return made


def timed(body, *arguments):
    """What was made in a second, and in a second of processor time."""
    start, used = time.perf_counter(), time.process_time()
    made = body(*arguments)
    return made / (time.perf_counter() - start), made / (time.process_time() - used)


def measure_generation(size, precision):
    model = CachedModel(size).eval()
    model = quantized(model) if precision == "int8" else model.bfloat16() if precision == "bfloat16" else model
    generate_cached(model, sentences(2, 8, 8))
    count = 64 if size == "small" and precision != "bfloat16" else 32 if precision != "bfloat16" else 4
    return timed(generate_cached, model, sentences(count))


def measure_reference(size):
    model = RoFormerForCausalLM(config(size, True)).eval()
    return timed(generate_as_reference, model, sentences(11 if size == "small" else 4))


# The table.

def native(binary, size, precision, threads, jobs):
    output = subprocess.run(
        [binary, size, precision, str(threads), *jobs], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def value(results, job, field):
    return next(result[field] for result in results if result["job"] == job)


def megaflop_per_token(size):
    """Of the linear layers: encoding a token, and generating one."""
    width, inner = SIZES[size]["hidden_size"], SIZES[size]["intermediate_size"]
    layers = SIZES[size]["num_hidden_layers"] * (8 * width * width + 4 * width * inner) / 1e6
    return layers, layers + 2 * width * (width + VOCABULARY) / 1e6


def show(name, rates, own, unit):
    ratios = "" if own is None else \
        f"   ours is {own[0] / rates[0]:.1f} times that, {own[1] / rates[1]:.1f} by processor time"
    print(f"    {name:<44}{rates[0]:>10.0f} {unit}{ratios}", flush=True)


def rates(results, job, field):
    return value(results, job, field), value(results, job, f"{field}_per_processor_second")


def compare(binary, size, threads, quick):
    fastest = native(binary, size, "automatic", threads, ["peak", "encode", "generate", "split"])
    plain = native(binary, size, "float32", threads, ["peak", "encode", "generate"])
    name = fastest[0]["precision"]
    encode_flop, generate_flop = megaflop_per_token(size)
    print(f"\n{size}: {SIZES[size]['num_hidden_layers']} layers, {SIZES[size]['hidden_size']} wide, {threads} threads")
    for label, results in ((name, fastest), ("float32", plain)):
        peak = value(results, "peak", "gigaflops")
        encoded, made = value(results, "encode", "tokens"), value(results, "generate", "tokens")
        print(f"  ours, {label}: multiplications alone reach {peak:.0f} GFLOP/s; encoding uses "
              f"{encoded * encode_flop / 1e3 / peak:.0%} of that, generating {made * generate_flop / 1e3 / peak:.0%}")
    own = rates(fastest, "encode", "sentences")
    print("  encoding, sentences of 13 tokens")
    show(f"ours, {name}", own, None, "sentences/s")
    show("ours, float32", rates(plain, "encode", "sentences"), own, "sentences/s")
    for precision in ("float32", "int8") if quick else ("float32", "int8", "bfloat16"):
        show(f"PyTorch, {precision}", measure_encoding(size, precision, 2), own, "sentences/s")
    own = rates(fastest, "generate", "tokens")
    print("  generating, 10 samples of a source, top-p 0.95")
    show(f"ours, {name}", own, None, "tokens/s")
    show("ours, float32", rates(plain, "generate", "tokens"), own, "tokens/s")
    show("PyTorch as the reference script", measure_reference(size), own, "tokens/s")
    for precision in ("float32", "int8") if quick else ("float32", "int8", "bfloat16"):
        show(f"PyTorch, batched and cached, {precision}", measure_generation(size, precision), own, "tokens/s")
    show_split(fastest)


def show_split(results):
    print("  where the time goes        length    linear  attention   sampling       rest")
    for result in results:
        if result["job"].startswith("split"):
            shares = "".join(f"{result[part]:>11.1%}" for part in ("linear", "attention", "sampling", "rest"))
            print(f"    {result['job'][6:]:<22}{result['length']:>9.0f}{shares}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("native")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sizes", nargs="+", default=["small", "base"])
    parser.add_argument("--quick", action="store_true", help="leave bfloat16 out")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    print(f"PyTorch {torch.__version__}")
    with torch.inference_mode():
        for size in options.sizes:
            compare(options.native, size, options.threads, options.quick)


if __name__ == "__main__":
    main()
