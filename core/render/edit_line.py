"""A text that stands in the line to be changed there: the command of a proposal, a question asked again."""

from __future__ import annotations

import re
import sys
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.cursor_shapes import CursorShape
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import create_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output

from core.words.safe_text import clean_input, safe_line

_HIDDEN = re.compile("[\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


class QuietOutput(Vt100_Output):
    """A terminal that is never asked where its cursor is: a late reply cannot end up in the line."""

    @property
    def responds_to_cpr(self) -> bool:
        return False

    def get_rows_below_cursor_position(self) -> int:
        return 1


class HiddenShown(Processor):
    """Shows in the line being edited what a terminal would obey or hide."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        fragments: StyleAndTextTuples = [
            (fragment[0], "".join(_shown(char) for char in fragment[1])) for fragment in transformation_input.fragments
        ]
        return Transformation(fragments)


def drawing_on(stdout: TextIO, term: str | None) -> Output:
    """Return where a line that is being edited is drawn."""
    if sys.platform == "win32":
        return create_output(stdout)
    return QuietOutput.from_pty(stdout, term=term, enable_bell=False)


def edit_line(before: str, text: str, stdin: TextIO, stdout: TextIO) -> str:
    """Let a person change a text of one line; return it as it was at Ctrl-D, raise KeyboardInterrupt at Ctrl-C."""
    keys = create_input(stdin)
    session: PromptSession[str] = PromptSession(
        input=keys, output=drawing_on(stdout, None), input_processors=[HiddenShown()],
        cursor=CursorShape._NEVER_CHANGE, color_depth=ColorDepth.DEPTH_1_BIT)
    try:
        return clean_input(session.prompt([("bold", safe_line(before)), ("", " ")], default=text, handle_sigint=False))
    except EOFError:
        return text
    finally:
        clear_typeahead(keys)  # what came behind Enter was typed before the next question was on screen


def _shown(char: str) -> str:
    return "\ufffd" if _HIDDEN.match(char) else char
