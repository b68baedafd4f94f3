"""The GGUF header reader: real files read, hostile ones refused in bounds, cut ones called incomplete."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from build_gguf import build
from gguf_bytes import ARRAY, TEXT, U32, array_fact, fact, head, number_fact, tensor, text, text_fact, whole

from core.models.gguf_header import IncompleteFile, LongArray, read_header
from core.words.errors import BrokenFile

LLAMA = text_fact("general.architecture", "llama")


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_header_of_a_model_says_what_was_written(tmp_path: Path) -> None:
    header = read_header(build(tmp_path / "m.gguf", layers=3, width=64, heads=4, kv_heads=2, context=1024))
    assert (header.architecture, header.context_length, header.whole("block_count")) == ("llama", 1024, 3)
    assert header.quant == "F16"
    assert header.length("tokenizer.ggml.tokens") == header.vocabulary == header.tensors[0].shape[1]
    assert isinstance(header.metadata["tokenizer.ggml.tokens"], LongArray)
    assert header.data_start + header.tensors[-1].offset + header.tensors[-1].size_bytes <= header.size_bytes


def test_header_agrees_with_the_gguf_package(tmp_path: Path) -> None:
    import gguf

    path = build(tmp_path / "m.gguf", quant="q8_0")
    header, theirs = read_header(path), gguf.GGUFReader(path)
    assert set(header.metadata) == {key for key in theirs.fields if not key.startswith("GGUF.")}
    assert [(t.name, t.shape, t.elements, t.size_bytes, header.data_start + t.offset) for t in header.tensors] == [
        (t.name, tuple(int(size) for size in t.shape), t.n_elements, t.n_bytes, t.data_offset) for t in theirs.tensors]


def test_short_arrays_are_kept_and_long_ones_measured(tmp_path: Path) -> None:
    facts = [LLAMA, array_fact("llama.attention.head_count_kv", U32, 3, struct.pack("<3I", 8, 0, 8)),
             array_fact("general.tags", TEXT, 2, text("a") + text("b\x1b")),
             array_fact("tokenizer.ggml.scores", 6, 5000, b"\0" * 20000)]
    header = read_header(put(tmp_path / "m.gguf", whole(facts)))
    assert header.metadata["llama.attention.head_count_kv"] == (8, 0, 8)
    assert header.metadata["general.tags"] == ("a", "b\x1b")
    assert header.metadata["tokenizer.ggml.scores"] == LongArray(5000, "number")


def test_vocabulary_larger_than_the_reading_window_is_walked_over(tmp_path: Path) -> None:
    words = b"".join(text(os.urandom(number % 40)) for number in range(150_000))
    facts = [LLAMA, array_fact("tokenizer.ggml.tokens", TEXT, 150_000, words), number_fact("llama.context_length", 77)]
    header = read_header(put(tmp_path / "m.gguf", whole(facts)))
    assert (header.vocabulary, header.context_length) == (150_000, 77)


def test_one_word_may_be_larger_than_the_reading_window(tmp_path: Path) -> None:
    words = text("x" * 3_000_000) + b"".join(text("y") for _ in range(99))
    facts = [LLAMA, array_fact("tokenizer.ggml.tokens", TEXT, 100, words),
             text_fact("tokenizer.chat_template", "z" * 10**6)]
    header = read_header(put(tmp_path / "m.gguf", whole(facts)))
    assert header.vocabulary == 100
    assert len(header.text("tokenizer.chat_template") or "") == 256 * 1024


NESTED = struct.pack("<IQ", ARRAY, 1) * 10_000 + struct.pack("<IQ", U32, 0)
HUGE = 2**63
HOSTILE = {
    "2^63 facts": head([LLAMA], [], fact_count=HUGE), "2^63 tensors": head([LLAMA], [], tensor_count=HUGE),
    "2^64-1 facts": head([LLAMA], [], fact_count=2**64 - 1), "2^31 tensors": head([LLAMA], [], tensor_count=2**31),
    "text of 2^40": head([fact("general.name", TEXT, struct.pack("<Q", 2**40) + b"x")], []),
    "text of 2^64-1": head([fact("general.name", TEXT, struct.pack("<Q", 2**64 - 1))], []),
    "key of 2^40": head([struct.pack("<Q", 2**40) + b"x"], []),
    "array of 2^62 numbers": head([array_fact("a", U32, 2**62, b"")], []),
    "array of 2^63 texts": head([array_fact("a", TEXT, HUGE, b"")], []),
    "array text of 2^63": whole([LLAMA, array_fact("a", TEXT, 100, text("x") + struct.pack("<Q", HUGE))], data=5000),
    "arrays 10,000 deep": head([fact("a", ARRAY, NESTED)], []),
    "array of unknown type": head([array_fact("a", 99, 1, b"")], []),
    "value of unknown type": head([fact("a", 13, b"")], []),
    "duplicate key": whole([LLAMA, number_fact("a", 1), number_fact("a", 2)]),
    "zero-length key": whole([LLAMA, number_fact("", 1)]),
    "key that is not UTF-8": whole([LLAMA, number_fact(b"\xff\xfe", 1)]),
    "duplicate tensor": whole(tensors=[tensor("a", (16,), 0, 0), tensor("a", (16,), 0, 64)]),
    "overlap": whole(tensors=[tensor("a", (16,), 0, 0), tensor("b", (16,), 0, 32)]),
    "misaligned": whole(tensors=[tensor("a", (8,), 0, 0), tensor("b", (16,), 0, 33)]),
    "first not at 0": whole(tensors=[tensor("a", (8,), 0, 32)]),
    "offset 2^63": whole(tensors=[tensor("a", (8,), 0, HUGE)]),
    "gap": whole(tensors=[tensor("a", (8,), 0, 0), tensor("b", (8,), 0, 96)]),
    "alignment 0": whole([LLAMA, number_fact("general.alignment", 0)]),
    "alignment 3": whole([LLAMA, number_fact("general.alignment", 3)]),
    "alignment 2^31": whole([LLAMA, number_fact("general.alignment", 2**31)]),
    "alignment as text": whole([LLAMA, text_fact("general.alignment", "32")]),
    "alignment as 64 bits": whole([LLAMA, fact("general.alignment", 10, struct.pack("<Q", 32))]),
    "five dimensions": whole(tensors=[tensor("a", (1, 1, 1, 1, 1), 0, 0)]),
    "2^32-1 dimensions": whole(tensors=[text("a") + struct.pack("<I", 2**32 - 1)]),
    "size 2^63": whole(tensors=[tensor("a", (HUGE,), 0, 0)]),
    "product over 2^64": whole(tensors=[tensor("a", (2**40, 2**40), 0, 0)]),
    "unknown tensor type": whole(tensors=[tensor("a", (16,), 99, 0)]),
    "removed tensor type": whole(tensors=[tensor("a", (16,), 4, 0)]),
    "row that is no whole block": whole(tensors=[tensor("a", (16,), 2, 0)]),
    "tensor name too long": whole(tensors=[tensor("a" * 64, (16,), 0, 0)]),
    "version 1": head([LLAMA], [], version=1), "version 4": head([LLAMA], [], version=4),
    "big-endian": head([LLAMA], [], version=0x03000000),
    "empty": b"", "zeros": b"\0" * 4096, "web page": b"<!DOCTYPE html><html>", "JSON": b'{"error": "gone"}',
    "git-lfs pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "old format": b"lmgg\1\0\0\0",
}
MEASURE = """
import resource, sys, time
from pathlib import Path
from core.models.gguf_header import read_header
from core.words.errors import BrokenFile
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in sys.argv[1:]:
    started = time.process_time()
    try:
        read_header(Path(name))
        outcome = "read"
    except BrokenFile as error:
        outcome = "refused " + error.message
    print(time.process_time() - started, outcome)
