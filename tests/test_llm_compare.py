"""`llm compare`: figures that llama.cpp's own high-level binding gives too, and a taste that is counted right."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from at_hand import ROOT, open_app, say
from build_gguf import build
from llama_cpp import Llama

from core.app import App
from core.commands.perform import perform
from core.commands.route import route
from core.exam.compare import Preference
from core.words.events import Answer, Question, Table
from core.words.values import Json

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")[:1500]


def models_in(home: Path, **quants: str) -> None:
    (home / "models").mkdir()
    for name, quant in quants.items():
        build(home / "models" / f"{name}.gguf", width=256, heads=4, kv_heads=2, context=2048, words=1200,
              quant=quant)  # type: ignore[arg-type]


def reference(path: Path, text: str) -> tuple[int, float]:
    """Perplexity by another way: every token after the first, read at once."""
    model = Llama(str(path), n_ctx=2048, logits_all=True, verbose=False)
    tokens = model.tokenize(text.encode(), add_bos=False)
    first = [model.token_bos()] if model.metadata.get("tokenizer.ggml.add_bos_token") == "true" else []
    model.eval([*first, *tokens])
    scores = np.array(model.scores[:len(first) + len(tokens)], dtype=np.float64)
    scores -= scores.max(axis=1, keepdims=True)
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    whole = [*first, *tokens]
    return len(whole) - 1, math.exp(-sum(logs[place, whole[place + 1]] for place in range(len(whole) - 1))
                                    / (len(whole) - 1))


def test_perplexity_is_what_another_way_gives(tmp_path: Path) -> None:
    models_in(tmp_path, one="f16", two="f16")
    (tmp_path / "short.txt").write_text(TEXT[:400])
    app = open_app(tmp_path)
    app.cwd = tmp_path
    heard = say(app, "llm compare one two --text short.txt")
    count, perplexity = reference(tmp_path / "models" / "one.gguf", TEXT[:400])
    assert heard.data[0]["tokens_scored"] == count
    assert heard.data[0]["perplexity"] == pytest.approx(perplexity, rel=2e-3)


def test_a_copy_differs_by_nothing_and_a_quantised_one_by_something(tmp_path: Path) -> None:
    models_in(tmp_path, full="f16", small="q8_0")
    shutil.copy(tmp_path / "models" / "full.gguf", tmp_path / "models" / "same.gguf")
    heard = say(open_app(tmp_path), "llm compare full same small")
    full, same, small = heard.data
    assert (full["divergence"], full["same_top"]) == (None, None)
    assert (same["same_top"], same["divergence"]) == (1.0, pytest.approx(0, abs=1e-5))
    assert small["divergence"] > 100 * abs(same["divergence"])
    assert small["same_top"] < 1
    assert small["size_bytes"] < full["size_bytes"]
    assert list((tmp_path / "kv").glob("*")) == []


def test_models_of_other_vocabularies_are_compared_by_the_byte(tmp_path: Path) -> None:
    models_in(tmp_path, one="f16")
    build(tmp_path / "models" / "other.gguf", vocab="spm", words=900)
    heard = say(open_app(tmp_path), "llm compare one other")
    assert heard.data[1]["divergence"] is None
    assert heard.data[1]["bits_per_byte"] > 0
    assert "other tokens" in heard.data[1]["problem"]


def test_a_taste_is_counted_for_the_model_whose_answer_it_was(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "good.gguf", says=["A good answer."])
    build(tmp_path / "models" / "bad.gguf", says=["A bad answer."])
    app = open_app(tmp_path, model="good")
    for question in ("what is a boat?", "what is a sail?", "what is a mast?"):
        say(app, f"ask {question}")
    assert voted(app, "llm compare good bad --blind 3") == {
        "first": 3, "second": 0, "ties": 0, "right": 3, "total": 3, "share": 1.0, "low": 0.4385, "high": 1.0}


def voted(app: App, line: str) -> Json:
    """Answer each question with the number of the answer that is good; return what was counted."""
    events = perform(app, route(line, app.table))
    reply: str | None = None
    good = ""
    data: Json = None
    while True:
        try:
            event = next(events) if reply is None else events.send(reply)
        except StopIteration:
            return data
        if isinstance(event, Answer):
            good = "1" if "good" in event.text.partition("--- answer 2 ---")[0] else "2"
        reply = good if isinstance(event, Question) else None
        data = event.data if isinstance(event, Table) else data


def test_a_share_of_tastes_counts_no_ties() -> None:
    assert Preference(3, 1, 4).share.text == "3/4 75% (30-95)"
