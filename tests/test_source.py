"""What is typed after `install` is read one way only, and hostile spellings are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.models.source import Hub, Local, Named, Source, Web, checked_filename, parse_source, split_tag
from core.words.errors import LuciferError, Refused, UsageError

CWD = Path("/nowhere/at/all")
FILE = "owner/repo-GGUF"


@pytest.mark.parametrize(("typed", "meant"), [
    ("llama3.2", Named("llama3.2")),
    ("llama3.2:3b", Named("llama3.2:3b")),
    ("llama3.2:3b:Q8_0", Named("llama3.2:3b", "Q8_0")),
    ("llama3.2:q4_k_m", Named("llama3.2", "Q4_K_M")),
    ("llama3.2:3b-instruct-q8_0", Named("llama3.2:3b-instruct", "Q8_0")),
    ("mistral:latest", Named("mistral")),
    ("mistral:7b-v0.3", Named("mistral:7b-v0.3")),
    ("  Llama 3.2 3B ", Named("Llama 3.2 3B")),
    ("hf:owner/repo-GGUF", Hub(FILE)),
    ("hf:owner/repo-GGUF:q5_k_m", Hub(FILE, "Q5_K_M")),
    ("hf:owner/repo-GGUF:UD-Q4_K_XL", Hub(FILE, "Q4_K_XL")),
    ("hf:owner/repo-GGUF@abc123:Q8_0", Hub(FILE, "Q8_0", "abc123")),
    ("hf:owner/repo-GGUF:sub/x.gguf", Hub(FILE, filename="sub/x.gguf")),
    ("hf://owner/repo-GGUF", Hub(FILE)),
    ("HF.co/owner/repo-GGUF:Q4_K_M", Hub(FILE, "Q4_K_M")),
    ("owner/repo-GGUF:Q4_K_M", Hub(FILE, "Q4_K_M")),
    ("huggingface.co/owner/repo-GGUF", Hub(FILE)),
    ("https://huggingface.co/owner/repo-GGUF", Hub(FILE)),
    ("https://huggingface.co/owner/repo-GGUF/", Hub(FILE)),
    ("https://huggingface.co/owner/repo-GGUF/tree/main", Hub(FILE, revision="main")),
    ("https://hf.co/owner/repo-GGUF/blob/main/x.Q4_0.gguf", Hub(FILE, None, "main", "x.Q4_0.gguf")),
    ("https://huggingface.co/owner/repo-GGUF/resolve/0a1b/sub/x%20y.gguf?download=true",
     Hub(FILE, None, "0a1b", "sub/x y.gguf")),
    ("https://example.org/files/x.gguf", Web("https://example.org/files/x.gguf")),
    ("https://example.org/files/x.GGUF?token=1", Web("https://example.org/files/x.GGUF?token=1")),
    ("http://127.0.0.1:8080/x.gguf", Web("http://127.0.0.1:8080/x.gguf")),
    ("x.gguf", Local(CWD / "x.gguf")),
    ("sub/x.gguf", Local(CWD / "sub/x.gguf")),
    ("x.llamafile", Local(CWD / "x.llamafile")),
    ("./x", Local(CWD / "x")),
    ("../../x", Local(CWD / "../../x")),
    ("/etc/passwd", Local(Path("/etc/passwd"))),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_typed_means_one_thing(typed: str, meant: Source) -> None:
    assert parse_source(typed, CWD) == meant


def test_a_place_at_home_and_an_existing_folder_file_are_paths(tmp_path: Path) -> None:
    (tmp_path / "owner").mkdir()
    (tmp_path / "owner" / "repo").write_text("a model without an ending")
    assert parse_source("~/x.gguf", CWD) == Local(Path.home() / "x.gguf")
    assert parse_source("owner/repo", tmp_path) == Local(tmp_path / "owner" / "repo")
    assert parse_source("owner/other", tmp_path) == Hub("owner/other")


@pytest.mark.parametrize(("typed", "kind", "words"), [
    ("", UsageError, "'' is no model"),
    ("a\0b", UsageError, "is no model"),
    ("\x1b[2J", UsageError, "is no model"),
    ("x" * 4000, UsageError, "is no model"),
    ("-rf", UsageError, "'-rf' is no model"),
    ("a\u202egguf.b", UsageError, "is no model"),
    ("hf:owner", UsageError, "'hf:owner' is no address on the hub"),
    ("hf:../../x", UsageError, "is no address on the hub"),
    ("hf:owner/repo/blob/main/x.bin", UsageError, "'x.bin' is no GGUF file"),
    ("hf:owner/repo/resolve/main/../../x.gguf", Refused, "is not safe to use"),
    ("hf:owner/repo/resolve/main/%2e%2e%2fx.gguf", Refused, "is not safe to use"),
    ("https://huggingface.co/owner/repo/resolve/main/a%00b.gguf", Refused, "is not safe to use"),
    ("https://example.org/model.bin", UsageError, "'model.bin' is no GGUF file"),
    ("https://example.org/", UsageError, "is no GGUF file"),
    ("https://example.org/..%5cx.gguf", Refused, "is not safe to use"),
    ("https://example.org/CON.gguf", Refused, "is not safe to use"),
    ("https://example.org/-rf.gguf", Refused, "is not safe to use"),
    ("http://example.org/x.gguf", Refused, "http:// addresses are not used"),
    ("file:///etc/x.gguf", Refused, "file:// addresses are not used"),
    ("ftp://example.org/x.gguf", Refused, "ftp:// addresses are not used"),
    ("https://me:secret@example.org/x.gguf", Refused, "an address with a name or password in it is not used"),
    ("https://huggingface.co@evil.example/x.gguf", Refused, "an address with a name or password in it is not used"),
    ("~nobody-of-that-name/x.gguf", UsageError, "names no person on this machine"),
], ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_what_is_no_source_is_refused_with_a_way_forward(typed: str, kind: type[LuciferError], words: str) -> None:
    with pytest.raises(kind) as caught:
        parse_source(typed, CWD)
    assert words in caught.value.message and caught.value.hint
    assert caught.value.message.isprintable() and "secret" not in caught.value.message


@pytest.mark.parametrize("name", [
    "../../x.gguf", "/etc/x.gguf", "a\0b.gguf", "x" * 4000 + ".gguf", "CON", "con.gguf", "sub/NUL.gguf", "..\\x.gguf",
    "-x.gguf", ".x.gguf", "a//b.gguf", "a/../b.gguf", "x.gguf ", "x.gguf.", "x\n.gguf", "x:y.gguf", "", "C:x.gguf"],
    ids=lambda name: repr(name[:20]))
def test_remote_file_names_that_could_leave_the_folder_are_refused(name: str) -> None:
    with pytest.raises(Refused):
        checked_filename(name)


@pytest.mark.parametrize("name", [
    "x.gguf", "Q4_K_M/Llama-4-Scout-17B-16E-Instruct-Q4_K_M-00001-of-00002.gguf", "a b+c(1)=@2.gguf", "conv.gguf"])
def test_ordinary_remote_file_names_are_kept(name: str) -> None:
    assert checked_filename(name) == name


@pytest.mark.parametrize(("name", "parts"), [
    ("a:b:Q4_K_M", ("a:b", "Q4_K_M")), ("a:mxfp4", ("a", "MXFP4")), ("a:b", ("a:b", None)),
    ("gpt-oss", ("gpt-oss", None)),
    ("a-f16", ("a", "F16")), (":Q8_0", (":Q8_0", None)), ("q4_0", ("q4_0", None))])
def test_a_quant_is_parted_from_a_name(name: str, parts: tuple[str, str | None]) -> None:
    assert split_tag(name) == parts
