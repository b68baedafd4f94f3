"""A shell command as a tree, flattened to what judging needs: every simple command in it, wherever it stands."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

LENGTH_MAX = 20_000
_DEPTH_MAX = 80
# Variables whose value the person set up. Outside double quotes the shell splits the value and looks for files by it.
_KNOWN_VARIABLES = frozenset(("HOME", "PWD", "OLDPWD", "USER", "LOGNAME", "SHELL", "TMPDIR", "PATH", "LANG", "HOSTNAME",
                              "UID", "TERM", "EDITOR", "?", "$", "#"))
_NUMBERS = frozenset(("UID", "?", "$", "#"))
_NAMES = frozenset(("HOME", "USER", "LOGNAME"))
# Numbers and variables in a test are evaluated, which can run a command; questions about a plain file cannot.
_PLAIN_TEST = re.compile(r"""\[\[?\s+(!\s+)?-[defhLrwxszn]\s+(["']?)[\w./~ -]+\2\s+\]\]?""")
# Nodes of a plain line: words, quotes, pipes, lists, redirections. Anything else is remembered as a construct.
_PLAIN = frozenset((
    "program", "list", "pipeline", "command", "command_name", "redirected_statement", "file_redirect",
    "file_descriptor", "word", "string", "string_content", "raw_string", "number", "concatenation",
    "simple_expansion", "expansion", "variable_name", "special_variable_name", "negated_command", "test_command",
    "unary_expression", "binary_expression", "test_operator", "comment", ";", "&&", "||", "|", "|&", ">", ">>", ">&",
    ">|", "<", "<&", "&>", "&>>", "\"", "\n", "$", "${", "}", "[", "]", "[[", "]]", "!", "=", "==", "!=", "-a", "-o",
    "(", ")", "parenthesized_expression"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the program will get it. `literal` is False when it is only known at run time."""

    text: str
    literal: bool
    glob: bool
    raw: str

    @property
    def certain(self) -> bool:
        """Whether the text is exactly what the program gets."""
        return self.literal and not self.glob


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where output goes or input comes from."""

    operator: str
    target: Word


@dataclass(frozen=True, slots=True)
class Simple:
    """One simple command: its words, what stands before them, its place in a pipe, and the texts fed into it."""

    words: tuple[Word, ...]
    assignments: tuple[str, ...]
    redirects: tuple[Redirect, ...]
    piped: bool
    raw: str
    fed: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Every simple command and every unusual construct of a command line. `readable` False: it is not valid shell."""

    simples: tuple[Simple, ...]
    constructs: frozenset[str]
    redirects: tuple[Redirect, ...]
    readable: bool


@lru_cache(maxsize=1)
def _parser() -> Parser:
    import tree_sitter  # noqa: PLC0415 - 5 ms that a chat need not spend
    import tree_sitter_bash  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))


def parse(command: str) -> Tree:
    """Parse a command; one that is too long, too deep or not shell gives an unreadable tree."""
    if len(command) > LENGTH_MAX or not command.strip():
        return Tree((), frozenset(), (), False)
    try:
        root = _parser().parse(command.encode("utf-8", "surrogatepass")).root_node
    except ImportError:
        return Tree((), frozenset(), (), False)
    walk = _Walk()
    walk.visit(root)
    return Tree(tuple(walk.simples), frozenset(walk.constructs), tuple(walk.redirects),
                not root.has_error and not walk.too_deep)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a statement gives to the command in it."""

    redirects: tuple[Redirect, ...] = ()
    extra: tuple[Word, ...] = ()
    fed: tuple[Word, ...] = ()


_NONE = _Around()
_FED = ("herestring_redirect", "heredoc_redirect")


class _Walk:
    """One pass over the tree, without recursion: a hostile command nests as deep as it likes."""

    def __init__(self) -> None:
        self.simples: list[Simple] = []
        self.constructs: set[str] = set()
        self.redirects: list[Redirect] = []
        self.too_deep = False

    def visit(self, root: Node) -> None:
        pending: list[tuple[Node, bool, _Around, int]] = [(root, False, _NONE, 0)]
        while pending:
            node, piped, around, depth = pending.pop()
            if depth > _DEPTH_MAX:
                self.too_deep = True
                continue
            if node.type not in _PLAIN:
                self.constructs.add(node.type)
            if node.type == "command":
                self._command(node, piped, around)
            if node.type in ("declaration_command", "unset_command"):
                self._declaration(node)
            if node.type == "test_command" and not _PLAIN_TEST.fullmatch(_source(node)):
                self.constructs.add("test")
            children = list(node.children)
            body: Node | None = None
            if node.type == "redirected_statement":
                body = node.child_by_field_name("body")
                around = self._redirected(node, around)
                if body is None or body.type not in ("command", "redirected_statement"):
                    self.redirects += around.redirects
                    if around.extra:
                        self.constructs.add("words after a redirection")
            for place, child in reversed(list(enumerate(children))):
                inherits = child == body
                in_pipe = piped if node.type in ("redirected_statement", "list") or place == 0 else (
                    node.type == "pipeline" or (piped and node.type == "command"))
                pending.append((child, in_pipe and child.is_named, around if inherits else _NONE, depth + 1))

    def _redirected(self, node: Node, around: _Around) -> _Around:
        """The redirections of a statement, the words after them (the parser counts them to it), and here-texts."""
        found, extra, fed = list(around.redirects), list(around.extra), list(around.fed)
        for child in node.children:
            if child.type == "file_redirect":
                redirect, words = _redirect(child)
                found += [redirect] if redirect else []
                extra += words
            elif child.type in _FED:
                fed += _fed(child)
        return _Around(tuple(found), tuple(extra), tuple(fed))

    def _command(self, node: Node, piped: bool, around: _Around) -> None:
        words: list[Word] = []
        fed = list(around.fed)
        assignments: list[str] = []
        own: list[Redirect] = []
        for child in node.children:
            if child.type == "variable_assignment":
                assignments.append(_source(child))
            elif child.type == "file_redirect":
                redirect, more = _redirect(child)
                own += [redirect] if redirect else []
                words += more
            elif child.type == "command_name":
                words.append(_word(child.children[0] if child.children else child))
            elif child.type in _FED:
                fed += _fed(child)
            elif child.is_named and child.type != "comment":
                words.append(_word(child))
        every = (*around.redirects, *own)
        self.redirects += every
        self.simples.append(Simple((*words, *around.extra), tuple(assignments), every, piped, _source(node),
                                   tuple(fed)))

    def _declaration(self, node: Node) -> None:
        """`export A=1` and its kin: the keyword, then each assignment as it stands."""
        words = [Word(_source(child), index == 0, False, _source(child)) for index, child in enumerate(node.children)]
        self.simples.append(Simple(tuple(words), (), (), False, _source(node)))


def _redirect(node: Node) -> tuple[Redirect | None, list[Word]]:
    operator, words = "", []
    for child in node.children:
        if child.type == "file_descriptor":
            continue
        if child.is_named:
            words.append(_word(child))
        else:
            operator = operator or child.type
    return (Redirect(operator, words[0]) if words else None), words[1:]


def _fed(node: Node) -> list[Word]:
    """The text of a here-string or here-document; what is expanded in it is not known."""
    if node.type == "herestring_redirect":
        return [_word(child) for child in node.children if child.is_named and child.type != "file_descriptor"]
    bodies = [child for child in node.children if child.type == "heredoc_body"]
    return [Word(_source(body), all(child.type in ("heredoc_content", "heredoc_end") or _is_known(child)
                                    for child in body.children), False, _source(body)) for body in bodies]


def _word(node: Node) -> Word:
    text, literal, glob = _read(node, 0)
    return Word(text, literal, glob, _source(node))


def _read(node: Node, depth: int) -> tuple[str, bool, bool]:
    """Return a word's text without quotes, whether that is all known, and whether it is a file pattern."""
    raw = _source(node)
    if depth > 8:
        return raw, False, False
    if node.type in ("word", "number", "command_name"):
        bare = re.sub(r"\\(.)", "", raw, flags=re.DOTALL)
        return re.sub(r"\\(.)", lambda match: match[1] if match[1] != "\n" else "", raw, flags=re.DOTALL), \
            "{" not in bare or bare == "{}", bool(re.search(r"[*?\[]", bare))
    if node.type == "raw_string":
        return raw[1:-1], True, False
    if node.type == "string":
        known = all(child.type in ("\"", "string_content") or _is_known(child) for child in node.children)
        return re.sub(r"\\([$`\"\\\n])", lambda match: match[1].strip("\n"), raw[1:-1]), known, False
    if node.type in ("simple_expansion", "expansion"):
        name = raw[1:].strip("{}")
        return raw, _is_known(node) and name in _NUMBERS | _NAMES, name in _NAMES
    if node.type == "ansi_c_string":
        return _ansi(raw[2:-1]), False, False
    if node.type == "concatenation":
        parts = [_read(child, depth + 1) for child in node.children]
        text = "".join(part[0] for part in parts)
        return text, text == "{}" or all(part[1] for part in parts), any(part[2] for part in parts)
    return raw, False, False


def _is_known(node: Node) -> bool:
    match = re.fullmatch(r"\$(?:\{(\w+)\}|(\w+|[?$#]))", _source(node))
    return match is not None and (match[1] or match[2]) in _KNOWN_VARIABLES


def _ansi(text: str) -> str:
    try:
        return str(codecs.decode(text, "unicode_escape"))
    except ValueError:
        return text


def _source(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
