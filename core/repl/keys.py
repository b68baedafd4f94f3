"""What each key does at the prompt, beyond the usual editing keys."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.completion import CompleteEvent, get_common_complete_suffix
from prompt_toolkit.filters import has_completions, is_searching, vi_mode, vi_navigation_mode
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys

from core.repl.joined import is_open, leads_on
from core.repl.pastes import Pastes
from core.words.errors import LuciferError


def bind(pastes: Pastes, edited: Callable[[str], str], say: Callable[[str], None]) -> KeyBindings:
    """Return the bindings; `edited` runs the person's editor on a text, `say` puts a remark below the prompt."""
    keys = KeyBindings()
    _bind_lines(keys)
    _bind_ends(keys, pastes)
    _bind_pastes(keys, pastes, edited, say)
    _bind_completion(keys)
    return keys


def _bind_lines(keys: KeyBindings) -> None:
    """Enter sends or goes on; Ctrl-J and Alt-Enter always go on."""

    @keys.add("enter", filter=~is_searching)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_open(buffer.text):
            buffer.newline(copy_margin=False)
        elif leads_on(buffer.document.text_before_cursor):
            buffer.delete_before_cursor()
            buffer.newline(copy_margin=False)
        else:
            buffer.validate_and_handle()

    @keys.add("escape", "enter", filter=~is_searching & ~vi_navigation_mode)
    @keys.add("c-j", filter=~is_searching)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)


def _bind_pastes(
    keys: KeyBindings, pastes: Pastes, edited: Callable[[str], str], say: Callable[[str], None]
) -> None:
    """Pastes fold, Ctrl-O unfolds them; Ctrl-G opens the editor."""

    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(pastes.fold(event.data))

    @keys.add("c-o", filter=~is_searching)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        buffer.text = pastes.expand(buffer.text)
        buffer.cursor_position = len(buffer.text)

    @keys.add("c-g", filter=~is_searching)
    @keys.add("c-x", "c-e", filter=~is_searching & ~vi_mode)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer

        def run() -> None:
            try:
                buffer.text = edited(pastes.expand(buffer.text))
                buffer.cursor_position = len(buffer.text)
            except (LuciferError, ValueError) as error:
                say(str(error))

        run_in_terminal(run, in_executor=True)


def _bind_ends(keys: KeyBindings, pastes: Pastes) -> None:
    """Ctrl-C clears the line or asks to leave; Ctrl-D deletes a letter or leaves."""

    @keys.add("c-c", filter=~is_searching)
    @keys.add("<sigint>")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if not buffer.text:
            event.app.exit(exception=KeyboardInterrupt, style="class:aborting")
            return
        buffer.reset()
        pastes.forget()

    @keys.add("c-d", filter=~is_searching)
    def _(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.delete()
        else:
            event.app.exit(exception=EOFError, style="class:exiting")


def _bind_completion(keys: KeyBindings) -> None:
    """Tab completes what is certain and offers the rest; Esc closes the menu."""

    @keys.add("tab", filter=~is_searching)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state:
            buffer.complete_next()
            return
        offered = list(buffer.completer.get_completions(buffer.document, CompleteEvent(completion_requested=True)))
        common = get_common_complete_suffix(buffer.document, offered)
        if len(offered) == 1:
            buffer.apply_completion(offered[0])
        elif common:
            buffer.insert_text(common)
        elif offered:
            buffer.start_completion()

    @keys.add("escape", filter=has_completions & ~vi_mode, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.cancel_completion()
