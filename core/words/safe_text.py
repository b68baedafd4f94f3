"""Text that we did not write, made harmless for a terminal, for a consent question, or for the model.

A terminal obeys what it is sent: it can be told to rewrite the clipboard, the title or what was already shown.
Every string of a model, a file name, a server or a child process passes `safe` (prose) or `visible` (commands, paths)
on its way out; everything pasted or piped in passes `clean_input`.
"""

from __future__ import annotations

import json
import re
import unicodedata

# A string sequence (OSC, DCS, ...) longer than this never ends in practice: its payload is shown as text instead.
SEQUENCE_MAX = 4096

_SPECIAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
_CSI = re.compile(r"[0-?]{0,256}[ -/]{0,16}")
_INTERMEDIATES = re.compile(r"[ -/]{1,16}")
_STRING_END = re.compile("[\x07\x18\x1a\x1b\x9c\n]")
_C1_STRINGS = "\x90\x98\x9d\x9e\x9f"  # DCS SOS OSC PM APC
_ESC_STRINGS = "PX]^_"
_BLACK_FLAG = "\U0001f3f4"  # the flags of England, Scotland and Wales are this sign and tag characters


class SafeStream:
    """Makes streamed text safe: a sequence split over any number of chunks is removed as if it came in one."""

    __slots__ = ("_before", "_held")

    def __init__(self) -> None:
        self._held = ""  # begins with a character whose meaning the next chunk decides
        self._before = ""  # the last character passed on

    def feed(self, chunk: str) -> str:
        """Return what of the text so far can be shown now."""
        return self._pass(self._held + chunk, final=False)

    def finish(self) -> str:
        """Return what was still held back; the stream can be used again."""
        return self._pass(self._held, final=True)

    def _pass(self, text: str, *, final: bool) -> str:
        shown: list[str] = []
        at = 0
        self._held = ""
        while match := _SPECIAL.search(text, at):
            start = match.start()
            if start > at:
                shown.append(text[at:start])
                self._before = text[start - 1]
            step = _special(text, start, self._before, final=final)
            if step is None:
                self._held = text[start:]
                return "".join(shown)
            visible_text, at = step
            if visible_text:
                shown.append(visible_text)
                self._before = visible_text[-1]
        if at < len(text):
            shown.append(text[at:])
            self._before = text[-1]
        return "".join(shown)


def safe(text: str) -> str:
    """Return prose without control bytes or escape sequences; bidi controls are shown as <U+202E>."""
    if _SPECIAL.search(text) is None:
        return text
    stream = SafeStream()
    return stream.feed(text) + stream.finish()


def safe_line(text: str) -> str:
    """Return prose on one line: for labels, titles and table cells."""
    return " ".join(safe(text).split())


def safe_json(text: str) -> str:
    """Return JSON that means the same, with what a terminal would obey written as escapes."""
    return _SPECIAL.sub(lambda match: json.dumps(match[0])[1:-1], text)


def clean_input(text: str) -> str:
    """Return pasted or piped text fit for the model, the disk and the screen.

    Line ends become newlines, escape sequences and control bytes go, NUL and what was never text become U+FFFD.
    """
    text = re.sub("\r\n?", "\n", text.removeprefix("\ufeff")).replace("\x00", "\ufffd")
    if _SPECIAL.search(text) is None:
        return text
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    # Bidi controls and tags are what the person pasted: they stay, and are made visible where they are shown.
    return "".join(
        piece if odd else safe(piece)
        for odd, piece in _split(text, "[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]+")
    )


def _split(text: str, pattern: str) -> list[tuple[bool, str]]:
    """Cut text into pieces that match the pattern (True) and those between (False)."""
    pieces = []
    at = 0
    for match in re.finditer(pattern, text):
        pieces += [(False, text[at : match.start()]), (True, match[0])]
        at = match.end()
    return [*pieces, (False, text[at:])]


def _special(text: str, at: int, before: str, *, final: bool) -> tuple[str, int] | None:
    """Return what to show for the special character at `at` and where to go on, or None to wait for more."""
    char = text[at]
    if char == "\x1b":
        return _escape(text, at, final=final)
    if char == "\x9b":
        return _control(text, at + 1, final=final)
    if char in _C1_STRINGS:
        return _string(text, at, at + 1, final=final)
    if char == "\r":
        if at + 1 >= len(text) and not final:
            return None
        # An overprinted line must not hide what stood there: both stay, on two lines.
        return ("" if text[at + 1 : at + 2] in ("\n", "") else "\n"), at + 1
    if char in "\u2028\u2029":
        return "\n", at + 1
    if "\ud800" <= char <= "\udfff":
        return "\ufffd", at + 1
    if char >= "\U000e0000":
        keep = before == _BLACK_FLAG or before >= "\U000e0000"
        return (char if keep else code_point(char)), at + 1
    if char >= "\u202a":
        return code_point(char), at + 1
    return "", at + 1


def _escape(text: str, at: int, *, final: bool) -> tuple[str, int] | None:
    kind = text[at + 1 : at + 2]
    if not kind:
        return ("", at + 1) if final else None
    if kind == "[":
        return _control(text, at + 2, final=final)
    if kind in _ESC_STRINGS:
        return _string(text, at, at + 2, final=final)
    if " " <= kind <= "/":
        match = _INTERMEDIATES.match(text, at + 1)
        end = match.end() if match else at + 1
        if end >= len(text) and not final:
            return None
        return "", end + 1 if "0" <= text[end : end + 1] <= "~" else end
    return "", at + 2 if "0" <= kind <= "~" else at + 1


