"""Models that say what they are told, in several architectures and with vocabularies shaped as the real ones are.

All weights are zero but the embeddings and the output matrix: the row of a token there is the sum of the embeddings of
the tokens that it follows, so the last token of a prompt decides what comes next.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import other_shapes
from other_shapes import Shape, add_fact

from core.engine.random_model import make_words

WIDTH = 64
_SCORE = 600.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The kind of a family's vocabulary, what it calls the marks of a turn, and further marks of its own."""

    kind: str  # as GGUF names it: "gpt2" merges bytes, "llama" joins pieces
    before: str  # how text is cut up before that, as llama.cpp names it; "" for "llama"
    turn_begins: str
    turn_ends: str
    marks: tuple[str, ...] = ()


LLAMA3 = Vocabulary("gpt2", "llama-bpe", "<|start_header_id|>", "<|eot_id|>",
                    ("<|end_header_id|>", "<|begin_of_text|>"))
QWEN2 = Vocabulary("gpt2", "qwen2", "<|im_start|>", "<|im_end|>", ("<|endoftext|>",))
GPT2 = Vocabulary("gpt2", "gpt-2", "<|startoftext|>", "<|endoftext|>")
FALCON = Vocabulary("gpt2", "falcon", ">>TITLE<<", "<|endoftext|>", (">>QUESTION<<", ">>ANSWER<<"))
DEEPSEEK = Vocabulary("gpt2", "deepseek-llm", "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>")
NEOX = Vocabulary("gpt2", "olmo", "<|padding|>", "<|endoftext|>")
LLAMA2 = Vocabulary("llama", "", "[INST]", "</s>", ("[/INST]",))
PHI3 = Vocabulary("llama", "", "<|user|>", "<|end|>", ("<|assistant|>", "<|system|>"))
GEMMA = Vocabulary("llama", "", "<start_of_turn>", "<end_of_turn>")

_TURN = "{{% for message in messages %}}{0}{{% endfor %}}{{% if add_generation_prompt %}}{1}{{% endif %}}"
_CONTENT = "{{ message['content'] }}"
_ROLE = "{{ message['role'] }}"
CHATML = _TURN.format(f"<|im_start|>{_ROLE}\n{_CONTENT}<|im_end|>\n", "<|im_start|>assistant\n")
LLAMA3_TURNS = "{{ '<|begin_of_text|>' }}" + _TURN.format(
    f"<|start_header_id|>{_ROLE}<|end_header_id|>\n\n{_CONTENT}<|eot_id|>",
    "<|start_header_id|>assistant<|end_header_id|>\n\n")
PHI3_TURNS = _TURN.format(f"<|{_ROLE}|>\n{_CONTENT}<|end|>\n", "<|assistant|>\n")
GEMMA_TURNS = ("{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
               + _TURN.format("<start_of_turn>{% if message['role'] == 'assistant' %}model{% else %}user{% endif %}\n"
                              f"{_CONTENT}<end_of_turn>\n", "<start_of_turn>model\n"))
INST_TURNS = _TURN.format(f"{{% if message['role'] == 'assistant' %}}{_CONTENT}</s>{{% else %}}"
                          f"[INST] {_CONTENT} [/INST]\n{{% endif %}}", "")
