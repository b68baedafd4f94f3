"""GGUF files with random weights and a made-up vocabulary: what the bench measures and the tests talk to."""

from __future__ import annotations

import hashlib
import itertools
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from numpy.random import Generator as Chance
    from numpy.typing import NDArray

    Bits = NDArray[Any]

Quant = Literal["f32", "f16", "q8_0", "q4_k_m"]
Vocabulary = Literal["bpe", "spm"]

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_VOWELS = "aeiou"
_ALIGNMENT = 32
_CONTROL, _NORMAL, _UNKNOWN, _BYTE = 3, 1, 2, 6
# name -> (number in GGUF, weights in a block, bytes of a block)
_TYPES = {"f32": (0, 1, 4), "f16": (1, 1, 2), "q8_0": (8, 32, 34), "q4_k": (12, 256, 144), "q6_k": (14, 256, 210)}


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a llama-architecture model. `feed_forward` 0 means twice the width."""

    layers: int = 2
    width: int = 32
    heads: int = 4
    kv_heads: int = 2
    feed_forward: int = 0
    context: int = 2048

    @property
    def hidden(self) -> int:
        return self.feed_forward or 2 * self.width


SHAPE_1B = Shape(layers=22, width=2048, heads=32, kv_heads=4, feed_forward=5632, context=16384)


WORDS_1B = 32000


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary: token texts as stored in the file, their types, and merge rules (bpe) or ranks (spm)."""

    kind: Vocabulary
    texts: tuple[str, ...]
    types: tuple[int, ...]
    merges: tuple[str, ...]
    whole: tuple[int, ...]
    """Ids of complete words with their leading space, which tokenize to themselves wherever they stand."""

    def id_of(self, text: str) -> int:
        return self.texts.index(text)

    @property
    def newline(self) -> int:
        return self.id_of("<0x0A>" if self.kind == "spm" else "\u010a")


def build_model(
    path: Path,
    *,
    shape: Shape | None = None,
    vocab: Vocabulary = "bpe",
    words: int = 0,
    quant: Quant = "f16",
    template: str | None = CHATML,
    says: Sequence[str] = (),
    chain: bool = False,
    seed: int = 1,
    blank: bool = False,
    metadata: dict[str, Any] | None = None,
) -> Words:
    """Write a model and return its vocabulary.

    `words` asks for that many tokens. `says` makes the model answer with exactly these chunks, each one token (none
    twice), then end its turn. `chain` makes it follow whole words by whole words in a fixed order. Both rest on an
    output matrix whose row for a token is the embedding of the token before it, and on layers that add next to nothing.
    `blank` makes every weight zero, which takes no time.
    """
    shape = shape or Shape()
    vocabulary = make_words(vocab, words, extra=says)
    after = _successors(vocabulary, says, chain)
    tensors = list(_tensors(shape, len(vocabulary.texts), quant, after, seed))
    if blank:
        tensors = [replace(tensor, fill="zeros") for tensor in tensors]
    keys = {**_metadata(shape, vocabulary, template, path.stem), **(metadata or {})}
    write_gguf(path, keys, tensors)
    return vocabulary


def follow_chain(vocabulary: Words, start: int, count: int) -> str:
    """Return the words that a chained model says, from the whole word number `start` on."""
    ids = [vocabulary.whole[(start + step) % len(vocabulary.whole)] for step in range(count)]
    return "".join(vocabulary.texts[word].replace("\u2581", " ").replace("\u0120", " ") for word in ids)


