"""RoFormer-Sim: BERT's layers with rotary positions, a linear pooler and a tied language model head.

Parameters bear the names of transformers' RoFormer classes, so that files load in both.
"""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Configuration:
    """Sizes of a model; names as in `config.json`."""

    vocab_size: int
    hidden_size: int = 256
    num_hidden_layers: int = 3
    num_attention_heads: int = 4
    intermediate_size: int = 1024
    type_vocab_size: int = 2
    max_position_embeddings: int = 512
    layer_norm_eps: float = 1e-12

    def json(self) -> dict:
        """What `config.json` holds."""
        return {
            "model_type": "roformer",
            "architectures": ["RoFormerForCausalLM"],
            **asdict(self),
            "embedding_size": self.hidden_size,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.1,
            "attention_probs_dropout_prob": 0.1,
            "initializer_range": 0.02,
            "rotary_value": False,
            "use_cache": True,
            "pooler_activation": "linear",
            "tie_word_embeddings": True,
            "pad_token_id": 0,
            "eos_token_id": 102,
            "dtype": "float16",
        }


def rotary_table(length: int, head_size: int, device=None) -> tuple[Tensor, Tensor]:
    """Sine and cosine [length, head_size / 2]: angle of position p and pair i is p · 10000^(-2i / head_size)."""
    pairs = torch.arange(0, head_size, 2, device=device, dtype=torch.float32)
    angles = torch.arange(length, device=device, dtype=torch.float32)[:, None] * 10000 ** (-pairs / head_size)
    return angles.sin(), angles.cos()


