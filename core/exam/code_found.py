"""Finds the code in an answer: its Python, its query, its JSON, in blocks or in the midst of the words."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from core.exam.said import code_blocks, plain
from core.words.values import Json

_BEGINS_CODE = re.compile(r"[ \t]*(?:(?:async )?def |class |import |from \w)")
_TYPED = re.compile(r"^(?:>>>|\.\.\.)(?: (.*))?$", re.MULTILINE)
_CODE_IN_WORDS = re.compile(r"`([^`\n]+)`")
_DEFINES = re.compile(r"(?:async )?def |class |\w+ ?= ?lambda\b")


def python_of(answer: str) -> str:
    """The Python code of an answer: its Python blocks together, else its only block, else what parses as code."""
    blocks = [replace(block, text=_without_prompts(block.text)) for block in code_blocks(answer)]
    marked = [block.text for block in blocks if block.language in ("python", "py", "python3")]
    if marked:
        whole = "\n\n".join(marked)
        return whole if _parses(whole) else next((one for one in marked if _parses(one)), whole)
    if blocks:
        return max((block.text for block in blocks), key=lambda text: (_parses(text), len(text)))
    lines = answer.strip().splitlines()
    starts = [number for number, line in enumerate(lines) if _BEGINS_CODE.match(line)]
    for start in starts[:3]:
        blanks = len(lines[start]) - len(lines[start].lstrip())
        code = [line[blanks:] if not line[:blanks].strip() else line for line in lines]
        for end in range(len(lines), start, -1):
            if _parses("\n".join(code[start:end])):
                return "\n".join(code[start:end])
    spans = [span for span in _CODE_IN_WORDS.findall(answer) if _DEFINES.match(span) and _parses(span)]
    return spans[0] if spans and not _parses(answer) else answer


def _without_prompts(code: str) -> str:
    """Return code as it is typed at Python's prompt (`>>> `), without what that shows."""
    typed = _TYPED.findall(code)
    return "\n".join(typed) if typed and not _parses(code) else code


def _parses(code: str) -> bool:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


_DATABASES = ("sql", "sqlite", "sqlite3", "mysql", "mariadb", "postgresql", "postgres", "pgsql", "plsql", "tsql", "")
_SQL_COMMENT = re.compile(r"('(?:[^']|'')*')|--[^\n]*|/\*.*?\*/", re.DOTALL)
# "with" is as common a word as "select": it begins a query where a name and "AS (" follow.
_QUERY = re.compile(r"\bSELECT\b|\bWITH\s+(?:RECURSIVE\s+)?\w+\s*(?:\([^()]*\)\s*)?AS\s*"
                    r"(?:(?:NOT\s+)?MATERIALIZED\s*)?\(", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:[(),]|(?:FROM|WHERE|GROUP|ORDER|HAVING|LIMIT|JOIN|INNER|LEFT|RIGHT|CROSS|UNION|EXCEPT|"
                      r"INTERSECT|SELECT|AND|OR|ON)\b)")
# A semicolon between quotes ends nothing.
_STATEMENT = re.compile(r"(?:[^;']|'(?:[^']|'')*')*")
# A line that tells of the query: a word with a capital letter that is none of SQL's, then three words without.
_WORDS_BEHIND = re.compile(
    r"(?<!,)\n[ \t]*(?!(?i:from|where|group|order|having|limit|offset|join|inner|left|right|full|outer|cross|natural|"
    r"union|except|intersect|select|and|or|on|not|in|as|case|when|then|else|end|with|using|between|like|is|asc|desc)\b)"
    r"[A-Z][a-z]+(?: [a-z]+){3}")
_INNER = re.compile(r"(?:\(|\b(?:UNION|ALL|EXCEPT|INTERSECT))\s*$", re.IGNORECASE)


def sql_of(answer: str) -> str:
    """The query of an answer: that of the first block that holds one, else of the text; "" without one."""
    blocks = [block.text for block in code_blocks(answer) if block.language in _DATABASES]
    return next((query for query in map(_query, blocks or [plain(answer)]) if query), "")


def _query(text: str) -> str:
    """The first query of a text that reads from a table, else the first."""
    text = _SQL_COMMENT.sub(lambda found: found[1] or " ", text)
    queries = [query for query in (_query_from(text[start.start():]) for start in _QUERY.finditer(text)) if query]
    reads = (query for query in queries if re.search(r"\bFROM\b", query, re.IGNORECASE))
    return next(reads, queries[0] if queries else "")


def _query_from(text: str) -> str:
    """The query that a text begins with, to its semicolon or to the words behind an empty line; "" where it is none."""
    to_semicolon = _STATEMENT.match(text)
    query = to_semicolon[0] if to_semicolon else text
    parts = (line for line in re.finditer(r"\n[ \t]*\n", query) if not _GOES_ON.match(query, line.end()))
    query = query[:next((line.start() for line in parts), len(query))]
    query = query[:next((line.start() for line in _WORDS_BEHIND.finditer(query)), len(query))]
    further = list(re.finditer(r"\bSELECT\b", query, re.IGNORECASE))[1:]
    # "To select the number, use SELECT ...": a word of the sentence, with the query still to come.
    in_words = query[:6].upper() == "SELECT" and not all(_INNER.search(query[:one.start()]) for one in further)
    return "" if in_words else query.strip()


# What begins like this was meant as JSON; another bracket is one of the sentence ("[as asked]", "{name}").
_LIKE_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\[{\"]")
_OF_TYPE = {"object": dict, "array": list}


def json_of(answer: str, schema: Json = None) -> Json:
    """The JSON value of an answer: all of it, its block, or the first object or list in it; None without one.

    Where the schema says which of the two it wants, the first of that type.
    """
    texts = [answer, *(block.text for block in code_blocks(answer))]
    for text in texts:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    found = list(_json_within(answer))
    wanted = _OF_TYPE.get(str(schema.get("type")), object) if isinstance(schema, dict) else object
    return next((value for value in found if isinstance(value, wanted)), found[0] if found else None)


def objects_of(answer: str, keys: Collection[str]) -> list[Json]:
    """The different JSON objects of an answer that have these keys."""
    found = [value for value in _json_within(answer) if isinstance(value, dict) and set(keys) <= set(value)]
    return [value for place, value in enumerate(found) if value not in found[:place]]


def _json_within(text: str) -> Iterator[Json]:
    """Yield the objects and lists that stand in a text, up to one that is broken."""
    at = 0
    while (start := re.compile(r"[{\[]").search(text, at)) is not None:
        try:
            value, at = json.JSONDecoder().raw_decode(text, start.start())
            yield value
        except (ValueError, RecursionError):
            if _LIKE_JSON.match(text, start.start()):
                return
            at = start.end()