def make_words(kind: Vocabulary, size: int, *, extra: Sequence[str] = ()) -> Words:
    """Make specials, 256 bytes, syllables and words of up to three syllables, `size` tokens in all (0: the fewest)."""
    space = "\u2581" if kind == "spm" else "\u0120"
    texts = ["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"]
    types = [_UNKNOWN, _CONTROL, _CONTROL, _CONTROL, _CONTROL]
    byte_texts = [f"<0x{byte:02X}>" for byte in range(256)] if kind == "spm" else list(_byte_letters().values())
    texts += byte_texts
    types += [_BYTE if kind == "spm" else _NORMAL] * 256
    for chunk in extra:
        texts.append(chunk)
        types.append(4)  # user defined: matched as a whole before anything else
    letters = [space, *_CONSONANTS, *_VOWELS] if kind == "spm" else []
    syllables = [c + v for c in _CONSONANTS for v in _VOWELS]
    pairs: list[tuple[str, str]] = [(s[0], s[1]) for s in syllables]
    pairs += [(space, s) for s in syllables]
    room = size - len(texts) - len(letters) - len(pairs)
    pairs += itertools.islice(((space + a, b) for a in syllables for b in syllables), max(room, 0))
    room = size - len(texts) - len(letters) - len(pairs)
    longer = ((space + a + b, c) for a in syllables for b in syllables for c in syllables)
    pairs += itertools.islice(longer, max(room, 0))
    first_word = len(texts) + len(letters) + 2 * len(syllables)
    texts += letters + [a + b for a, b in pairs]
    types += [_NORMAL] * (len(letters) + len(pairs))
    if len(set(texts)) < len(texts):
        raise ValueError("a chunk is said twice, or is a token already (one byte of a bpe vocabulary)")
    whole = tuple(range(first_word, len(texts))) or tuple(range(first_word - len(syllables), first_word))
    return Words(kind, tuple(texts), tuple(types), tuple(f"{a} {b}" for a, b in pairs), whole)


def _successors(vocabulary: Words, says: Sequence[str], chain: bool) -> dict[int, int]:
    """Map a token to the one that must follow it."""
    after: dict[int, int] = {}
    if says:
        first = 5 + 256
        spoken = [vocabulary.newline, *range(first, first + len(says)), vocabulary.id_of("<|im_end|>")]
        after = dict(itertools.pairwise(spoken))
    if chain:
        whole = vocabulary.whole
        after |= dict(zip(whole, whole[1:] + whole[:1], strict=True))
        after.setdefault(vocabulary.newline, whole[0])
    return after