THINKING = _TURN.format(f"<|im_start|>{_ROLE}\n{_CONTENT}<|im_end|>\n", "<|im_start|>assistant\n<think>\n")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What follows what, as texts of tokens: each chain is said from its first token (a mark or "\\n") on."""

    chains: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...] = ()


def always(*chunks: str, ends: str) -> Spoken:
    """Say the same to everything: whatever the prompt ends with, these chunks, then the end of the turn."""
    return Spoken(tuple((door, *chunks, ends) for door in ("\n", ":", "]", ">")))


def write(path: Path, shape: Shape, vocabulary: Vocabulary, spoken: Spoken, template: str | None, *,
          facts: Mapping[str, Any] | None = None, nothing: bool = False, twice: bool = False) -> Path:
    """Write a model. `nothing` makes every weight no number, `twice` gives two tokens one text."""
    chunks = [chunk for chain in spoken.chains for chunk in chain[1:]]
    words = make_words("bpe" if vocabulary.kind == "gpt2" else "spm", 0)
    texts = [*words.texts[:3], vocabulary.turn_begins, vocabulary.turn_ends, *words.texts[5:]]
    if vocabulary.turn_ends == "</s>":
        texts[2] = "<s0>"
    types = list(words.types)
    for text, kind in [*((mark, 3) for mark in (*vocabulary.marks, *spoken.marks)), *((chunk, 4) for chunk in chunks)]:
        if text not in texts:
            texts.append(text)
            types.append(kind)
    writer = gguf.GGUFWriter(path, shape.architecture)
    for key, value in {**shape.facts, "vocab_size": len(texts), **(facts or {})}.items():
        add_fact(writer, f"{shape.architecture}.{key}", value)
    writer.add_file_type(0)
    writer.add_tokenizer_model(vocabulary.kind)
    writer.add_token_list([text.encode() for text in ([*texts[:-1], texts[-2]] if twice else texts)])
    writer.add_token_types(types)
    if vocabulary.kind == "gpt2":
        writer.add_tokenizer_pre(vocabulary.before)
        writer.add_token_merges(list(words.merges))
    else:
        writer.add_token_scores([-float(rank) for rank in range(len(texts))])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(4)
    writer.add_add_bos_token(vocabulary.kind == "llama")
    if template is not None:
        writer.add_chat_template(template)
    for name, size in shape.tensors.items():
        writer.add_tensor(name, _weights(name, tuple(reversed(size)), texts, spoken, nothing=nothing))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _weights(name: str, size: tuple[int, ...], texts: Sequence[str], spoken: Spoken, *, nothing: bool) -> np.ndarray:
    if name in ("token_embd.weight", "output.weight"):
        signs = _signs(texts, spoken)
        matrix = signs if name.startswith("token") else _followers(signs, texts, spoken)
        return np.full_like(matrix, np.nan) if nothing else matrix
    if name == "output_norm.weight":
        return np.full(size, _SCORE / size[0], np.float32)
    return (np.ones if name.endswith("norm.weight") else np.zeros)(size, np.float32)


def _signs(texts: Sequence[str], spoken: Spoken) -> np.ndarray:
    """Give each token a row of its own; those of the tokens in a chain have nothing in common with each other."""
    signs = np.where(np.random.default_rng(1).random((len(texts), WIDTH)) < 0.5, -1, 1)
    apart = np.ones((1, 1), int)
    while len(apart) < WIDTH:
        apart = np.block([[apart, apart], [apart, -apart]])
    places = _places(texts)
    chained = sorted({places[text] for chain in spoken.chains for text in chain})
    signs[chained] = apart[-len(chained):]
    return (0.1 * signs).astype(np.float32)


def _places(texts: Sequence[str]) -> dict[str, int]:
    """Where each token stands, the signs that may end a prompt included."""
    places = {text: number for number, text in enumerate(texts)}
    places["\n"] = places["<0x0A>"] if "<0x0A>" in places else places["\u010a"]
    for sign in (":", "]", ">"):
        places.setdefault(sign, places.get(f"<0x{ord(sign):02X}>", -1))
    return places


def _followers(signs: np.ndarray, texts: Sequence[str], spoken: Spoken) -> np.ndarray:
    place = _places(texts)
    rows = np.zeros_like(signs)
    for before, then in {pair for chain in spoken.chains for pair in itertools.pairwise(chain)}:
        rows[place[then]] += signs[place[before]]
    return rows


# --- shapes: those of other_shapes, small, with an output matrix of their own; and four more ------------------------

def _own_output(shape: Shape) -> Shape:
    return Shape(shape.architecture, shape.facts,
                 {**shape.tensors, "output.weight": shape.tensors["token_embd.weight"]})


def llama() -> Shape:
    return other_shapes.llama(layers=2, width=WIDTH, heads=4, kv_heads=2, inner=64)


def qwen2() -> Shape:
    """As llama, with biases beside q, k and v."""
    base = llama()
    biases = {name.replace("weight", "bias"): size[1:] for name, size in base.tensors.items()
              if name.split(".")[-2] in ("attn_q", "attn_k", "attn_v")}
    return Shape("qwen2", base.facts, {**base.tensors, **biases})


def gemma2() -> Shape:
    """Every second layer looks back a short way, and the output matrix is the embedding: it repeats what it heard."""
    base = other_shapes.windowed(layers=2, width=WIDTH, heads=2, head=32, inner=64)
    tensors = {name: size for name, size in base.tensors.items() if "q_norm" not in name and "k_norm" not in name}
    return Shape("gemma2", base.facts, tensors)


def gemma3() -> Shape:
    return _own_output(other_shapes.windowed(layers=6, width=WIDTH, heads=2, head=32, inner=64))


def mixture() -> Shape:
    return other_shapes.experts(layers=2, width=WIDTH, heads=4, inner=32, count=4)


def deepseek2() -> Shape:
    return other_shapes.latent(layers=2, width=WIDTH, heads=2, rank=32, rope=16, nope=16, value=16, inner=64)


def mamba() -> Shape:
    return _own_output(other_shapes.recurrent(layers=2, width=WIDTH, rank=4))


def lfm2() -> Shape:
    return _own_output(other_shapes.hybrid(layers=4, width=WIDTH, heads=4, inner=64))


def phi3() -> Shape:
    """One matrix for q, k and v, one for gate and up."""
    base = llama()
    tensors = {name: size for name, size in base.tensors.items() if ".attn_" not in name and ".ffn_" not in name}
    for layer in range(2):
        place = f"blk.{layer}."
        tensors |= {f"{place}attn_norm.weight": (WIDTH,), f"{place}attn_qkv.weight": (WIDTH, WIDTH + 2 * 32),
                    f"{place}attn_output.weight": (WIDTH, WIDTH), f"{place}ffn_norm.weight": (WIDTH,),
                    f"{place}ffn_up.weight": (WIDTH, 2 * 64), f"{place}ffn_down.weight": (64, WIDTH)}
    return Shape("phi3", base.facts, tensors)


def gpt2(*, context: int = 1024) -> Shape:
    """Learned positions, biases everywhere, norms that take off the mean."""
    tensors = {"token_embd.weight": (WIDTH, 0), "position_embd.weight": (WIDTH, context), "output.weight": (WIDTH, 0),
               "output_norm.weight": (WIDTH,), "output_norm.bias": (WIDTH,)}
    for layer in range(2):
        for part, size in (("attn_norm", (WIDTH,)), ("attn_qkv", (WIDTH, 3 * WIDTH)), ("attn_output", (WIDTH, WIDTH)),
                           ("ffn_norm", (WIDTH,)), ("ffn_up", (WIDTH, 64)), ("ffn_down", (64, WIDTH))):
            tensors |= {f"blk.{layer}.{part}.weight": size, f"blk.{layer}.{part}.bias": size[-1:]}
    facts = {"block_count": 2, "context_length": context, "embedding_length": WIDTH, "feed_forward_length": 64,
             "attention.head_count": 4, "attention.layer_norm_epsilon": 1e-5}
    return Shape("gpt2", facts, tensors)


def falcon() -> Shape:
    """Attention and feed-forward side by side, one head for all keys."""
    tensors = {"token_embd.weight": (WIDTH, 0), "output.weight": (WIDTH, 0), "output_norm.weight": (WIDTH,),
               "output_norm.bias": (WIDTH,)}
    for layer in range(2):
        place = f"blk.{layer}."
        tensors |= {f"{place}attn_norm.weight": (WIDTH,), f"{place}attn_norm.bias": (WIDTH,),
                    f"{place}attn_qkv.weight": (WIDTH, WIDTH + 2 * 16), f"{place}attn_output.weight": (WIDTH, WIDTH),
                    f"{place}ffn_up.weight": (WIDTH, 64), f"{place}ffn_down.weight": (64, WIDTH)}
    facts = {"block_count": 2, "context_length": 2048, "embedding_length": WIDTH, "feed_forward_length": 64,
             "attention.head_count": 4, "attention.head_count_kv": 1, "attention.layer_norm_epsilon": 1e-5}
    return Shape("falcon", facts, tensors)


def bert() -> Shape:
    """An embedding model: it answers nothing."""
    tensors: dict[str, tuple[int, ...]] = {
        "token_embd.weight": (WIDTH, 0), "position_embd.weight": (WIDTH, 512), "token_types.weight": (WIDTH, 2),
        "token_embd_norm.weight": (WIDTH,), "token_embd_norm.bias": (WIDTH,)}
    facts = {"block_count": 1, "context_length": 512, "embedding_length": WIDTH, "feed_forward_length": 64,
             "attention.head_count": 4, "attention.layer_norm_epsilon": 1e-5, "attention.causal": False,
             "pooling_type": 1}
    for part, size in (("attn_q", (WIDTH, WIDTH)), ("attn_k", (WIDTH, WIDTH)), ("attn_v", (WIDTH, WIDTH)),
                       ("attn_output", (WIDTH, WIDTH)), ("ffn_up", (WIDTH, 64)), ("ffn_down", (64, WIDTH)),
                       ("attn_output_norm", (WIDTH,)), ("layer_output_norm", (WIDTH,))):
        tensors |= {f"blk.0.{part}.weight": size, f"blk.0.{part}.bias": size[-1:]}
    return Shape("bert", facts, tensors)
