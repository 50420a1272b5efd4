"""What transformers, bert4keras, PyTorch and TensorFlow make of the same input, for the tests of Sources/RoFormer.

    teacher_reference.py vocabulary OUT
    teacher_reference.py tokens VOCABULARY OUT FILE...
    teacher_reference.py characters OUT
    teacher_reference.py decode VOCABULARY IDS OUT
    teacher_reference.py pytorch SIZE VOCABULARY OUT
    teacher_reference.py tensorflow SIZE VOCABULARY OUT

Numbers are little-endian int32; texts are UTF-8 behind their length in bytes.
"""

import os
import struct
import sys
import unicodedata


def vocabulary_tokens(size=12000):
    """A vocabulary like that of the published models, made of the characters of GB2312, Big5 and more."""
    tokens = ["[PAD]"] + [f"[unused{n}]" for n in range(1, 100)] + ["[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    seen = set(tokens)

    def add(token):
        if token and token not in seen and len(tokens) < size and not any(c.isspace() for c in token):
            seen.add(token)
            tokens.append(token)

    for codepoint in [*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x370, 0x460), *range(0x2010, 0x2040)]:
        add(chr(codepoint).lower())
    for codepoint in [*range(0x3001, 0x3100), *range(0xFF01, 0xFF65), *range(0x1100, 0x11C3), *range(0x2460, 0x2500)]:
        add(unicodedata.normalize("NFD", chr(codepoint)))
    for letters in ("abcdefghijklmnopqrstuvwxyz", "0123456789"):
        for letter in letters:
            add("##" + letter)
            for other in letters:
                add(letter + other)
                add("##" + letter + other)
    for word in "wifi qq app iphone android ios vip pos atm gps usb ok hello the ing ed ion 2016 2017 100 1000".split():
        add(word)
        add("##" + word)
    for encoding, first, last in (("gb2312", 0xB0, 0xF7), ("big5", 0xA4, 0xC6)):
        for lead in range(first, last + 1):
            for trail in range(0x40, 0xFF):
                try:
                    add(bytes([lead, trail]).decode(encoding))
                except UnicodeDecodeError:
                    pass
    for codepoint in [*range(0x3400, 0x3500), *range(0x20000, 0x20100), *range(0x1F300, 0x1F650)]:
        add(chr(codepoint))
    for codepoint in range(0x4E00, 0xA000):
        add(chr(codepoint))
        add("##" + chr(codepoint))
    return tokens


def write_vocabulary(out):
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(vocabulary_tokens()) + "\n")


def write_text(file, text):
    encoded = text.encode("utf-8")
    file.write(struct.pack("<i", len(encoded)) + encoded)


def write_ids(file, ids):
    file.write(struct.pack(f"<i{len(ids)}i", len(ids), *ids))


def lines(paths):
    for path in paths:
        with open(path, "rb") as file:
            yield from file.read().decode("utf-8", errors="replace").split("\n")


def write_tokens(vocabulary, out, paths):
    from transformers import BertTokenizer

    tokenizer = BertTokenizer(vocabulary, do_lower_case=True)
    seen = set()
    with open(out, "wb") as file:
        for line in lines(paths):
            if line in seen:
                continue
            seen.add(line)
            write_text(file, line)
            tokens = tokenizer.tokenize(line)
            ids = tokenizer.build_inputs_with_special_tokens(tokenizer.convert_tokens_to_ids(tokens))
            write_ids(file, ids)


def write_characters(out):
    """The words of `a`, each code point, `b`, and the category that Python gives it."""
    from transformers.models.bert.tokenization_bert import BasicTokenizer

    tokenizer = BasicTokenizer(do_lower_case=True)
    with open(out, "wb") as file:
        write_text(file, unicodedata.unidata_version)
        for codepoint in range(0x110000):
            if 0xD800 <= codepoint < 0xE000:
                continue
            words = tokenizer.tokenize("a" + chr(codepoint).lower() + "b")
            write_text(file, unicodedata.category(chr(codepoint)))
            write_text(file, " ".join(words))


def write_decoded(vocabulary, ids_file, out):
    from unittest.mock import MagicMock

    sys.modules["bert4keras.backend"] = MagicMock()  # its tokenizer needs no Keras
    from bert4keras.tokenizers import Tokenizer

    tokenizer = Tokenizer(vocabulary, do_lower_case=True)
    with open(ids_file, "rb") as source, open(out, "wb") as file:
        while head := source.read(4):
            count = struct.unpack("<i", head)[0]
            write_text(file, tokenizer.decode(list(struct.unpack(f"<{count}i", source.read(4 * count)))))


SIZES = {
    "tiny": dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24),
    "small": dict(hidden_size=384, num_hidden_layers=6, num_attention_heads=6, intermediate_size=1536),
    "base": dict(hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072),
}


def write_array(file, name, array):
    import numpy

    write_text(file, name)
    write_ids(file, array.shape)
    file.write(numpy.ascontiguousarray(array, dtype="<f4").tobytes())


