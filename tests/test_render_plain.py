"""Plain output: answers once on standard output, remarks on standard error."""

from __future__ import annotations

import io

from core.render.plain import PlainScreen
from core.words.events import Notice, PieceEvent, ReplyDone
from core.words.values import Piece, Usage


def test_remark_before_the_end_of_an_answer_does_not_print_it_twice() -> None:
    out, err = io.StringIO(), io.StringIO()
    screen = PlainScreen(io.StringIO(), out, err, quiet=False, yes=False, show_thinking=False)
    for event in (PieceEvent(Piece("all of it")), Notice("not saved", "warning"),
                  Notice("all is well", "good"), ReplyDone("all of it", Usage(), {})):
        screen.show(event)
    screen.show(ReplyDone("next", Usage(), {}))
    screen.close()
    assert out.getvalue() == "all of it\nnext\n"
    assert err.getvalue() == "warning: not saved\nall is well\n"