print("grown", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def test_hostile_headers_are_refused_in_a_tenth_of_a_second_and_50_mib(tmp_path: Path) -> None:
    paths = [put(tmp_path / f"{number}.gguf", content) for number, content in enumerate(HOSTILE.values())]
    with (tmp_path / "large.gguf").open("wb") as file:  # a sparse gigabyte behind a head of endless empty texts
        file.write(head([LLAMA, array_fact("a", TEXT, 2**21, b"")], []))
        file.truncate(1024**3)
    done = subprocess.run([sys.executable, "-c", MEASURE, *paths, tmp_path / "large.gguf"], capture_output=True,
                          text=True, check=True)
    *lines, grown = done.stdout.splitlines()
    for name, line in zip(HOSTILE, lines, strict=False):
        seconds, outcome, *_ = line.split()
        assert outcome == "refused", f"{name}: {line}"
        assert float(seconds) < 0.1, f"{name}: {line}"
    assert float(lines[-1].split()[0]) < 3
    assert int(grown.split()[1]) < 50 * 1024**2


@pytest.mark.parametrize(("content", "reason"), [
    (HOSTILE["git-lfs pointer"], "git-lfs pointer"), (HOSTILE["web page"], "web page"), (HOSTILE["JSON"], "JSON"),
    (HOSTILE["old format"], "old GGML"), (HOSTILE["big-endian"], "big-endian"), (b"", "empty"),
    (HOSTILE["duplicate key"], "twice"), (HOSTILE["alignment 3"], "alignment is 3")])
def test_refusal_says_what_the_file_is(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(BrokenFile, match=reason):
        read_header(put(tmp_path / "m.gguf", content))


def test_file_cut_at_every_percent_is_called_incomplete(tmp_path: Path) -> None:
    content = build(tmp_path / "m.gguf", words=2000).read_bytes()
    for percent in range(1, 100):
        path = put(tmp_path / "cut.gguf", content[: len(content) * percent // 100])
        with pytest.raises(IncompleteFile, match="incomplete file"):
            read_header(path)


def test_header_cut_at_every_byte_is_never_read_and_never_crashes(tmp_path: Path) -> None:
    content = whole([LLAMA, array_fact("t", TEXT, 70, text("word") * 70), number_fact("llama.context_length", 5)])
    for size in range(4, len(content) - 64):
        with pytest.raises(IncompleteFile):
            read_header(put(tmp_path / "cut.gguf", content[:size]))


def test_every_flipped_byte_is_read_or_refused(tmp_path: Path) -> None:
    content = whole([LLAMA, array_fact("t", TEXT, 3, text("word") * 3), number_fact("general.alignment", 32)])
    started = time.process_time()
    outcomes = set()
    for at in range(len(content) - 128):
        for value in (0, 0xFF, content[at] ^ 0x80):
            mutant = content[:at] + bytes([value]) + content[at + 1 :]
            try:
                read_header(put(tmp_path / "mutant.gguf", mutant))
                outcomes.add("read")
            except BrokenFile:
                outcomes.add("refused")
    assert outcomes == {"read", "refused"}
    assert time.process_time() - started < 10


def test_escape_codes_in_metadata_are_handed_on_for_the_screen_to_show_safely(tmp_path: Path) -> None:
    header = read_header(put(tmp_path / "m.gguf", whole([LLAMA, text_fact("general.name", b"\x1b]0;evil\x07\xff")])))
    assert header.text("general.name") == "\x1b]0;evil\x07\ufffd"


def test_pipe_named_like_a_model_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(BrokenFile, match="is a pipe"):
        read_header(tmp_path / "pipe.gguf")


def test_file_without_tensors_is_a_vocabulary(tmp_path: Path) -> None:
    header = read_header(put(tmp_path / "m.gguf", whole(tensors=[], data=0)))
    assert (header.tensors, header.parameters, header.quant) == ((), 0, None)


def test_tensor_data_larger_than_any_file_is_incomplete_not_read(tmp_path: Path) -> None:
    with pytest.raises(IncompleteFile):
        read_header(put(tmp_path / "m.gguf", whole(tensors=[tensor("a", (2**30, 2**10), 0, 0)])))