def roformer(size):
    """A fresh random model with the pooler that transformers leaves out."""
    import torch
    from transformers import RoFormerConfig, RoFormerForMaskedLM

    torch.manual_seed(7)
    config = RoFormerConfig(
        vocab_size=12000, embedding_size=None, type_vocab_size=2, max_position_embeddings=512, hidden_act="gelu",
        rotary_value=False, pooler_activation="linear", **SIZES[size])
    model = RoFormerForMaskedLM(config).eval()
    model.roformer.pooler = torch.nn.Module()
    model.roformer.pooler.dense = torch.nn.Linear(config.hidden_size, config.hidden_size)
    for parameter in model.parameters():
        parameter.data.normal_(0, 0.05)
    return model


def write_pytorch(size, vocabulary, out):
    """The same model as safetensors, in both of PyTorch's formats, in halves, and with kernels as a converter leaves them."""
    import copy
    import shutil

    import torch

    model = roformer(size)
    legacy = {"_use_new_zipfile_serialization": False}
    for name, options in (
        ("safetensors", dict(safe_serialization=True)),
        ("zip", dict(safe_serialization=False)),
        ("legacy", dict(safe_serialization=False)),
        ("strided", dict(safe_serialization=False)),
        ("parameters", dict(safe_serialization=False)),
    ):
        folder = os.path.join(out, name)
        model.save_pretrained(folder, **options)
        shutil.copy(vocabulary, os.path.join(folder, "vocab.txt"))
    state = model.state_dict()
    torch.save(state, os.path.join(out, "legacy", "pytorch_model.bin"), **legacy)
    strided = {key: value.t().contiguous().t() if value.dim() == 2 else value for key, value in state.items()}
    torch.save(strided, os.path.join(out, "strided", "pytorch_model.bin"))
    torch.save(dict(model.named_parameters()), os.path.join(out, "parameters", "pytorch_model.bin"))
    with open(os.path.join(out, "tensors"), "wb") as file:
        for key, value in state.items():
            write_array(file, key, value.numpy())
    for name, kind in (("float16", torch.float16), ("bfloat16", torch.bfloat16)):
        half = copy.deepcopy(model).to(kind)  # to() changes the model itself
        for suffix, safe in (("", True), ("-zip", False)):
            folder = os.path.join(out, name + suffix)
            half.save_pretrained(folder, safe_serialization=safe)
            shutil.copy(vocabulary, os.path.join(folder, "vocab.txt"))


def tensorflow_names(state):
    """PyTorch's tensors as bert4keras names and turns them."""
    for key, value in state.items():
        name = key.replace("roformer.", "bert.", 1)
        if "embed_positions" in name or "decoder" in name:
            continue
        name = name.replace(".LayerNorm.weight", ".LayerNorm.gamma").replace(".LayerNorm.bias", ".LayerNorm.beta")
        name = name.replace("_embeddings.weight", "_embeddings").replace("cls.predictions.bias", "cls.predictions.output_bias")
        if name.endswith(".weight"):
            name, value = name[: -len("weight")] + "kernel", value.T
        yield name.replace(".layer.", ".layer_").replace(".", "/"), value


def write_tensorflow(size, vocabulary, out):
    """Reads pytorch/tensors beside OUT, so that it needs no PyTorch."""
    import json
    import shutil

    import numpy
    import tensorflow as tf

    state = {}
    with open(os.path.join(os.path.dirname(out), "pytorch", "tensors"), "rb") as file:
        while head := file.read(4):
            key = file.read(struct.unpack("<i", head)[0]).decode()
            rank = struct.unpack("<i", file.read(4))[0]
            shape = struct.unpack(f"<{rank}i", file.read(4 * rank))
            count = int(numpy.prod(shape))
            state[key] = numpy.frombuffer(file.read(4 * count), dtype="<f4").reshape(shape)
    os.makedirs(out, exist_ok=True)
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        variables = {name: tf.compat.v1.get_variable(name, initializer=value) for name, value in tensorflow_names(state)}
        kernel = "bert/encoder/layer_0/output/dense/kernel"
        for slot in ("adam_m", "adam_v"):
            tf.compat.v1.get_variable(f"{kernel}/{slot}", initializer=tf.zeros_like(variables[kernel]))
        tf.compat.v1.get_variable("global_step", initializer=numpy.int64(1000))
        tf.compat.v1.get_variable("cls/seq_relationship/output_bias", initializer=numpy.zeros(2, "f4"))
        session.run(tf.compat.v1.global_variables_initializer())
        tf.compat.v1.train.Saver().save(session, os.path.join(out, "bert_model.ckpt"), write_meta_graph=False)
    config = dict(vocab_size=12000, type_vocab_size=2, max_position_embeddings=512, hidden_act="gelu", **SIZES[size])
    with open(os.path.join(out, "bert_config.json"), "w") as file:
        json.dump(config, file)
    shutil.copy(vocabulary, os.path.join(out, "vocab.txt"))


def main():
    command, *arguments = sys.argv[1:]
    commands = {
        "vocabulary": write_vocabulary,
        "tokens": lambda vocabulary, out, *paths: write_tokens(vocabulary, out, paths),
        "characters": write_characters,
        "decode": write_decoded,
        "pytorch": write_pytorch,
        "tensorflow": write_tensorflow,
    }
    commands[command](*arguments)


main()
