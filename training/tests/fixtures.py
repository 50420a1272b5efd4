"""A tiny model and a few groups of paraphrases."""

import json
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from roformer_sim.model import Configuration, RoFormerSim  # noqa: E402
from roformer_sim.tokenizer import Tokenizer  # noqa: E402
from roformer_sim.vocabulary import tokens  # noqa: E402

SENTENCES = ["怎么办理护照", "护照怎么办理？", "红色的苹果多少钱一斤", "北京明天会下雨吗", "PDF转Word用什么软件", "3.5公斤等于多少斤"]


def tiny_model(seed: int = 3) -> tuple[RoFormerSim, Tokenizer]:
    torch.manual_seed(seed)
    tokenizer = Tokenizer(tokens())
    sizes = Configuration(len(tokenizer.tokens), hidden_size=128, num_hidden_layers=2, num_attention_heads=2,
                          intermediate_size=96)
    return RoFormerSim(sizes).eval(), tokenizer


def write_groups(path: Path, count: int = 48) -> Path:
    places = ["北京", "上海", "广州", "成都", "西安", "杭州", "长沙", "青岛"]
    frames = [["{}明天天气怎么样", "明天{}的天气如何", "{}明天是什么天气"], ["怎么去{}", "{}怎么走", "去{}该怎么走"]]
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            frame, place = number % len(frames), places[number // 2 % len(places)]
            texts = [text.format(place) for text in frames[frame]]
            file.write(json.dumps({"group": number, "domain": "试", "intent": str(frame), "texts": texts}) + "\n")
    return path
