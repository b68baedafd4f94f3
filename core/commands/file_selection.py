"""Which files people ask for: "python files bigger than 10 MB changed today in src, largest first". Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from core.assist.file_search import Order, Wanted
from core.commands.file_words import ARTICLES, Cursor, has_pattern, named
from core.words.errors import UsageError
from core.words.units import parse_bytes


def _suffixes(text: str) -> frozenset[str]:
    return frozenset(f".{each}" for each in text.split())


SORTS = {
    **dict.fromkeys(("python", "py"), _suffixes("py pyw pyi")), "text": _suffixes("txt text md rst"),
    **dict.fromkeys(("image", "picture", "photo"), _suffixes("png jpg jpeg gif webp bmp svg tif tiff heic avif")),
    **dict.fromkeys(("video", "movie"), _suffixes("mp4 mkv mov avi webm m4v mpg mpeg")),
    **dict.fromkeys(("audio", "music", "sound", "song"), _suffixes("mp3 flac wav ogg m4a opus aac")),
    **dict.fromkeys(("markdown", "md"), _suffixes("md markdown")), "pdf": _suffixes("pdf"), "json": _suffixes("json"),
    **dict.fromkeys(("yaml", "yml"), _suffixes("yaml yml")), "csv": _suffixes("csv"), "xml": _suffixes("xml"),
    "html": _suffixes("html htm"), "css": _suffixes("css scss"), "toml": _suffixes("toml"), "sql": _suffixes("sql"),
    **dict.fromkeys(("javascript", "js"), _suffixes("js mjs cjs jsx")),
    **dict.fromkeys(("typescript", "ts"), _suffixes("ts tsx")), "java": _suffixes("java"), "c": _suffixes("c h"),
    "c++": _suffixes("cpp cc cxx hpp hh h"), "rust": _suffixes("rs"), "go": _suffixes("go"), "ruby": _suffixes("rb"),
    "php": _suffixes("php"), **dict.fromkeys(("shell", "bash", "sh"), _suffixes("sh bash zsh")),
    "log": _suffixes("log"),
    **dict.fromkeys(("zip", "archive", "compressed"), _suffixes("zip tar gz tgz bz2 xz 7z rar")),
    "backup": _suffixes("bak old orig backup"), "config": _suffixes("ini cfg conf toml yaml yml"),
    "word": _suffixes("doc docx odt"), "excel": _suffixes("xls xlsx ods"), "spreadsheet": _suffixes("xls xlsx ods csv"),
    "jpeg": _suffixes("jpg jpeg"), "jpg": _suffixes("jpg jpeg"), "png": _suffixes("png"), "txt": _suffixes("txt"),
    "gguf": _suffixes("gguf"), "model": _suffixes("gguf safetensors onnx pt"),
    "notebook": _suffixes("ipynb"),
    "script": _suffixes("py sh bash js rb pl"),
    **dict.fromkeys(("temporary", "temp"), _suffixes("tmp temp swp"))}
# Sorts whose plural alone means the files: "find images" is "find image files".
_ALONE = {f"{name}s": name for name in ("image", "picture", "photo", "video", "pdf", "script", "log", "archive",
                                        "spreadsheet", "jpeg", "png", "notebook", "zip")}
_LARGE = ("large", "big", "huge", "largest", "biggest", "heaviest")
_SUPERLATIVES: dict[str, tuple[Order, bool]] = {
    **dict.fromkeys(("largest", "biggest", "heaviest"), ("size", False)), "smallest": ("size", True),
    **dict.fromkeys(("newest", "latest", "most recent", "last changed", "recent", "most recently changed"),
                    ("date", False)), "oldest": ("date", True)}
_SUPERLATIVE_COUNT = 20
_UNIT = r"(second|minute|hour|day|week|month|year)s?"
NUMBERS = {word: number for number, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)} | {
    "a": 1, "an": 1, "couple": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100}
_SPANS = ("today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year")
_ORDERS: dict[str, Order] = {
    "size": "size", "date": "date", "time": "date", "age": "date", "name": "name", "names": "name", "type": "sort",
    "kind": "sort", "extension": "sort"}
_FIRST: dict[str, tuple[Order, bool]] = {
    "largest first": ("size", False), "biggest first": ("size", False), "smallest first": ("size", True),
    "newest first": ("date", False), "latest first": ("date", False), "oldest first": ("date", True)}
HERE = ("here", "in here", "in this folder", "in this directory", "in the current folder", "in the current directory",
         "in the folder", "in the directory", "in my folder", "of this folder", "in it", "in there", "there")


def number_of(word: str) -> int | None:
    """Read a count: "20" or "twenty"."""
    if re.fullmatch(r"\d{1,9}", word):
        return int(word)
    return NUMBERS.get(word)


def selection(cursor: Cursor, *, deep: bool) -> Wanted | None:
    """Take words that say which files; None, where they do not or something is left over."""
    head = _subject(cursor)
    if head is None:
        return None
    wanted = replace(head, deep=deep)
    while not cursor.done:
        start = cursor.at
        cursor.take(",", "and")
        cursor.take("that are", "which are", "that were", "which were", "that have been", "that is", "i")
        step = (in_size(cursor, wanted) or in_time(cursor, wanted) or _name(cursor, wanted) or _text(cursor, wanted)
                or in_order(cursor, wanted) or in_place(cursor, wanted) or extras(cursor, wanted))
        if step is None:
            cursor.at = start
            return None
        wanted = step
    return wanted


def _subject(cursor: Cursor) -> Wanted | None:
    """Take "all the hidden python files", "the 10 largest files", "*.py files", "everything"."""
    wanted = Wanted()
    cursor.take("all of", "all", "every", "each", "any")
    cursor.take_in(ARTICLES)
    count = number_of(cursor.word()) if cursor.word() not in ("a", "an") else None
    if count is not None:
        cursor.at += 1
        wanted = replace(wanted, count=count)
    while True:
        superlative = cursor.take(*_SUPERLATIVES)
        if superlative:
            order, backwards = _SUPERLATIVES[superlative]
            wanted = replace(wanted, order=order, backwards=backwards, count=wanted.count or _SUPERLATIVE_COUNT,
                             what="file")
        elif cursor.take("hidden"):
            wanted = replace(wanted, hidden="only")
        elif cursor.take("empty"):
            wanted = replace(wanted, empty=True)
        elif cursor.take_in(_LARGE):
            wanted = replace(wanted, order="size", count=wanted.count or _SUPERLATIVE_COUNT, what="file")
        else:
            break
    return _noun(cursor, wanted)


def _noun(cursor: Cursor, wanted: Wanted) -> Wanted | None:
    word = cursor.word()
    if cursor.take("files and folders", "files and directories", "everything", "contents", "folders and files"):
        return replace(wanted, what="all", hidden="too" if word == "everything" else wanted.hidden)
    if cursor.take("files", "file", "documents"):
        return replace(wanted, what="file")
    if cursor.take("folders", "folder", "directories", "directory", "dirs", "subfolders", "subdirectories"):
        return replace(wanted, what="folder")
    if word in _ALONE:
        cursor.at += 1
        sort = _ALONE[word]
        return replace(wanted, what="file", sort=sort, suffixes=SORTS[sort])
    if word.lstrip(".") in SORTS and cursor.word(1) in ("files", "file", "scripts", "documents", "programs", "code"):
        cursor.at += 2
        return replace(wanted, what="file", sort=word.lstrip("."), suffixes=SORTS[word.lstrip(".")])
    token = cursor.peek()
    if token is not None and cursor.word(1) in ("files", "file", "folders"):
        if has_pattern(token.text) and "/" not in token.text:
            cursor.at += 2
            return replace(wanted, what="file", patterns=(token.text,))
        if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", token.text):
            cursor.at += 2
            return replace(wanted, what="file", sort=token.text, suffixes=frozenset((token.text.lower(),)))
    return None


def in_size(cursor: Cursor, wanted: Wanted) -> Wanted | None:
    start = cursor.at
    more = cursor.take("bigger than", "larger than", "greater than", "more than", "heavier than", "over", "above",
                       "at least", "of more than", "of at least", "with more than", "with a size over")
    less = "" if more else cursor.take("smaller than", "less than", "under", "below", "at most", "lighter than")
    if not more and not less:
        return None
    amount, unit = cursor.word(), cursor.word(1)
    unit = {"megabytes": "mb", "megabyte": "mb", "kilobytes": "kb", "kilobyte": "kb", "gigabytes": "gb", "bytes": "b",
            "gigabyte": "gb", "byte": "b", "megs": "mb", "gigs": "gb", "gig": "gb", "meg": "mb"}.get(unit, unit)
    for text, length in ((amount + unit, 2), (amount, 1)):
        try:
            size = parse_bytes(text)
        except UsageError:
            continue
        if re.search("[a-z]", text) or cursor.word(1) == "":
            cursor.at += min(length, cursor.left)
            return replace(wanted, what="file", size_min=size if more else wanted.size_min,
                           size_max=wanted.size_max if more else size)
    cursor.at = start
    return None


def in_time(cursor: Cursor, wanted: Wanted) -> Wanted | None:
    start = cursor.at
    if cursor.take("older than", "not changed for", "not modified for", "not changed in", "more than"):
        ago = _ago(cursor)
        cursor.take("old", "ago")
        if ago:
            return replace(wanted, older=ago)
    elif cursor.take("newer than", "less than", "younger than"):
        ago = _ago(cursor)
        cursor.take("old", "ago")
        if ago:
            return replace(wanted, newer=ago)
    else:
        verb = cursor.take("last changed", "last modified", "changed", "modified", "edited", "created", "made",
                           "updated", "touched", "written", "saved", "added", "downloaded", "from")
        when = _when(cursor, wanted, verb)
        if when is not None:
            return when
    cursor.at = start
    return None


def _when(cursor: Cursor, wanted: Wanted, verb: str) -> Wanted | None:
    ends = {"yesterday": "today", "last week": "this week", "last month": "this month", "last year": "this year"}
    span = cursor.take(*_SPANS) if verb else ""
    if span:
        return replace(wanted, newer=span, older=ends.get(span, wanted.older))
    if verb and cursor.take("recently", "lately"):
        return replace(wanted, newer="7 days", order="date")
    if verb not in ("", "from") and cursor.take("before"):
        day = _day(cursor)
        return replace(wanted, older=day) if day else None
    if cursor.take("since", "after") and (verb or cursor.word() in ("yesterday", "last", "this")):
        day = _day(cursor)
        return replace(wanted, newer=day) if day else None
    if cursor.take("in the last", "in the past", "within the last", "in the previous", "during the last", "within"):
        ago = _ago(cursor)
        return replace(wanted, newer=ago) if ago else None
    if verb in ("", "from"):
        return None
    cursor.take("less than")
    ago = _ago(cursor)
    return replace(wanted, newer=ago) if ago and cursor.take("ago") else None


def _day(cursor: Cursor) -> str:
    span = cursor.take(*_SPANS)
    if not span and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cursor.word()):
        span = cursor.word()
        cursor.at += 1
    return span


def _ago(cursor: Cursor) -> str:
    """Take "3 days", "a week", "24h", or "hour" alone after "the last"."""
    short = re.fullmatch(r"(\d{1,6})([smhdwy])", cursor.word())
    if short:
        cursor.at += 1
        unit = {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week", "y": "year"}[short[2]]
        return f"{short[1]} {unit}"
    count, named_unit = number_of(cursor.word()), re.fullmatch(_UNIT, cursor.word(1))
    if count is not None and named_unit:
        cursor.at += 2
        return f"{count} {named_unit[1]}"
    one = re.fullmatch(_UNIT, cursor.word())
    if one:
        cursor.at += 1
        return f"1 {one[1]}"
    return ""


def _name(cursor: Cursor, wanted: Wanted) -> Wanted | None:
    start = cursor.at
    token = None
    if cursor.take("called", "named", "with the name", "with name", "like"):
        token = cursor.take_token()
        if token:
            return _by_pattern(wanted, token.text)
    elif cursor.take("ending in", "ending with", "that end in", "that end with", "with the extension", "with extension",
                     "with the ending", "with ending", "with the suffix"):
        token = cursor.take_token()
        if token:
            text = token.text if token.text.startswith((".", "*")) else f".{token.text}"
            return replace(wanted, patterns=(*wanted.patterns, f"*{text.lstrip('*')}"))
    elif cursor.take("starting with", "beginning with", "that start with", "that begin with"):
        token = cursor.take_token()
        if token:
            return replace(wanted, patterns=(*wanted.patterns, f"{token.text}*"))
    elif cursor.take("with"):
        token = cursor.take_token()
        if token and cursor.take("in the name", "in their name", "in their names", "in its name"):
            return replace(wanted, holds=token.text)
    cursor.at = start
    return None


def _by_pattern(wanted: Wanted, text: str) -> Wanted:
    return replace(wanted, patterns=(*wanted.patterns, text)) if has_pattern(text) else replace(wanted, holds=text)


def _text(cursor: Cursor, wanted: Wanted) -> Wanted | None:
    start = cursor.at
    if cursor.take("containing", "that contain", "which contain", "that mention", "mentioning", "that have", "with"):
        said = cursor.take("the text", "the word", "the words", "the string", "the line", "text", "word")
        token = cursor.take_token()
        if token and (said or token.quoted or cursor.done or not cursor.bare or cursor.word() in ("in", "and")):
            return replace(wanted, text=token.text, what="file")
    cursor.at = start
    return None


def in_order(cursor: Cursor, wanted: Wanted) -> Wanted | None:
    start = cursor.at
    first = cursor.take(*_FIRST)
    if first:
        order, backwards = _FIRST[first]
        return replace(wanted, order=order, backwards=backwards)
    if cursor.take("reversed", "in reverse order", "in reverse", "backwards"):
        return replace(wanted, backwards=not wanted.backwards)
    if cursor.take("sorted by", "ordered by", "listed by", "sort by", "in order of", "by"):
        cursor.take("file", "their", "the")
        named_order = _ORDERS.get(cursor.word())
        if named_order:
            cursor.at += 1
            return replace(wanted, order=named_order)
    cursor.at = start
    return None


def in_place(cursor: Cursor, wanted: Wanted) -> Wanted | None:
    if cursor.take("in this folder and below", "in all folders", "in all subfolders", "recursively", "everywhere here",
                   "and subfolders", "with subfolders", "including subfolders"):
        return replace(wanted, deep=True)
    if cursor.take(*HERE):
        return wanted
    start = cursor.at
    if cursor.take("in", "inside", "under", "within", "below", "from", "of", "on", "at"):
        place = place_of(cursor)
        if place:
            return replace(wanted, place=place)
    cursor.at = start
    return None


def place_of(cursor: Cursor) -> str:
    """Take the words for a folder: a path, "the folder x", "my home folder", "my downloads"; else ""."""
    if cursor.take("my home folder", "my home directory", "my home", "the home folder", "home"):
        return "~"
    if cursor.take("the root folder", "the root directory"):
        return "/"
    mine = cursor.take("my", "the")
    folder = cursor.take_in(("downloads", "documents", "pictures", "desktop", "music", "videos")) if (
        mine or cursor.left == 1) else ""
    if folder:
        cursor.take("folder", "directory")
        return folder if not mine else f"~/{folder.capitalize()}"
    if mine:
        cursor.at -= 1
    found = named(cursor, plain=cursor.left == 1 and cursor.word() not in _NO_PLACE)
    return found.text if found else ""


_NO_PLACE = frozenset((
    "me", "you", "us", "them", "him", "her", "it", "english", "french", "german", "spanish", "python", "general",
    "detail", "order", "time", "words", "verse", "space", "history", "life", "love", "law", "art", "nature", "person",
    "town", "world", "school", "europe", "america", "history", "theory", "practice", "short", "full", "alphabetical"))


def extras(cursor: Cursor, wanted: Wanted) -> Wanted | None:
    """Take the letters people know from `ls`: -l -a -h -t -S -r -R."""
    raw = cursor.word()
    token = cursor.peek()
    if token is None or not re.fullmatch(r"-[lahAtSrR1F]+", token.raw) or not raw:
        return None
    cursor.at += 1
    letters = token.raw
    if "a" in letters or "A" in letters:
        wanted = replace(wanted, hidden="too")
    if "t" in letters or "S" in letters:
        wanted = replace(wanted, order="date" if "t" in letters else "size")
    return replace(wanted, backwards=wanted.backwards != ("r" in letters), deep=wanted.deep or "R" in letters)
