"""Reading the plain text tables that the fact lessons are composed from."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

# A row that begins with this is asked for less often in life, and practised less.
RARE = "~"
_FOLDER = Path(__file__).parent / "tables"
_VOWEL_SOUND = "aeiou"
_ODD_PLURALS = {
    "sheep": "sheep", "fish": "fish", "mouse": "mice", "goose": "geese", "wolf": "wolves", "deer": "deer",
    "person": "people", "man": "men", "woman": "women", "child": "children", "ox": "oxen", "foot": "feet",
    "tooth": "teeth", "knife": "knives", "wife": "wives", "leaf": "leaves", "calf": "calves", "half": "halves",
    "salmon": "salmon", "trout": "trout", "tuna": "tuna", "cod": "cod", "carp": "carp", "shrimp": "shrimp",
    "goldfish": "goldfish", "reindeer": "reindeer", "buffalo": "buffalo", "mosquito": "mosquitoes",
    "shelf": "shelves", "scarf": "scarves", "potato": "potatoes", "tomato": "tomatoes",
}  # fmt: skip


class BadTable(ValueError):
    """A table line that does not have the columns it should."""


@dataclass(frozen=True, slots=True)
class Country:
    name: str
    others: tuple[str, ...]
    capital: str
    continent: str
    weight: int
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a family: the names it goes by and the value."""

    keys: tuple[str, ...]
    value: str
    rare: bool = False


@dataclass(slots=True)
class Family:
    """Facts that are asked for in the same ways."""

    name: str
    questions: list[str] = field(default_factory=list)
    answer: str = ""
    rows: list[Row] = field(default_factory=list)


def lines(name: str, columns: int) -> list[list[str]]:
    """The rows of a tab-separated table, comments and blank lines left out."""
    found = []
    for number, line in enumerate((_FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        cells += [""] * (columns - len(cells))
        if len(cells) != columns or not cells[0]:
            raise BadTable(f"{name}:{number}: expected {columns} columns")
        found.append(cells)
    return found


def names(cell: str) -> tuple[str, ...]:
    """The parts of a cell that are separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def words(text: str) -> tuple[str, ...]:
    """The words of a text, for lists that are easier to read without quotes."""
    return tuple(text.split())


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries with their capitals."""
    return tuple(
        Country(name, names(others), capital, continent, int(weight), note)
        for name, others, capital, continent, weight, note in lines("capitals.tsv", 6)
    )


@lru_cache(maxsize=1)
def families() -> dict[str, Family]:
    """The families of relations.txt by name."""
    found: dict[str, Family] = {}
    family = Family("")
    for number, line in enumerate((_FOLDER / "relations.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("== "):
            family = found.setdefault(line[3:], Family(line[3:]))
        elif line.startswith("Q "):
            family.questions.append(line[2:])
        elif line.startswith("A "):
            family.answer = line[2:]
        elif line.count(" | ") == 1:
            keys, value = line.lstrip(RARE).split(" | ")
            family.rows.append(Row(names(keys), value.strip(), line.startswith(RARE)))
        else:
            raise BadTable(f"relations.txt:{number}: expected 'key | value'")
    return found


@lru_cache(maxsize=8)
def pairs(name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """A table of two columns: names or questions, and what is said about them."""
    return tuple((names(first.lstrip(RARE)), second) for first, second in lines(name, 2))


@lru_cache(maxsize=8)
def wheel(name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The rows of a table as often as they are to be practised: a rare one a third as often."""
    return tuple(
        row
        for row, (first, _) in zip(pairs(name), lines(name, 2), strict=True)
        for _ in range(1 if first[0] == RARE else 3)
    )


def article(word: str) -> str:
    """The word with a or an before it."""
    return ("an " if word[:1].lower() in _VOWEL_SOUND and not word.startswith("uni") else "a ") + word


def plural(word: str) -> str:
    """The plural of an everyday noun; of two words, the last one's."""
    head, _, last = word.rpartition(" ")
    if last in _ODD_PLURALS:
        last = _ODD_PLURALS[last]
    elif last.endswith(("s", "x", "ch", "sh")) and last != "stomach":
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in _VOWEL_SOUND:
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}".strip()


def upper_first(text: str) -> str:
    """The text with its first letter made a capital."""
    return text[:1].upper() + text[1:]


def family_answer(family: Family, key: str, value: str) -> str:
    """The answer of this family for the key."""
    are = "are" if key.startswith("*") else "is"
    key = key.lstrip("*")
    parts = {"k": key, "K": upper_first(key), "A": upper_first(article(key)), "ks": plural(key), "v": value, "is": are,
             "V": upper_first(value)}  # fmt: skip
    return family.answer.format(**parts)
