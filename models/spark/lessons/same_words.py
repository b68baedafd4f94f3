"""Questions worded exactly as for known facts, about things nobody has a fact of: only the name tells."""

import random
from collections.abc import Callable
from functools import lru_cache

from models.spark.lessons import capital_wordings, facts, wordings
from models.spark.lessons import made_names as made
from models.spark.lessons.asking import ask
from models.spark.lessons.phrasing import fill, rough
from models.spark.lessons.tables import Family, article, countries, families, lines, names, plural, words
from models.spark.lessons.unknown import content, known_names, real_things

Conversation = list[tuple[str, str]]
Maker = Callable[[random.Random], str]

_COUNTED = words(
    "teeth bones hairs feathers stripes ribs muscles toes claws spots eggs stomachs hearts brains nerves scales eyes "
    "lungs wings tails horns whiskers petals leaves roots windows rooms doors seats pages words verses pillars steps "
    "bricks towers clocks bells buttons pockets wheels gears screws valves cylinders pixels megabytes ports cores "
    "letters chapters players referees flags crystals moons rings craters lakes islands tribes gods holes knots threads"
)
_WHOLES = (
    "shark;snail;crocodile;centipede;walrus;lemur;whale shark;sequoia;cathedral;castle;skyscraper;submarine;harp;"
    "accordion;organ;sitar;jumbo jet;steam engine;tractor;violin bow;loom;chess clock;sonnet;dictionary;symphony;"
    "cricket team;parliament;orchestra;battleship;oak;pine cone;dandelion;honeycomb;comet;galaxy;protein;chromosome;"
    "smartphone;microchip;piano accordion;grandfather clock;suit of armour;pinball machine;poker deck;mahjong set"
)
_UNITS = words(
    "cubits furlongs drams hogsheads leagues fathoms bushels pecks grains carats angstroms parsecs nibbles scruples "
    "roods chains links stones barrels firkins quires reams joules ergs dynes newtons pascals bars torrs kelvins "
    "henrys farads webers teslas lumens candelas rads sieverts becquerels calories therms slugs poundals"
)
_VERBS = (
    "invented [the |]{g}", "painted {t}", "composed {t}", "wrote the music of {t}", "built the {n} tower",
    "founded {c}", "discovered {d}", "created {w}", "designed the {n} bridge", "directed {t}", "sang {t}",
    "made the statue of {p}", "killed {p}", "taught {p}", "invented the {w}", "came up with {o}", "drew {t}",
    "is the inventor of the {w}", "developed {o}", "proposed {o}", "wrote the {n} programming language",
    "discovered the {n} islands", "was the first to cross the {n} desert", "made the first {w}", "built the first {g}",
)  # fmt: skip
_IN_COLOURS = (
    "red", "blue", "green", "yellow", "purple", "black", "white", "orange", "pink", "brown", "grey",
)  # fmt: skip
_PAINTS = (
    "teal", "ochre", "maroon", "navy", "beige", "indigo", "magenta", "cyan", "olive", "crimson", "turquoise",
    "salmon", "lavender", "mustard", "ivory", "coral", "burgundy", "khaki", "lilac", "amber",
)  # fmt: skip


def _region(rng: random.Random) -> str:
    return rng.choice(real_things()["places"])


def _city(rng: random.Random) -> str:
    return rng.choice(real_things()["city"])


def _concept(rng: random.Random) -> str:
    return rng.choice(real_things()["concepts"])


def _title(rng: random.Random) -> str:
    return rng.choice(real_things()["books"]) if rng.random() < 0.5 else made.title(rng)


def _element(rng: random.Random) -> str:
    return rng.choice(real_things()["elements"]) if rng.random() < 0.7 else made.word(rng)


def _compound(rng: random.Random) -> str:
    return rng.choice(real_things()["compounds"]) if rng.random() < 0.5 else made.word(rng)


def _animal(rng: random.Random) -> str:
    return made.word(rng) if rng.random() < 0.6 else rng.choice(rare_animals())


def _land(rng: random.Random) -> str:
    return rng.choice((made.place, made.name, _region, _city))(rng)


def _paints(rng: random.Random) -> str:
    first, second = rng.sample((*_PAINTS, rng.choice(_IN_COLOURS), made.word(rng)), 2)
    return f"{first} and {second}"


