"""Turn a checkpoint into the GGUF that ships: arch llama, the tokenizer inside, quantized to Q8_0 by llama.cpp."""

from __future__ import annotations

import argparse
import ctypes
import json
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
import torch
from numpy.typing import NDArray

from models.spark.model import Shape, Spark
from models.spark.train import MEAN_SHARE, load_model
from models.spark.turns import CHAT_TEMPLATE, CONTROL, END, END_OF_TEXT, WORDS

SIZE_MAX_BYTES = 20_000_000


def add_tokenizer(writer: gguf.GGUFWriter, path: Path) -> None:
    """The vocabulary, its merges and the kind of each token, as llama.cpp's `gpt2` tokenizer with pre `smollm`."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    ids: dict[str, int] = dict(saved["model"]["vocab"])
    ids.update({added["content"]: added["id"] for added in saved["added_tokens"]})
    tokens = sorted(ids, key=lambda token: ids[token])
    kinds = dict.fromkeys(CONTROL, gguf.TokenType.CONTROL) | dict.fromkeys(WORDS, gguf.TokenType.USER_DEFINED)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(tokens)
    writer.add_token_types([kinds.get(token, gguf.TokenType.NORMAL) for token in tokens])
    writer.add_token_merges([" ".join(merge) for merge in saved["model"]["merges"]])
    writer.add_bos_token_id(ids[END_OF_TEXT])
    writer.add_eos_token_id(ids[END])
    writer.add_pad_token_id(ids[END_OF_TEXT])
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def add_facts(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_name("Spark")
    writer.add_author("the LuciferAI team")
    writer.add_license("mit")
    writer.add_description("A very small model that ships with LuciferAI, trained from scratch on text written for it.")
    # It was trained without instructions in front, and answers best by always taking the likeliest word.
    writer.add_key_value("lucifer.system_prompt", "", gguf.GGUFValueType.STRING)
    writer.add_float32("general.sampling.temp", 0.0)
    writer.add_vocab_size(shape.vocab)
    writer.add_context_length(shape.context_max)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads_kv)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.norm_eps)


def interleave(weight: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """llama.cpp rotates neighbours where training rotates halves: reorder the rows of each head to match."""
    height, width = weight.shape
    return weight.reshape(heads, 2, height // heads // 2, width).swapaxes(1, 2).reshape(height, width)


def add_weights(writer: gguf.GGUFWriter, model: Spark) -> None:
    shape = model.shape
    kv_width = shape.heads_kv * shape.head_width

    def add(name: str, weight: NDArray[np.float32]) -> None:
        writer.add_tensor(name, weight if weight.ndim == 1 else weight.astype(np.float16))

    values = {name: weight.detach().float().numpy() for name, weight in model.named_parameters()}
    add("token_embd.weight", values["embed.weight"])
    add("output_norm.weight", values["norm.weight"])
    for i in range(shape.layers):
        block = f"blocks.{i}."
        q, k, v = np.split(values[block + "qkv.weight"], [shape.width, shape.width + kv_width])
        gate, up = np.split(values[block + "gate_up.weight"], 2)
        add(f"blk.{i}.attn_norm.weight", values[block + "attn_norm.weight"])
        add(f"blk.{i}.attn_q.weight", interleave(q, shape.heads))
        add(f"blk.{i}.attn_k.weight", interleave(k, shape.heads_kv))
        add(f"blk.{i}.attn_v.weight", v)
        add(f"blk.{i}.attn_output.weight", values[block + "o.weight"])
        add(f"blk.{i}.ffn_norm.weight", values[block + "ffn_norm.weight"])
        add(f"blk.{i}.ffn_gate.weight", gate)
        add(f"blk.{i}.ffn_up.weight", up)
        add(f"blk.{i}.ffn_down.weight", values[block + "down.weight"])


def write_gguf(model: Spark, tokenizer_path: Path, path: Path) -> None:
    """The whole model with 16-bit weights."""
    writer = gguf.GGUFWriter(str(path), "llama")
    add_facts(writer, model.shape)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    add_tokenizer(writer, tokenizer_path)
    add_weights(writer, model)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def quantize(source: Path, target: Path) -> None:
    """Q8_0 through llama.cpp itself; the target appears whole or not at all."""
    quiet = llama_cpp.llama_log_callback(lambda *_: None)
    llama_cpp.llama_log_set(quiet, ctypes.c_void_p(0))
    settings = llama_cpp.llama_model_quantize_default_params()
    settings.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0
    settings.nthread = 2
    side = target.with_suffix(".part")
    code = llama_cpp.llama_model_quantize(str(source).encode(), str(side).encode(), ctypes.byref(settings))
    llama_cpp.llama_log_set(llama_cpp.llama_log_callback(0), ctypes.c_void_p(0))  # `quiet` ends with this function
    if code != 0:
        raise RuntimeError(f"llama.cpp could not quantize {source} (code {code})")
    if side.stat().st_size > SIZE_MAX_BYTES:
        raise RuntimeError(f"{side} is larger than {SIZE_MAX_BYTES} bytes")
    side.replace(target)


def convert(checkpoint: Path, tokenizer_path: Path, target: Path, *, mean_share: float = MEAN_SHARE) -> None:
    model = load_model(checkpoint, mean_share=mean_share)
    half = checkpoint.with_name("spark-f16.gguf")
    with torch.no_grad():
        write_gguf(model, tokenizer_path, half)
    quantize(half, target)


def main() -> None:
    options = argparse.ArgumentParser(description="Write the GGUF of a checkpoint.")
    here = Path(__file__).parent
    options.add_argument("--checkpoint", type=Path, default=here / "work" / "checkpoint.pt")
    options.add_argument("--tokenizer", type=Path, default=here / "work" / "tokenizer.json")
    options.add_argument("--out", type=Path, default=here / "spark.gguf")
    options.add_argument(
        "--mean-share",
        type=float,
        default=MEAN_SHARE,
        help="how much of the running mean is mixed with the last weights: 1 all, 0 none",
    )
    chosen = options.parse_args()
    convert(chosen.checkpoint, chosen.tokenizer, chosen.out, mean_share=chosen.mean_share)
    print(f"{chosen.out}: {chosen.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
