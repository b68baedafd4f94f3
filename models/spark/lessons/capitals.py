"""Names with the capitals that careful writers give them; the tables have most of their questions in lower case."""

import random
import re
from collections.abc import Iterator
from functools import lru_cache

from models.spark.lessons.tables import countries, families, lines, pairs, words

# Capitals that the answers do not show, or show for other things as well.
_ALSO = (
    "First World War", "Second World War", "World War", "World War One", "World War Two", "World War I",
    "World War II", "WW1", "WW2", "WWI", "WWII", "Internet", "Web", "Wi-Fi", "Google", "Facebook", "YouTube",
    "the Moon", "the Sun", "the Earth", "French Revolution", "Middle Ages", "Ice Age", "Cold War", "Civil War",
    "Olympics", "Olympic Games", "World Cup", "Santa", "Santa Claus", "God", "Bible", "Queen of England", "the US",
    "USA", "UK", "EU", "TV", "PC", "DNA", "Ctrl", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
    "Saturday", "Sunday", "January", "February", "April", "June", "July", "August", "September", "October",
    "November", "December", "I", "I'm", "I'd",
)  # fmt: skip
# Words that begin a sentence of an answer, and common words that are names only beside others: "Jungle Book".
_NEVER = frozenset(
    words(
        """the a an in on at it we you our they most some one its this there people what when where who us am pm alt esc
    administration adventures aeronautics barrier beauty bell bill bowl bridge broadcasting building bureau canal canyon
    cape carol cascading channel chapel chronicles coast comedy conqueror corporation crime cup dame democratic dick
    divine document don eighty-four equatorial eternal extensible factory fountain format forbidden games gate gates
    global grand health hood hunchback hypertext investigation jaws jobs kingdom leagues leaning locator lord magic
    markup mermaid milky moonlight museum national nations northern notation ode odyssey organization page palace park
    port portable positioning prejudice protocol punishment query rising reef republic resource revolution riding safari
    scream serial sheets sleeping sonata starry structured style super supper t-shirts tour town transfer treaty trench
    tunnel twist uniform united universal world war"""
    )
)
_SMALL_INSIDE = frozenset(words("of the and de da van von la"))
_WORD = re.compile(r"[\w'’-]+")
_LONGEST = 5


def with_capitals(text: str, rng: random.Random) -> str:
    """The text with its names capitalised; rarely other words too, as some write them."""
    style = rng.random()
    if style < 0.03:
        return _WORD.sub(lambda found: found[0][:1].upper() + found[0][1:], text)
    text = named(text)
    if style < 0.10:
        long = [found for found in _WORD.finditer(text) if len(found[0]) > 3 and found.start() > 0]
        if long:
            at = rng.choice(long).start()
            return text[:at] + text[at].upper() + text[at + 1 :]
    return text


def named(text: str) -> str:
    """The text with every known name as it is written."""
    known = _names()
    found = list(_WORD.finditer(text))
    parts: list[str] = []
    end = at = 0
    while at < len(found):
        for length in range(min(_LONGEST, len(found) - at), 0, -1):
            start, stop = found[at].start(), found[at + length - 1].end()
            written = known.get(text[start:stop].lower())
            if written:
                parts += [text[end:start], written]
                end, at = stop, at + length
                break
        else:
            at += 1
    return "".join([*parts, text[end:]])


def _answers() -> Iterator[str]:
    for table in ("everyday.tsv", "common.tsv", "described.tsv"):
        yield from (answer for _, answer in pairs(table))
    yield from (row[3] for row in lines("superlatives.tsv", 4))
    for family in families().values():
        for row in family.rows:
            yield from (f"... {part}" for part in (*row.keys, row.value))
    for country in countries():
        yield f"... {country.name} and {country.capital}"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Names by their small letters: of one word where it is never written small, else with the words beside it."""
    small: set[str] = set()
    runs: set[tuple[str, ...]] = set()
    for answer in _answers():
        for sentence in re.split(r"(?<=[.;:!?]) |[,()\"]", answer):
            said = [found[0] for found in _WORD.finditer(sentence)]
            small |= {word for word in said if word[0].islower()}
            first = 1 if said and sentence.startswith(said[0]) else 0
            runs |= set(_runs(said, first))
    known: dict[str, str] = {}
    for run in runs:
        text = " ".join(run)
        if len(run) > 1 or (run[0].lower() not in small and run[0].lower() not in _NEVER and len(run[0]) > 1):
            known[text.lower()] = text
        for word in run:
            if word[0].isupper() and word.lower() not in small | _NEVER and len(word) > 1:
                known[word.lower()] = word
    return known | {name.lower(): name for name in _ALSO}


def _runs(said: list[str], first: int) -> Iterator[tuple[str, ...]]:
    """Neighbouring words with capitals; the first word of a sentence only where a second one follows it."""
    run: list[str] = []
    start = 0
    for at, word in enumerate([*said, ""]):
        if word[:1].isupper() and not (at < first and word.lower() in _NEVER):
            start = start if run else at
            run.append(word)
        elif run and word in _SMALL_INSIDE and said[at + 1 : at + 2] and said[at + 1][:1].isupper():
            run.append(word)
        else:
            if run and (start >= first or len(run) > 1):
                yield tuple(run)
            run = []