def _deed(rng: random.Random) -> str:
    gadgets, found = names(made.LISTS["gadget"]), names(made.LISTS["found"])
    return fill(
        rng.choice(_VERBS), rng, g=rng.choice(gadgets), t=_title(rng), n=made.name(rng), w=made.word(rng),
        c=made.company(rng), d=rng.choice((made.name(rng), rng.choice(found))), p=made.person(rng),
        o=made.concept(rng),
    )  # fmt: skip


def _landmark(rng: random.Random) -> str:
    tail = rng.choice(("tower", "bridge", "castle", "temple", "falls", "palace", "museum", "canyon", "desert", "river"))
    return f"the {made.name(rng)} {tail}"


def _real(kind: str) -> Maker:
    return lambda rng: rng.choice(real_things()[kind])


# What is asked about in some families; in the others it is made up to look like a key that the family has.
_KEYS: dict[str, Maker] = {
    "colour": lambda rng: rng.choice(("a ", "the ", "*")) + made.word(rng),
    **dict.fromkeys(("sound", "young", "group", "legs", "home", "eats", "kind"), _animal),
    **dict.fromkeys(("language", "currency"), _land),
    "mixing": _paints,
    "polygon": lambda rng: str(rng.randrange(13, 400)),
    "landmark": _landmark,
    "wrote": _title,
    "made": _deed,
    "symbol": _element,
    "formula": _compound,
    **dict.fromkeys(("male", "female"), _animal),
    "written-by": lambda rng: rng.choice(real_things()["people"]) if rng.random() < 0.5 else made.person(rng),
    "job-of": _real("personwho"),
    "abbreviation": _real("acronym"),
    **dict.fromkeys(("synonym", "rhyme"), _real("adjective")),
    **dict.fromkeys(("played-with", "played-on"), _real("sport")),
    "measured-in": _real("physical"),
    "language-of": _real("language2"),
    "demonym": _land,
}
# These have a rule, or are asked for with a verb in the key.
_LEFT_OUT = ("plural", "past", "parts", "units", "singular", "present", "comparative", "superlative", "in-words",
             "in-digits", "coloured", "relative")  # fmt: skip


@lru_cache(maxsize=1)
def rare_animals() -> tuple[str, ...]:
    """Real animals that no table has a fact about."""
    return tuple(animal for animal in made.RARE_ANIMALS if animal not in known_names())


@lru_cache(maxsize=1)
def _keys_by_family() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(key.lstrip("*").lower() for row in family.rows for key in row.keys)
        for name, family in families().items()
    }


@lru_cache(maxsize=1)
def _known_counts() -> frozenset[frozenset[str]]:
    return frozenset(content(key) for name in ("parts", "units") for key in _keys_by_family()[name])


@lru_cache(maxsize=1)
def _known_most() -> frozenset[tuple[str, str]]:
    rows = lines("superlatives.tsv", 4)
    return frozenset((a, n) for adjectives, nouns, *_ in rows for a in names(adjectives) for n in names(nouns))


def same_words(rng: random.Random, answers: tuple[str, ...]) -> Conversation:
    """A conversation with one question as for a known fact that has no answer."""
    if rng.random() < 0.06:
        return _follow(rng, answers)
    return [(rng.choice(_ASKED)(rng), rng.choice(answers))]


def _capital(rng: random.Random) -> str:
    name = rng.choice((made.name, made.name, made.place, _region))(rng)
    if rng.random() < 0.12:
        cities = rng.sample((made.name(rng), _city(rng), rng.choice(countries()).capital), 2)
        return ask(fill(rng.choice(capital_wordings.CAPITAL_OR), rng, k=name, a=cities[0], b=cities[1]), rng)
    if rng.random() < 0.1:
        asked = rng.choice(("is {c} the capital of {k}", "{c} is the capital of {k}, right", "is {k}'s capital {c}"))
        return ask(asked.format(k=name, c=rng.choice((made.name, _city))(rng)), rng)
    return ask(fill(rng.choice(capital_wordings.CAPITAL), rng, k=name), rng)


def _country_of(rng: random.Random) -> str:
    return ask(fill(rng.choice(capital_wordings.COUNTRY_OF), rng, c=rng.choice((made.name, made.place))(rng)), rng)


def _continent(rng: random.Random) -> str:
    return ask(fill(rng.choice(capital_wordings.IN_CONTINENT), rng, k=made.name(rng)), rng)


