"""Sit the fixed exams with a GGUF, by greedy inference alone, and print a table of scores."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from core.exam.shell_effect import Exam, grade_command, lay_out
from models.spark.pupil import Pupil

FOLDER = Path(__file__).parent
COMMAND_TOKENS_MAX = 160
SNIPPET_SECONDS_MAX = 10
PREFILL = "```sh\n"
BARS = {"commands_easy": 0.85, "commands_medium": 0.40, "sums": 0.90, "talk": 0.95, "facts": 0.95, "beyond": 0.90}
_FLAGS = re.IGNORECASE | re.DOTALL


@dataclass(frozen=True)
class Sheet:
    """One exam row with what the model answered."""

    exam: str
    id: str
    kind: str
    text: str
    answer: str
    right: bool
    why: str


def said(answer: str) -> str:
    """The answer without its scratch work."""
    return re.sub(r"<think>.*?</think>", "", answer, flags=re.DOTALL).strip()


def by_meaning(row: Exam, answer: str) -> tuple[bool, str]:
    wanted = any(re.search(pattern, answer, _FLAGS) for pattern in row["any"])
    unwanted = any(re.search(pattern, answer, _FLAGS) for pattern in row.get("none", []))
    return wanted and not unwanted, "says what it must not" if unwanted else "meaning"


def by_number(row: Exam, answer: str) -> tuple[bool, str]:
    numbers = re.findall(r"-?\d+", answer)
    return bool(numbers) and int(numbers[-1]) == row["answer"], "last number"


def by_route(row: Exam, answer: str) -> tuple[bool, str]:
    return ("command" if answer.startswith("```sh") else "chat") == row["expect"], "route"


def by_running(row: Exam, answer: str) -> tuple[bool, str]:
    """Run a snippet in a folder of its own; the exam's check decides."""
    fenced = re.search(r"```\w*\n(.*?)(```|$)", answer, re.DOTALL)
    code = fenced.group(1) if fenced else answer
    language = row["language"]
    program = {"python": [sys.executable, "-I"], "bash": ["bash"], "javascript": ["node"]}[language]
    ending = {"python": "py", "bash": "sh", "javascript": "js"}[language]
    if "call" in row:
        defined = r"^(?:async )?def (\w+)" if language == "python" else r"(?:function|const) (\w+)"
        names = re.findall(defined, code, re.MULTILINE)
        if not names:
            return False, "defines no function"
        if language == "python":
            code = f"{code}\nf = {names[-1]}\n{row['call']}\n"
        else:
            code = f"const assert = require('node:assert');\n{code}\nconst f = {names[-1]};\n{row['call']}\n"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "here"
        folder.mkdir()
        lay_out(row.get("setup", {}), folder)
        script = Path(scratch) / f"snippet.{ending}"
        script.write_text(code, encoding="utf-8")
        try:
            done = subprocess.run(
                [*program, str(script)],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SNIPPET_SECONDS_MAX,
                check=False,
            )
        except (subprocess.TimeoutExpired, FileNotFoundError) as failure:
            return False, type(failure).__name__
    output = done.stdout.decode("utf-8", "replace").strip()
    if "stdout" in row:
        return re.search(row["stdout"], output) is not None, "output"
    return done.returncode == 0, done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]


GRADERS: dict[str, Callable[[Exam, str], tuple[bool, str]]] = {
    "commands_easy": grade_command,
    "commands_medium": grade_command,
    "sums": by_number,
    "talk": by_meaning,
    "facts": by_meaning,
    "beyond": by_meaning,
    "snippets": by_running,
    "router": by_route,
}


def sit(pupil: Pupil, name: str, rows: list[Exam]) -> list[Sheet]:
    """Answer every row of one exam. Commands are asked as `do` asks: the answer must begin with a shell block."""
    sheets: list[Sheet] = []
    for row in rows:
        if name.startswith("commands"):
            answer = pupil.answer(row["text"], prefill=PREFILL, tokens_max=COMMAND_TOKENS_MAX, stop="\n```")
        elif name == "router":
            answer = pupil.answer(row["text"], tokens_max=4)
        else:
            answer = pupil.answer(row["text"])
        right, why = GRADERS[name](row, answer if name == "router" else said(answer))
        kind = str(row.get("kind", row.get("op", row.get("expect", ""))))
        sheets.append(Sheet(name, row["id"], kind, row["text"], answer, right, why))
    return sheets


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z, share = 1.96, right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * ((share * (1 - share) + z * z / (4 * total)) / total) ** 0.5 / (1 + z * z / total)
    return middle - half, middle + half


def read_exam(name: str) -> list[Exam]:
    text = (FOLDER / "exams" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def summary(name: str, sheets: list[Sheet]) -> dict[str, object]:
    right = sum(sheet.right for sheet in sheets)
    low, high = wilson(right, len(sheets))
    return {"exam": name, "right": right, "total": len(sheets), "share": right / len(sheets), "low": low, "high": high}


def evaluate(model: Path, names: list[str], *, out: Path | None, limit: int | None = None) -> list[dict[str, object]]:
    """Sit the named exams, print the table, and write every answer to `out`."""
    pupil = Pupil(model)
    print(f"{'exam':18} {'right':>9}  {'share':>6}  95 % interval     bar", flush=True)
    results: list[dict[str, object]] = []
    sheets: list[Sheet] = []
    for name in names:
        begun = time.monotonic()
        mine = sit(pupil, name, read_exam(name)[:limit])
        parts = {name: mine}
        if name == "sums":
            parts = {"sums": [s for s in mine if s.kind == "+"], "sums - and x": [s for s in mine if s.kind != "+"]}
        for part, part_sheets in parts.items():
            if not part_sheets:
                continue
            row = summary(part, part_sheets)
            results.append(row)
            bar = f"{BARS[part]:.0%}" if part in BARS else ""
            counts = f"{row['right']:>4}/{row['total']:<4}  {row['share']:6.1%}  {row['low']:6.1%} - {row['high']:6.1%}"
            print(f"{part:18} {counts}  {bar:>5}   {time.monotonic() - begun:.0f} s", flush=True)
        sheets += mine
    if out is not None:
        whole = {"model": model.name, "scores": results, "answers": [asdict(sheet) for sheet in sheets]}
        out.write_text(json.dumps(whole, indent=1, ensure_ascii=False), encoding="utf-8")
    return results


def main() -> None:
    options = argparse.ArgumentParser(description="Sit Spark's exams with a GGUF.")
    options.add_argument("exams", nargs="*", default=list(GRADERS))
    options.add_argument("--model", type=Path, default=FOLDER / "spark.gguf")
    options.add_argument("--out", type=Path, help="write scores and every answer as JSON")
    options.add_argument("--limit", type=int, help="only the first rows of each exam")
    chosen = options.parse_args()
    evaluate(chosen.model, chosen.exams, out=chosen.out, limit=chosen.limit)


if __name__ == "__main__":
    main()
