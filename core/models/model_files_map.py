"""The map: every model that can be named without an address, and the person's own, found by any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.models.card_file import CardRecord, read_cards
from core.models.names import split_part
from core.models.source import split_tag
from core.words.errors import BrokenFile, UnknownModel
from core.words.safe_text import visible
from core.words.spelling import did_you_mean
from core.words.values import ModelCard, ModelFile

_SHOWN_MAX = 8
_REMOTE = r"(?i)(?:hf:(?://)?|hf\.co/|(?:https?://)?(?:www\.)?huggingface\.co/)?([\w.-]+/[\w.-]+?)(?::[\w.-]+)?"
# Ends of names that say how a model was trained or kept, not which one it is.
_MANNER = r"(?:[-_. ](?:instruct|chat|it|hf|gguf))+$"


@dataclass(frozen=True, slots=True)
class FileChoice:
    """One way to install a model: every part of one quant, and the projector where it has one."""

    quant: str
    files: tuple[ModelFile, ...]
    projector: ModelFile | None = None

    @property
    def every_file(self) -> tuple[ModelFile, ...]:
        return (*self.files, self.projector) if self.projector else self.files

    @property
    def size_bytes(self) -> int | None:
        """The bytes of all files together; None when nobody stated one of them."""
        sizes = [file.size_bytes for file in self.every_file]
        return sum(size for size in sizes if size) if all(sizes) else None


class ModelMap:
    """The cards; the person's own come first, and a name of theirs hides ours. `warnings` say what was refused."""

    def __init__(self, cards: Iterable[ModelCard], warnings: Iterable[str] = (),
                 earlier: dict[str, ModelCard] | None = None) -> None:
        self.cards = tuple(cards)
        self.warnings = tuple(warnings)
        self._names = {name.lower(): card for card in self.cards for name in (card.name, *card.aliases)}
        self._loose = _once((_loosely(name), card) for name, card in self._names.items())
        files = [(file, card) for card in self.cards for file in card.files]
        self._digests = {**(earlier or {}), **{file.sha256: card for file, card in files if file.sha256}}
        self._filenames = _once((_basename(file), card) for file, card in files)
        self._repos = _once((file.repo.lower(), card) for file, card in files)

    @classmethod
    def load(cls, shipped: Path, own: Path | None = None) -> ModelMap:
        """Read our file, which must be whole, and the person's, whose bad records are left out with a warning."""
        ours, problems = read_cards(shipped)
        if problems or not ours:
            raise BrokenFile(f"the model map is damaged: {'; '.join(problems[:3]) or shipped}",
                             hint="install the program again, or put config/models.yaml back")
        theirs: list[CardRecord] = []
        if own is not None and own.exists():
            theirs, problems = read_cards(own)
        theirs, doubles = _unlike(theirs, own)
        cards, hidden = _hide(ours, theirs)
        named = {card.name: card for card in cards}
        earlier = {digest: named[record.card.name] for record in ours for digest in record.earlier
                   if record.card.name in named}
        return cls((*(record.card for record in theirs), *cards), (*problems, *doubles, *hidden), earlier)

    def find(self, name: str) -> ModelCard:
        """Return the card of a name, alias, repository or file name, in letters of any case; else UnknownModel."""
        text = name.strip().lower().removesuffix(".gguf")
        bare = split_tag(text)[0]
        repo = re.fullmatch(_REMOTE, text)
        card = self._filenames.get(f"{text}.gguf") or (self._repos.get(repo[1]) if repo else None)
        for meant in (text, bare, re.sub(_MANNER, "", bare)):
            card = card or self._names.get(meant) or self._loose.get(_loosely(meant))
        if card is None:
            raise UnknownModel(f"no known model is called {visible(name[:80])!r}", hint=self._hint(bare))
        return card

    def search(self, words: str) -> list[ModelCard]:
        """Return the cards whose name, kind, publisher or licence holds every word; names that begin so come first."""
        wanted = re.sub(r"\btier (?=\d)", "tier", words.lower()).split()
        found = [card for card in self.cards if all(word in _described(card) for word in wanted)]
        return sorted(found, key=lambda card: not (wanted and card.name.lower().startswith(wanted[0])))

    def card_of_file(self, filename: str, sha256: str | None = None) -> ModelCard | None:
        """Return the card that a file belongs to, by its digest, else by a name that only one card uses."""
        return self._digests.get(sha256 or "") or self._filenames.get(_local(filename))

    def choices(self, card: ModelCard) -> tuple[FileChoice, ...]:
        """Return the ways to install a model; the first is taken unless the person asks for another quant."""
        sets: dict[tuple[str, str], list[ModelFile]] = {}
        for file in card.files:
            if not file.projector:
                sets.setdefault((file.repo, split_part(file.filename.removesuffix(".gguf"))[0]), []).append(file)
        return tuple(FileChoice(files[0].quant, tuple(sorted(files, key=lambda file: file.part)),
                                _projector(card, files[0].repo)) for files in sets.values())

    def choice(self, card: ModelCard, quant: str | None = None) -> FileChoice:
        """Return the choice of that quant, or the first; raise UnknownModel naming those there are."""
        choices = self.choices(card)
        found = next((choice for choice in choices if quant is None or choice.quant == quant.upper()), None)
        if found is None:
            known = ", ".join(dict.fromkeys(choice.quant for choice in choices))
            raise UnknownModel(f"no {quant} of {card.name} is known", hint=(
                f"known: {known}; `hf:{card.files[0].repo}:{quant}` asks the hub for another"))
        return found

    def _hint(self, text: str) -> str:
        """Say what the words may have meant."""
        begins = [card.name for card in self.cards if text and card.name.lower().startswith(text)]
        if begins:
            more = ", ..." if len(begins) > _SHOWN_MAX else ""
            return f"say which: {', '.join(begins[:_SHOWN_MAX])}{more}"
        return did_you_mean(text, self._names) or (
            "`llm list all search WORDS` looks among the known models, `llm search WORDS` on the hub")