def _term(rng: random.Random) -> str:
    thing = rng.choice((made.word, made.concept, _concept, _concept))(rng)
    named = thing if thing.startswith("the ") else rng.choice((thing, article(thing)))
    return ask(fill(rng.choice(wordings.WHAT_IS), rng, k=thing, a=named, ks=plural(thing)), rng)


def _topic(rng: random.Random) -> str:
    return ask(fill(rng.choice(wordings.EXPLAIN), rng, k=rng.choice((_concept, made.concept, made.word))(rng)), rng)


def _most(rng: random.Random) -> str:
    how, what = rng.choice(made.MOST_HOW), rng.choice(names(made.MOST_WHAT))
    while (how, what) in _known_most():
        how, what = rng.choice(made.MOST_HOW), rng.choice(names(made.MOST_WHAT))
    where = rng.choice(("in the world", "on earth", "ever", f"in {_land(rng)}", "of all"))
    return ask(fill(rng.choice(wordings.MOST), rng, a=how, n=what, p=where), rng)


def _count(rng: random.Random) -> str:
    while True:
        things = rng.choice(_COUNTED)
        whole = rng.choice((rng.choice(names(_WHOLES)), rng.choice(names(_WHOLES)), _animal(rng)))
        if content(f"{things} {whole}") not in _known_counts():
            return ask(fill(rng.choice(wordings.HOW_MANY), rng, t=things, w=article(whole), b=whole), rng)


def _unit(rng: random.Random) -> str:
    many, one = rng.sample(_UNITS, 2)
    if rng.random() < 0.3:
        one = made.word(rng) + "s"
    patterns = (*wordings.HOW_MANY, *wordings.HOW_MANY_UNITS)
    return ask(fill(rng.choice(patterns), rng, t=many, w=article(one[:-1]), b=one[:-1]), rng)


def _yes_no(rng: random.Random) -> str:
    thing = rng.choice(("a ", "the ", "")) + made.word(rng)
    return ask(fill(rng.choice(wordings.YES), rng, k=thing, v=rng.choice(_IN_COLOURS), **{"is": "is"}), rng)


def _family(rng: random.Random) -> str:
    name = rng.choice([name for name in families() if name not in _LEFT_OUT])
    return ask(facts.family_question(families()[name], _fresh_key(families()[name], rng), rng), rng)


def _fresh_key(family: Family, rng: random.Random) -> str:
    """A key that no row of the family has."""
    sample = rng.choice(rng.choice(family.rows).keys)
    make = _KEYS.get(family.name, lambda rng: _like(sample, rng))
    if family.name in ("language", "currency") and rng.random() < 0.3:
        make = _any_country
    while (key := make(rng)).lstrip("*").lower() in _keys_by_family()[family.name]:
        pass
    return key


def _like(key: str, rng: random.Random) -> str:
    """Something that does not exist, in the form of a key that does."""
    word = made.word(rng)
    if key.startswith("*"):
        return "*" + plural(word)
    if key.isdigit():
        return str(rng.randrange(101, 4000))
    if key.isupper():
        return "".join(rng.choices("BCFGHJKLMNPQRSTVWXYZ", k=rng.choice((2, 3, 3, 4))))
    if key[:1].isupper():
        return made.name(rng)
    first, blank, _ = key.partition(" ")
    return f"{first} {word}" if blank else word


def _any_country(rng: random.Random) -> str:
    return rng.choice(countries()).name


def _follow(rng: random.Random, answers: tuple[str, ...]) -> Conversation:
    """A known capital, and then one in the same words of a country that does not exist."""
    country = rng.choice(countries())
    first = fill(rng.choice(capital_wordings.CAPITAL), rng, k=country.name)
    name = made.name(rng)
    second = rough(fill(rng.choice(wordings.FOLLOW), rng, k=name) + "?" * (rng.random() < 0.7), rng, keep=(name,))
    return [(ask(first, rng), facts.capital_answer(country.name, country)), (second, rng.choice(answers))]


_ASKED: tuple[Callable[[random.Random], str], ...] = (
    *(_capital, _capital, _capital, _country_of, _continent, _term, _term, _term, _topic, _most, _most),
    *(_count, _count, _unit, _yes_no, *(_family,) * 16),
)
