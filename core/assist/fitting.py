"""Makes what goes along with a question fit the room there is, and says first what goes and how large it is."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

from core.assist.material import Material
from core.assist.parts_of_text import Count, content_words, part_of, tokens_of
from core.words.events import Event, Notice
from core.words.safe_text import visible

# Less than this is no use as a part: the whole then does not fit, and the person is asked what to do.
ROOM_MIN_TOKENS = 128
ANSWER_TOKENS = 1024
_FRAME_TOKENS = 24
_NAMES_SHOWN = 5


def answer_room(context: int, longest: int | None) -> int:
    """Return how many tokens are kept free for an answer when a text must be cut to fit."""
    return min(longest or ANSWER_TOKENS, ANSWER_TOKENS, context // 4)


def fitted(question: str, materials: Sequence[Material], room: int, count: Count
           ) -> Generator[Event, str, tuple[Material, ...]]:
    """Say the size of each text, take in part what is too large, and return what goes along."""
    room -= _FRAME_TOKENS * len(materials)
    sizes = [tokens_of(material.text, count) + sum(tokens_of(text, count) for _, text in material.files)
             for material in materials]
    shares = _shares(sizes, room)
    given: list[Material] = []
    for material, size, share in zip(materials, sizes, shares, strict=True):
        if material.is_folder:
            given += yield from _folder(material, size, share, question, count)
        elif size <= share or room < ROOM_MIN_TOKENS:
            if material.origin != "stdin":
                yield Notice(f"{_named(material)}: {size:,} tokens")
            given.append(material)
        else:
            taken = part_of(material.text, share, question, count)
            yield Notice(f"{_named(material)} in part: {taken.what} ({taken.tokens:,} of {size:,} tokens; there is "
                         f"room for "
                         f"{max(0, room):,})", "warning")
            given.append(replace(material, text=taken.text, part=taken.what))
    return tuple(given)


def _named(material: Material) -> str:
    return visible(material.name) + (" goes along" if material.spoken_of else "")


def _shares(sizes: Sequence[int], room: int) -> list[int]:
    """Share the room out: who needs less than an equal part gets what it needs, the others share the rest."""
    shares = [0] * len(sizes)
    left, waiting = room, sorted(range(len(sizes)), key=lambda at: sizes[at])
    while waiting:
        at = waiting.pop(0)
        shares[at] = min(sizes[at], max(0, left) // (len(waiting) + 1))
        left -= shares[at]
    return shares


def _folder(material: Material, size: int, share: int, question: str, count: Count
            ) -> Generator[Event, str, list[Material]]:
    """Take the tree and the text files of a folder, those that speak of the question first, while there is room."""
    tree = replace(material, name=f"{material.name} (what is in it)", files=(), passed_over="")
    tree_tokens = tokens_of(tree.text, count)
    if tree_tokens > share >= ROOM_MIN_TOKENS:
        taken = part_of(tree.text, share, question, count)
        tree, tree_tokens = replace(tree, text=taken.text, part=taken.what), taken.tokens
    words = content_words(question)
    order = sorted(material.files, key=lambda file: (-_speaks_of(file, words), len(file[1])))
    given, left_out, left = [tree], [], share - tree_tokens
    for name, text in order if size > share else material.files:
        tokens = tokens_of(text, count) + _FRAME_TOKENS
        if tokens <= left or size <= share:
            given.append(Material(material.name + name, text, "file", f"{material.path}/{name}"))
            left -= tokens
        else:
            left_out.append(name)
    used = sum(tokens_of(each.text, count) for each in given)
    told = [f"{visible(material.name)}: its tree and {len(given) - 1} of {len(material.files)} text files, {used:,} "
            f"tokens"]
    if left_out:
        more = f" and {len(left_out) - _NAMES_SHOWN} more" if len(left_out) > _NAMES_SHOWN else ""
        told.append(f"no room for {', '.join(map(visible, left_out[:_NAMES_SHOWN]))}{more}")
    if material.passed_over:
        told.append(f"passed over: {material.passed_over}")
    yield Notice("; ".join(told), "warning" if left_out else "info")
    return given


def _speaks_of(file: tuple[str, str], words: Sequence[str]) -> int:
    text = f"{file[0]}\n{file[1]}".lower()
    return sum(word in text for word in words)
