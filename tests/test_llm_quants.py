"""`llm quants`: the best quantisation for so much memory is the largest that fits, by the figures of the map."""

from __future__ import annotations

from pathlib import Path

from at_hand import open_app, say

from core.models.quants import LADDER


def test_the_best_is_the_largest_that_fits_with_much_context(tmp_path: Path) -> None:
    data = say(open_app(tmp_path), "llm quants llama3.1:8b").data
    rooms = {"8 GB": 6e9, "16 GB": 12e9, "32 GB": 24e9}
    by_quant = {each["quant"]: each for each in data["quants"]}
    assert tuple(by_quant) == LADDER
    for room, room_bytes in rooms.items():
        fitting = [quant for quant in LADDER if by_quant[quant]["memory_16k_bytes"] <= room_bytes]
        assert data["best"][room] == fitting[0], room
    assert (data["best"]["16 GB"], data["best"]["32 GB"]) == ("Q8_0", "Q8_0")
    sizes = [by_quant[quant]["size_bytes"] for quant in LADDER]
    assert sizes == sorted(sizes, reverse=True)


def test_files_that_the_map_names_are_marked_with_their_stated_size(tmp_path: Path) -> None:
    app = open_app(tmp_path)
    data = say(app, "llm quants llama3.2").data
    choices = {choice.quant: choice for choice in app.models_map.choices(app.models_map.find("llama3.2"))}
    assert {each["quant"] for each in data["quants"] if each["in_map"]} == set(choices) & set(LADDER)
    for each in data["quants"]:
        if each["size_stated"]:
            assert each["size_bytes"] == choices[each["quant"]].size_bytes


def test_a_name_nobody_knows_and_an_address_are_refused(tmp_path: Path) -> None:
    app = open_app(tmp_path)
    assert say(app, "llm quants nosuchmodel").status == 8
    assert say(app, "llm quants hf:owner/repo").status == 2