def rotate(x: Tensor, sin: Tensor, cos: Tensor) -> Tensor:
    """Turns each interleaved pair (2i, 2i + 1) of the last axis by its position's angle."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, odd * cos + even * sin), dim=-1).flatten(-2)


class _Norm(nn.LayerNorm):
    pass


class _SelfAttention(nn.Module):
    def __init__(self, c: Configuration):
        super().__init__()
        self.heads = c.num_attention_heads
        self.query, self.key, self.value = (nn.Linear(c.hidden_size, c.hidden_size) for _ in range(3))

    def split(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, x: Tensor, mask: Tensor, rotary, past: list | None) -> Tensor:
        query, key, value = (self.split(layer(x)) for layer in (self.query, self.key, self.value))
        # Under autocast the tables are wider than what the layers put out.
        query, key = (rotate(x, *rotary).to(value.dtype) for x in (query, key))
        if past is not None:
            if past:
                key, value = torch.cat((past[0], key), 2), torch.cat((past[1], value), 2)
            past[:] = [key, value]
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return mixed.transpose(1, 2).flatten(2)


class _Dropping(nn.Module):
    """Hides a share of its input while training; a share of 0 draws no random numbers."""

    share = 0.0

    def dropped(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.share) if self.training and self.share else x


class _Output(_Dropping):
    def __init__(self, width: int, c: Configuration):
        super().__init__()
        self.dense = nn.Linear(width, c.hidden_size)
        self.LayerNorm = _Norm(c.hidden_size, eps=c.layer_norm_eps)

    def forward(self, x: Tensor, residual: Tensor) -> Tensor:
        return self.LayerNorm(self.dropped(self.dense(x)) + residual)


class _Layer(nn.Module):
    def __init__(self, c: Configuration):
        super().__init__()
        self.attention = nn.ModuleDict({"self": _SelfAttention(c), "output": _Output(c.hidden_size, c)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(c.hidden_size, c.intermediate_size)})
        self.output = _Output(c.intermediate_size, c)

    def forward(self, x: Tensor, mask: Tensor, rotary, past: list | None) -> Tensor:
        x = self.attention["output"](self.attention["self"](x, mask, rotary, past), x)
        return self.output(F.gelu(self.intermediate["dense"](x)), x)


class _Embeddings(_Dropping):
    def __init__(self, c: Configuration):
        super().__init__()
        self.word_embeddings = nn.Embedding(c.vocab_size, c.hidden_size, padding_idx=0)
        self.token_type_embeddings = nn.Embedding(c.type_vocab_size, c.hidden_size)
        self.LayerNorm = _Norm(c.hidden_size, eps=c.layer_norm_eps)

    def forward(self, ids: Tensor, segments: Tensor) -> Tensor:
        return self.dropped(self.LayerNorm(self.word_embeddings(ids) + self.token_type_embeddings(segments)))


class _Predictions(nn.Module):
    def __init__(self, c: Configuration):
        super().__init__()
        self.transform = nn.ModuleDict(
            {
                "dense": nn.Linear(c.hidden_size, c.hidden_size),
                "LayerNorm": _Norm(c.hidden_size, eps=c.layer_norm_eps),
            }
        )
        self.bias = nn.Parameter(torch.zeros(c.vocab_size))


class RoFormerSim(nn.Module):
    """Hidden states, sentence vectors and next-token logits."""

    def __init__(self, configuration: Configuration):
        super().__init__()
        c = self.configuration = configuration
        self.roformer = nn.ModuleDict(
            {
                "embeddings": _Embeddings(c),
                "encoder": nn.ModuleDict({"layer": nn.ModuleList(_Layer(c) for _ in range(c.num_hidden_layers))}),
                "pooler": nn.ModuleDict({"dense": nn.Linear(c.hidden_size, c.hidden_size)}),
            }
        )
        self.cls = nn.ModuleDict({"predictions": _Predictions(c)})
        self.apply(self._initialize)

    @staticmethod
    def _initialize(module: nn.Module) -> None:
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=module.in_features**-0.5 / 1.5)
            nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)

    def forward(
        self, ids: Tensor, segments: Tensor, mask: Tensor, position: int = 0, past: list[list] | None = None
    ) -> Tensor:
        """Hidden states [batch, length, hidden].

        `mask` [batch, length, keys] is true where a token may look; `past` holds each layer's keys and values of
        the first `position` tokens and is extended.
        """
        x = self.roformer["embeddings"](ids, segments)
        head_size = self.configuration.hidden_size // self.configuration.num_attention_heads
        sin, cos = rotary_table(position + ids.shape[1], head_size, ids.device)
        rotary = (sin[position:].to(x.dtype), cos[position:].to(x.dtype))
        for number, layer in enumerate(self.roformer["encoder"]["layer"]):
            x = layer(x, mask[:, None], rotary, past[number] if past is not None else None)
        return x

    def set_dropout(self, share: float) -> None:
        """Drops a share of the embeddings and of each sublayer's output, while the model is in training mode."""
        for module in self.modules():
            if isinstance(module, _Dropping):
                module.share = share

    def sentence(self, hidden: Tensor) -> Tensor:
        """Sentence vectors of any length from hidden states: [CLS] through the linear pooler."""
        return self.roformer["pooler"]["dense"](hidden[:, 0])

    def pooled(self, hidden: Tensor) -> Tensor:
        """Sentence vectors of unit length."""
        return F.normalize(self.sentence(hidden), dim=-1)

    def logits(self, hidden: Tensor, tokens: Tensor | None = None) -> Tensor:
        """Scores of the token that follows each hidden state: of all tokens, or of some."""
        head = self.cls["predictions"]
        x = head.transform["LayerNorm"](F.gelu(head.transform["dense"](hidden)))
        table, bias = self.roformer["embeddings"].word_embeddings.weight, head.bias
        return F.linear(x, table, bias) if tokens is None else F.linear(x, table[tokens], bias[tokens])


def unilm_mask(segments: Tensor, is_token: Tensor) -> Tensor:
    """True where row i may look at column j: cumsum(segments)[j] <= cumsum(segments)[i], and j is no padding."""
    order = segments.cumsum(-1)
    return (order[:, None, :] <= order[:, :, None]) & is_token[:, None, :]
