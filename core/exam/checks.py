"""From a test's description to the check that judges it; a description with a mistake in it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.exam.check_code import JsonCheck, PythonCheck, SqlCheck
from core.exam.check_numbers import NumberCheck
from core.exam.check_sequence import SequenceCheck
from core.exam.check_words import AdmitsCheck, ChoiceCheck, FormCheck, SaysCheck
from core.exam.shell_effect import ShellCheck
from core.exam.verdict import BadTest, Check

Spec = Mapping[str, Any]


def read_check(spec: Spec, where: str) -> Check:
    """Return the check that a description names by its one main key; raise BadTest saying where it is wrong."""
    kinds = [kind for kind in _KINDS if kind in spec]
    if len(kinds) != 1:
        raise BadTest(f"{where}: a check needs exactly one of {', '.join(_KINDS)}")
    read, further = _KINDS[kinds[0]]
    unknown = set(spec) - {kinds[0], *further}
    if unknown:
        raise BadTest(f"{where}: {kinds[0]} does not know {', '.join(sorted(unknown))}")
    try:
        return read(spec)
    except (KeyError, TypeError, ValueError) as error:
        raise BadTest(f"{where}: {kinds[0]}: {error!r}") from error


def _phrases(value: object) -> tuple[str, ...]:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return (str(value),)
    # YAML reads an unquoted yes or no as true or false.
    if isinstance(value, list) and value and all(type(one) in (str, int) for one in value):
        return tuple(map(str, value))
    raise ValueError(f"expected a phrase or a list of phrases, not {value!r}")


def _number(spec: Spec) -> Check:
    return NumberCheck(float(spec["number"]), float(spec.get("tolerance", 1e-6)), str(spec.get("about", "")))


def _says(spec: Spec) -> Check:
    """One phrase, or a list of groups; a group is a phrase or a list of phrases of which one is enough."""
    said = spec["says"]
    groups = tuple(map(_phrases, said)) if isinstance(said, list) else (_phrases(said),)
    if not groups:
        raise ValueError("expected phrases")
    return SaysCheck(groups, _phrases(spec["never"]) if spec.get("never") else (), spec.get("words_max"))


def _choice(spec: Spec) -> Check:
    return ChoiceCheck(_phrases(spec["choice"]), _phrases(spec["among"]), str(spec.get("about", "")))


def _sequence(spec: Spec) -> Check:
    return SequenceCheck(_phrases(spec["sequence"]))


def _admits(spec: Spec) -> Check:
    """`true`, or what is asked about and does not exist."""
    return AdmitsCheck() if spec["admits"] is True else AdmitsCheck(_phrases(spec["admits"]))


def _form(spec: Spec) -> Check:
    return FormCheck(str(spec["form"]))


def _python(spec: Spec) -> Check:
    cases = tuple((list(arguments), expected) for arguments, expected in spec.get("cases", ()))
    return PythonCheck(spec["python"], cases, str(spec.get("contains", "")))


def _json(spec: Spec) -> Check:
    return JsonCheck(spec["json"], spec.get("expected"))


def _tool(spec: Spec) -> Check:
    """A call of a tool, as {"tool": name, "arguments": {...}}."""
    schema = {"type": "object", "required": ["tool", "arguments"],
              "properties": {"tool": {"const": spec["tool"]}, "arguments": {"type": "object"}}}
    return JsonCheck(schema, {"arguments": spec["arguments"]}, once=("tool", "arguments"))


def _sql(spec: Spec) -> Check:
    return SqlCheck(str(spec["sql"]), tuple(tuple(row) for row in spec["rows"]), bool(spec.get("ordered")))


def _shell(spec: Spec) -> Check:
    """A reference command in a folder (`setup`), and what must be equal, or which names or number must be shown."""
    setup: dict[str, Any] = dict(spec["setup"])
    exam = {"setup": setup, "reference": str(spec["shell"]), "one_line": False}
    kinds = [kind for kind in ("compare", "names", "value") if kind in spec]
    if len(kinds) != 1 or any(not isinstance(value, str | dict | None) for value in setup.values()):
        raise ValueError("expected a folder and one of compare, names, value")
    if "compare" in spec and spec["compare"] not in _COMPARED:
        raise ValueError(f"compare is one of {', '.join(_COMPARED)}")
    check = {"compare": "effect", "names": "names_in_order" if spec.get("ordered") else "names_present",
             "value": "number"}[kinds[0]]
    further = {key: spec[key] for key in _SHELL_KEYS if key in spec}
    return ShellCheck({**exam, **further, "check": check})


_COMPARED = ("stdout", "stdout-sorted", "tree", "both", "then")
_SHELL_KEYS = ("compare", "names", "value", "absent", "also", "then")
_KINDS: dict[str, tuple[Callable[[Spec], Check], tuple[str, ...]]] = {
    "number": (_number, ("tolerance", "about")), "says": (_says, ("never", "words_max")),
    "choice": (_choice, ("among", "about")),
    "sequence": (_sequence, ()), "admits": (_admits, ()), "form": (_form, ()),
    "python": (_python, ("cases", "contains")), "json": (_json, ("expected",)), "tool": (_tool, ("arguments",)),
    "sql": (_sql, ("rows", "ordered")), "shell": (_shell, ("setup", "ordered", *_SHELL_KEYS))}