def _unlike(records: list[CardRecord], own: Path | None) -> tuple[list[CardRecord], list[str]]:
    """Keep the first of the person's records that use a name; say which were left out."""
    kept, warnings = [], []
    taken: dict[str, str] = {}
    for record in records:
        names = [name.lower() for name in (record.card.name, *record.card.aliases)]
        double = next((name for name in names if name in taken), None)
        if double is None:
            kept.append(record)
            taken |= dict.fromkeys(names, record.card.name)
        else:
            warnings.append(f"{own.name if own else ''} line {record.line}: {record.card.name}: the name {double} "
                            f"is already that of {taken[double]}")
    return kept, warnings


def _hide(ours: list[CardRecord], theirs: list[CardRecord]) -> tuple[list[ModelCard], list[str]]:
    """Take from our cards the names that the person gave to their own; say so where a name changes its meaning."""
    owners = {name.lower(): record.card.name for record in theirs for name in (record.card.name, *record.card.aliases)}
    cards, warnings = [], []
    for record in ours:
        card = record.card
        if card.name.lower() in owners:
            warnings.append(f"{card.name} means your own record of {owners[card.name.lower()]}, not ours")
            continue
        lost = [alias for alias in card.aliases if alias.lower() in owners]
        warnings += [f"{alias} means your own {owners[alias.lower()]}, not {card.name}" for alias in lost]
        cards.append(replace(card, aliases=tuple(alias for alias in card.aliases if alias not in lost)))
    return cards, warnings


def _projector(card: ModelCard, repo: str) -> ModelFile | None:
    """Return the projector of the same repository, else any: publishers convert the same one."""
    projectors = [file for file in card.files if file.projector]
    return next((file for file in projectors if file.repo == repo), projectors[0] if projectors else None)


def _once(pairs: Iterable[tuple[str, ModelCard]]) -> dict[str, ModelCard]:
    """Keep the keys that lead to one card only."""
    found: dict[str, ModelCard | None] = {}
    for key, card in pairs:
        found[key] = card if found.get(key, card) is card else None
    return {key: card for key, card in found.items() if card is not None}


def _loosely(name: str) -> str:
    """Write a name without what people put between its words: "Llama-3.2 3B" is as good as llama3.2:3b."""
    return re.sub(r"[-_ :]", "", name.lower())


def _basename(file: ModelFile) -> str:
    return _local(file.filename)


def _local(filename: str) -> str:
    return filename.rsplit("/", 1)[-1].lower()


def _described(card: ModelCard) -> str:
    def words() -> Iterator[str | None]:
        yield from (card.name, *card.aliases, card.family, card.publisher, card.license, *card.use_cases)
        yield from (f"tier{card.tier}", card.priority, card.verification, *(file.repo for file in card.files))
    return " ".join(word.lower() for word in words() if word)
