"""Which test stands for each fault of a download: what the wire does (D), what the disk and other processes do (V).

A row's tests carry its number in their names; more that the row asks for stands in ALSO. No test can be a real power
cut: V03 changes the boot's name in the journal, which is all that the program can see of one.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent

# What the rows ask for beyond the tests named after them.
ALSO = {
    "D01": ["campaigns/faulty_hub.py"],
    "D09": ["test_download_several.py::test_a_wrong_byte_from_a_further_connection_sends_for_the_whole_file_by_one"],
    "D12": ["test_hub.py::test_what_goes_wrong_is_one_line_with_a_way_forward_and_is_not_retried"],
    "D13": ["test_hub.py::test_the_token_goes_to_the_hub_alone_also_when_it_sends_on"],
    "D15": ["test_hub.py::test_redirects_are_walked_but_not_for_ever_and_their_bodies_are_not_read"],
    "D18": ["test_download.py::test_a_server_without_end_is_given_up_after_the_tries_promised"],
    "D20": ["test_mirrors.py::test_a_hub_that_fails_is_helped_out_by_a_mirror_from_the_list"],
    "D22": ["test_hub.py::test_a_git_id_is_never_taken_for_a_sha256"],
    "V01": ["campaigns/downloads.py"],
    "V09": ["test_verify_again.py::test_of_a_split_model_only_the_bad_part_is_fetched"],
    "V10": ["test_setup.py::test_every_locked_package_has_hashes_and_no_address_of_a_registry"],
}
ROWS = [f"D{number:02}" for number in range(1, 25)] + [f"V{number:02}" for number in range(1, 11)]


@cache
def names_in(path: Path) -> frozenset[str]:
    return frozenset(node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                     if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def named_after(row: str) -> list[str]:
    return [f"{path.name}::{name}" for path in sorted(TESTS.glob("test_*.py")) for name in sorted(names_in(path))
            if re.match(rf"test_{row.lower()}_", name)]


@pytest.mark.parametrize("row", ROWS)
def test_every_fault_of_a_download_has_a_test(row: str) -> None:
    assert named_after(row) != []


@pytest.mark.parametrize("row", sorted(ALSO))
def test_what_else_stands_for_a_fault_is_there(row: str) -> None:
    for place in ALSO[row]:
        file, _, name = place.partition("::")
        assert (TESTS / file).is_file() and (not name or name in names_in(TESTS / file)), place