def _byte_letters() -> dict[int, str]:
    """Return the printable letter that byte-pair vocabularies write for each byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = {byte: chr(byte) for byte in printable} | {byte: chr(256 + n) for n, byte in enumerate(others)}
    return dict(sorted(letters.items()))


def _metadata(shape: Shape, vocabulary: Words, template: str | None, name: str) -> dict[str, Any]:
    keys: dict[str, Any] = {
        "general.architecture": "llama", "general.name": name, "general.file_type": 1,
        "llama.block_count": shape.layers, "llama.context_length": shape.context,
        "llama.embedding_length": shape.width, "llama.feed_forward_length": shape.hidden,
        "llama.attention.head_count": shape.heads, "llama.attention.head_count_kv": shape.kv_heads,
        "llama.attention.layer_norm_rms_epsilon": 1e-5, "llama.rope.freq_base": 10000.0,
        "llama.rope.dimension_count": shape.width // shape.heads, "llama.vocab_size": len(vocabulary.texts),
        "tokenizer.ggml.model": "llama" if vocabulary.kind == "spm" else "gpt2",
        "tokenizer.ggml.tokens": list(vocabulary.texts), "tokenizer.ggml.token_type": list(vocabulary.types),
        "tokenizer.ggml.bos_token_id": 1, "tokenizer.ggml.eos_token_id": 4, "tokenizer.ggml.unknown_token_id": 0,
        "tokenizer.ggml.add_bos_token": vocabulary.kind == "spm",
    }
    if vocabulary.kind == "spm":
        keys["tokenizer.ggml.scores"] = [-float(rank) for rank in range(len(vocabulary.texts))]
    else:
        keys |= {"tokenizer.ggml.pre": "smollm", "tokenizer.ggml.merges": list(vocabulary.merges)}
    if template is not None:
        keys["tokenizer.chat_template"] = template
    return keys


@dataclass(frozen=True, slots=True)
class Tensor:
    """A named matrix whose bytes are made when they are written."""

    name: str
    rows: int
    columns: int
    kind: str
    fill: Literal["random", "faint", "ones", "signs", "zeros"] = "random"
    order: tuple[tuple[int, int], ...] = ()
    seed: int = 0
    level: float = 1.0

    @property
    def size_bytes(self) -> int:
        _, weights, size = _TYPES[self.kind]
        return self.rows * self.columns // weights * size


def _tensors(shape: Shape, tokens: int, quant: Quant, after: dict[int, int], seed: int) -> Iterator[Tensor]:
    width, hidden, kv_width = shape.width, shape.hidden, shape.width // shape.heads * shape.kv_heads
    usual = "q4_k" if quant == "q4_k_m" else quant
    better = "q6_k" if quant == "q4_k_m" else quant
    told = bool(after)
    small = "faint" if told else "random"
    yield Tensor("token_embd.weight", tokens, width, usual, "signs" if told else "random", seed=seed)
    for layer in range(shape.layers):
        # llama.cpp's mixture: the first and last eighth of the layers and every third between get the better type.
        eighth = shape.layers // 8
        mixed = layer < eighth or layer >= 7 * shape.layers // 8 or (layer - eighth) % 3 == 2
        good = better if mixed else usual
        plan: Iterable[tuple[str, int, int, str, str]] = (
            ("attn_norm", 1, width, "f32", "ones"), ("attn_q", width, width, usual, "random"),
            ("attn_k", kv_width, width, usual, "random"), ("attn_v", kv_width, width, good, "random"),
            ("attn_output", width, width, usual, small), ("ffn_norm", 1, width, "f32", "ones"),
            ("ffn_gate", hidden, width, usual, "random"), ("ffn_up", hidden, width, usual, "random"),
            ("ffn_down", width, hidden, good, small),
        )
        for number, (name, rows, columns, kind, fill) in enumerate(plan):
            yield Tensor(f"blk.{layer}.{name}.weight", rows, columns, kind, fill,  # type: ignore[arg-type]
                         seed=seed * 100_003 + layer * 31 + number + 1)
    # A told token scores 60 and any other at most about half of that, so that sampling at any usual temperature obeys.
    yield Tensor("output_norm.weight", 1, width, "f32", "ones", level=600 / width if told else 1.0)
    yield Tensor("output.weight", tokens, width, better, "signs" if told else "random", tuple(after.items()),
                 seed if told else seed + 1)


def write_gguf(path: Path, keys: dict[str, Any], tensors: Sequence[Tensor]) -> None:
    """Write a GGUF version 3 file."""
    with path.open("wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(keys)))
        for key, value in keys.items():
            file.write(_string(key) + _typed(value))
        offset = 0
        for tensor in tensors:
            shape = (tensor.columns,) if tensor.rows == 1 else (tensor.columns, tensor.rows)
            file.write(_string(tensor.name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape,
                                                         _TYPES[tensor.kind][0], offset))
            offset += -(-tensor.size_bytes // _ALIGNMENT) * _ALIGNMENT
        for tensor in tensors:
            file.write(b"\0" * (-file.tell() % _ALIGNMENT))
            for data in _weights(tensor):
                file.write(data)
        file.write(b"\0" * (-file.tell() % _ALIGNMENT))


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _typed(value: object) -> bytes:
    """Encode a metadata value: bool, uint32, int32 and float32 arrays, strings."""
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + _string(value)
    assert isinstance(value, list)
    if isinstance(value[0], str):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(_string(text) for text in value)
    form, number = ("f", 6) if isinstance(value[0], float) else ("i", 5)
    return struct.pack(f"<IIQ{len(value)}{form}", 9, number, len(value), *value)


def _weights(tensor: Tensor) -> Iterator[bytes]:
    """Make a tensor's bytes, some thousand rows at a time."""
    if tensor.fill == "zeros":
        yield bytes(tensor.size_bytes)
        return
    numpy = _numpy()
    if tensor.fill == "ones":
        yield numpy.full(tensor.columns, tensor.level, "<f4").tobytes()
        return
    row_step = max(1, (1 << 22) // tensor.columns)
    # Rows that follow nothing must equal no embedding.
    source = numpy.arange(tensor.rows) + (tensor.rows if tensor.order else 0)
    for before, then in tensor.order:
        source[then] = before
    for start in range(0, tensor.rows, row_step):
        rows = source[start:start + row_step]
        if tensor.fill == "signs":
            yield _encode_signs(_signs(rows, tensor.columns, tensor.seed), tensor.kind)
        else:
            scale = 0.02 if tensor.fill == "random" else 1e-6
            chance = numpy.random.default_rng((tensor.seed, start))
            yield _encode_random(chance, len(rows) * tensor.columns, tensor.kind, scale)


def _signs(rows: Bits, columns: int, seed: int) -> Bits:
    """Return +1/-1 of shape (rows, columns), each row made from its own number alone."""
    numpy = _numpy()
    bits = [hashlib.shake_128(struct.pack("<qq", seed, row)).digest(-(-columns // 8)) for row in rows.tolist()]
    unpacked: Bits = numpy.unpackbits(numpy.frombuffer(b"".join(bits), "u1").reshape(len(bits), -1), axis=1)
    return unpacked[:, :columns]


def _encode_signs(bits: Bits, kind: str) -> bytes:
    """Encode bits as weights +0.1 and -0.1 (times a constant near one)."""
    numpy = _numpy()
    if kind in ("f16", "f32"):
        return bytes(((bits.astype("<f4") - 0.5) * 0.2).astype("<f2" if kind == "f16" else "<f4").tobytes())
    weights, size = _TYPES[kind][1:]
    blocks = bits.reshape(-1, weights)
    data = numpy.zeros((len(blocks), size), "u1")
    if kind == "q8_0":
        data[:, :2] = numpy.frombuffer(struct.pack("<e", 0.001), "u1")
        data[:, 2:] = numpy.where(blocks, 100, 156)
    elif kind == "q4_k":
        data[:, :16] = _q4_k_head(0.1 / 7.5)
        nibbles = (blocks * 15).reshape(-1, 4, 2, 32)
        data[:, 16:] = (nibbles[:, :, 0] | nibbles[:, :, 1] << 4).reshape(-1, 128)
    else:
        high = (blocks * 2 + 1).reshape(-1, 2, 4, 32)  # 16 below or above the middle value 32
        pairs = high[:, :, 0] | high[:, :, 1] << 2 | high[:, :, 2] << 4 | high[:, :, 3] << 6
        data[:, 128:192] = pairs.reshape(-1, 64)
        data[:, 192:208] = 1
        data[:, 208:] = numpy.frombuffer(struct.pack("<e", 0.1 / 16), "u1")
    return bytes(data.tobytes())


def _encode_random(chance: Chance, count: int, kind: str, scale: float) -> bytes:
    numpy = _numpy()
    if kind in ("f16", "f32"):
        values = chance.standard_normal(count, "f4") * scale
        return bytes(values.astype("<f2" if kind == "f16" else "<f4").tobytes())
    weights, size = _TYPES[kind][1:]
    data = numpy.frombuffer(chance.bytes(count // weights * size), "u1").reshape(-1, size).copy()
    if kind == "q8_0":
        data[:, :2] = numpy.frombuffer(struct.pack("<e", scale / 74), "u1")
    elif kind == "q4_k":
        data[:, :16] = _q4_k_head(scale / 4.6)
    else:
        data[:, 192:208] = 1
        data[:, 208:] = numpy.frombuffer(struct.pack("<e", scale / 18.5), "u1")
    return bytes(data.tobytes())


def _q4_k_head(step: float) -> Bits:
    """Return the 16 bytes before the nibbles: both scales, then eight equal sub-scales and offsets of one."""
    head = struct.pack("<ee", step, 7.5 * step) + b"\x01" * 8 + b"\x11" * 4
    data: Bits = _numpy().frombuffer(head, "u1")
    return data


def main() -> int:
    """Build the 1.1B-shaped Q4_K_M model that speed is measured on, at the path given as argument."""
    build_model(Path(sys.argv[1]), shape=SHAPE_1B, vocab="spm", words=WORDS_1B, quant="q4_k_m", chain=True)
    return 0


def _numpy() -> Any:  # noqa: ANN401
    """Import numpy only when weights are made: the prompt must not wait for it."""
    import numpy  # noqa: PLC0415

    return numpy
