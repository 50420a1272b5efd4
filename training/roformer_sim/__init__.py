"""A small RoFormer-Sim in PyTorch: vocabulary, tokenizer, model, training batches, decoding, files."""