def _control(text: str, at: int, *, final: bool) -> tuple[str, int] | None:
    """Skip a CSI sequence whose parameters begin at `at`."""
    match = _CSI.match(text, at)
    end = match.end() if match else at
    if end >= len(text):
        return ("", end) if final else None
    return "", end + 1 if "@" <= text[end] <= "~" else end


def _string(text: str, start: int, at: int, *, final: bool) -> tuple[str, int] | None:
    """Skip a string sequence whose payload begins at `at`; one that never ends gives its payload back as text."""
    match = _STRING_END.search(text, at, start + SEQUENCE_MAX)
    if match is None:
        return ("", at) if final or len(text) - start >= SEQUENCE_MAX else None
    end = match.end()
    if match[0] in "\x07\x9c":
        return "", end
    if match[0] == "\x1b":
        if end >= len(text) and not final:
            return None
        return ("", end + 1) if text[end : end + 1] == "\\" else ("", at)
    return "", at


# --- commands and paths: what is shown must be what runs ---------------------------------------------------------

SPACES_MAX = 8

# Letters of other alphabets that look like Latin ones, and signs that look like those of a shell.
_LOOKALIKES = frozenset(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0410\u0412\u0415\u041a"
    "\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u03bf\u03b1\u03bd\u03c1\u03c4\u03c5\u0391"
    "\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u0131\u0261\u0251\u2010\u2011"
    "\u2012\u2013\u2014\u2212\u2215\u2044\u02cb\u04cf\u04c0\u0475\u0570\u0578\u057d\u0581\u0585\u0269\u1d0f\ua731"
    "\u01c0\u01c3\u2223\u2758\u2217\u204e\u02dc\u2053\u223c\ua4f8\u2216\u29f5\u29f8\u2571\u00b4\u2032"
    "\u2018\u201a\u201b\u201c\u201d\u201e\u201f\uff02\uff07\uff0a\uff0e\uff1c\uff1e"
)
# Between letters it is an apostrophe, elsewhere it could be taken for the shell's quote.
_APOSTROPHE = "\u2019"
# What Unicode calls another form of an ASCII sign or letter masks it too, but these are honest: the wide ones of East
# Asia, as far as they are not listed above, and raised letters and figures.
_FORMS = re.compile("[\uff01-\uff5e\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209f]")


def visible(text: str) -> str:
    """Return a command or path on one line with everything invisible or misleading shown as <U+XXXX>."""
    escaped = "".join(code_point(char) if _hides(char) else char for char in text)
    if not escaped.isascii():
        escaped = re.sub(r"[^\W\d_]+", lambda word: _unmask(word[0]), escaped)
        escaped = re.sub(rf"(?<!\w){_APOSTROPHE}|{_APOSTROPHE}(?!\w)", lambda quote: code_point(quote[0]), escaped)
        escaped = "".join(code_point(char) if _masks(char) and not char.isalpha() else char for char in escaped)
    return re.sub(f" {{{SPACES_MAX + 1},}}", lambda run: f"<{len(run[0])} spaces>", escaped)


def oddities(text: str) -> tuple[str, ...]:
    """Return one sentence for each way in which a command or path looks different from what it is."""
    found = []
    shown = visible(text)
    hidden = sorted({code_point(char) for char in text if _hides(char) and char not in "\n\t"})
    if hidden:
        found.append(f"holds characters that cannot be seen: {' '.join(hidden[:6])}")
    masked = [char for char in dict.fromkeys(text)
              if (char == _APOSTROPHE or _masks(char)) and code_point(char) in shown]
    if masked:
        found.append(f"holds letters that look like others: {' '.join(code_point(char) for char in masked[:6])}")
    if re.search(f" {{{SPACES_MAX + 1},}}", text):
        found.append("holds a long run of spaces that can push its end out of sight")
    return tuple(found)


def code_point(char: str) -> str:
    """Write a character as <U+202E>."""
    return f"<U+{ord(char):04X}>"


def _hides(char: str) -> bool:
    if char.isprintable() and not "\ufe00" <= char <= "\ufe0f" and not "\U000e0100" <= char <= "\U000e01ef":
        return char in "\u2800\u3164\u115f\u1160\uffa0\u034f\u17b4\u17b5"  # printable by category, blank on screen
    return True


def _unmask(word: str) -> str:
    """Escape the lookalikes of a word that mixes them with Latin letters or is made of nothing else."""
    if word.isascii() or not any(_masks(char) for char in word):
        return word
    others = [char for char in word if not _masks(char)]
    native = any("LATIN" not in unicodedata.name(char, "") for char in others)
    if native and not any(char.isascii() for char in others):
        return word  # an honest word of that alphabet
    return "".join(code_point(char) if _masks(char) else char for char in word)


def _masks(char: str) -> bool:
    """Say whether a character can be taken for one of ASCII."""
    if char.isascii() or char in _LOOKALIKES:
        return not char.isascii()
    plain = unicodedata.normalize("NFKC", char)
    return len(plain) == 1 and " " < plain < "\x7f" and not _FORMS.match(char)
