"""Finds the code in an answer: its Python, its query, its JSON, in blocks or in the midst of the words."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

from core.exam.said import code_blocks, plain
from core.words.values import Json


def python_of(answer: str) -> str:
    """The Python code of an answer: its Python blocks together, else its only block, else what parses as code."""
    blocks = code_blocks(answer)
    marked = [block.text for block in blocks if block.language in ("python", "py", "python3")]
    if marked:
        whole = "\n\n".join(marked)
        return whole if _parses(whole) else next((one for one in marked if _parses(one)), whole)
    if blocks:
        return max((block.text for block in blocks), key=lambda text: (_parses(text), len(text)))
    lines = answer.strip().splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"(?:async )?def |class |import |from \w", line)]
    for start in starts[:3]:
        for end in range(len(lines), start, -1):
            if _parses("\n".join(lines[start:end])):
                return "\n".join(lines[start:end])
    return answer


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
    query = text.partition(";")[0]
    parts = (line for line in re.finditer(r"\n[ \t]*\n", query) if not _GOES_ON.match(query, line.end()))
    query = query[:next((line.start() for line in parts), len(query))]
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
