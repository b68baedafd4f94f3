"""A throw-away process that renders a model's own chat template: sandboxed, and with little memory."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.engine.frames import read_frame, write_frame

MEMORY_BYTES_MAX = 64 << 20


class GenerationTag(Extension):
    """Accepts `{% generation %}`, which some templates put around answers for training."""

    tags = {"generation"}  # noqa: RUF012

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _raise(message: str) -> NoReturn:
    raise TemplateError(message)


def _as_json(value: object, indent: int | None = None, **_: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _now(form: str) -> str:
    return datetime.datetime.now().astimezone().strftime(form)


def render(request: dict[str, Any]) -> str:
    """Render a request's template; stop when the output passes its cap."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, GenerationTag])
    environment.filters["tojson"] = _as_json
    environment.globals |= {"raise_exception": _raise, "strftime_now": _now}
    template = environment.from_string(request["template"])
    parts, size = [], 0
    for part in template.generate(**request["facts"]):
        size += len(part)
        if size > request["characters_max"]:
            raise TemplateError("the output is too long")
        parts.append(part)
    return "".join(parts)


def _limit_memory() -> None:
    """Allow 64 MiB more than the process has now; where the system cannot say how much that is, the clock must do."""
    try:
        import resource  # noqa: PLC0415

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + MEMORY_BYTES_MAX
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return


def main() -> int:
    """Answer requests until standard input ends."""
    _limit_memory()
    write_frame(sys.stdout.buffer, {"ready": True})
    while (request := read_frame(sys.stdin.buffer)) is not None:
        try:
            answer = {"text": render(request)}
        except MemoryError:
            answer = {"error": "it needs more than 64 MiB"}
        except RecursionError:
            answer = {"error": "it calls itself without end"}
        # What a stranger's template may raise cannot be listed: type errors, key errors, overflow, all the same to us.
        except Exception as error:  # noqa: BLE001
            answer = {"error": f"{type(error).__name__}: {error}"[:300]}
        write_frame(sys.stdout.buffer, answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
