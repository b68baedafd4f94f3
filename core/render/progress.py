"""How far a piece of work is, in one row or one line: what a person waits with comes first, the rest gives way."""

from __future__ import annotations

from core.render.columns import cells, cut, pad
from core.render.theme import Theme
from core.words.events import Progress
from core.words.safe_text import safe_line
from core.words.units import bytes_text, seconds_text

# Room for the longest figures, so that a row keeps its columns while they change.
_FIGURES, _SHORT_FIGURES = len("9.99 MB of 9.99 GB, 99.9 MB/s, 25 h 59 min left"), len("0.99/9.99 GB 99.9 MB/s 9:59:59")
_LABEL_MIN, _BAR_MIN, _BAR_MAX = 14, 6, 30
_LABEL_SHORT_MIN = 4


def progress_row(event: Progress, width: int, theme: Theme) -> str:
    """Draw a piece of work in at most `width` columns; a bar where there is room, a shorter name where there is not."""
    label = safe_line(event.label)
    if not event.total:
        return cut(f"{label}: {amount(event)}", width)
    share = min(1.0, event.done / event.total)
    before, room = f"{int(share * 100):3}%", width - 5
    if _rate(event) is None:
        figures = f"{amount(event)}{pace(event)}"
        bar = _bar(share, room - cells(label) - len(figures) - 3, theme)
        return cut(f"{before} {bar}{label}: {figures}", width)
    if room >= _LABEL_MIN + 2 + _FIGURES:
        bar = _bar(share, room - min(cells(label), 40) - _FIGURES - 3, theme)
        wide = room - cells(bar) - _FIGURES - 2
        return cut(f"{before} {bar}{cut(label, wide)}: {amount(event)}{pace(event)}", width)
    name = max(_LABEL_SHORT_MIN, room - _SHORT_FIGURES - 1)
    return cut(f"{before} {pad(cut(label, name), min(name, cells(label)))} {_short(event)}", width)


def amount(event: Progress) -> str:
    """Write how far a piece of work is: "12 of 40", "1.2 MB"."""
    done, total = (bytes_text(n) if event.unit == "bytes" else str(n) for n in (event.done, event.total or 0))
    unit = " tokens" if event.unit == "tokens" else ""
    return f"{done}{unit}" if event.total is None else f"{done} of {total}{unit}"


def pace(event: Progress) -> str:
    """Write how fast a piece of work goes and how long the rest takes, while that matters: ", 24 MB/s, 40 s left"."""
    if event.total is not None and event.done >= event.total:
        return ""
    rate, left = _rate(event), _left(event)
    text = f", {bytes_text(round(rate))}/s" if rate else ""
    return f"{text}, {_about(left)} left" if left else text


def _about(seconds: float) -> str:
    """Write a time to wait as exactly as it is known: nobody knows the seconds of half an hour."""
    if seconds < 10:
        return f"{max(1, round(seconds))} s"
    if seconds < 600:
        return seconds_text(seconds)
    return f"{round(seconds / 60)} min" if seconds < 3570 else seconds_text(max(3600, seconds))


def _short(event: Progress) -> str:
    """Write the same in as few columns as can be: "0.12/4.70 GB 45.7 MB/s 39:02"."""
    total = bytes_text(event.total)
    number, _, unit = total.partition(" ")
    size = (event.total or 1) / float(number)
    done = f"{event.done / size:.{len(number.partition('.')[2])}f}"
    rate, left = _rate(event), _left(event)
    text = f"{done}/{number} {unit}" + (f" {bytes_text(round(rate))}/s" if rate else "")
    if not left or event.done >= (event.total or 0):
        return text
    minutes, seconds = divmod(max(1, round(left)), 60)
    hours = f"{minutes // 60}:{minutes % 60:02}" if minutes >= 60 else f"{minutes}"
    return f"{text} {hours}:{seconds:02}"


def _rate(event: Progress) -> float | None:
    """Return bytes a second: 0 while that is not known, None for work that has no rate."""
    if event.unit != "bytes" or not isinstance(event.data, dict):
        return None
    rate = event.data.get("bytes_per_second", 0)
    return float(rate or 0) if isinstance(rate, int | float | None) else None


def _left(event: Progress) -> float:
    if event.seconds_left is not None:
        return event.seconds_left
    left = event.data.get("seconds_left") if isinstance(event.data, dict) else None
    return float(left) if isinstance(left, int | float) else 0.0


def _bar(share: float, room: int, theme: Theme) -> str:
    """Return a bar and a blank after it; nothing where there is no room for one."""
    size = min(_BAR_MAX, room)
    if size < _BAR_MIN:
        return ""
    full = int(size * share)
    return ("━" if theme.unicode else "=") * full + ("─" if theme.unicode else "-") * (size - full) + " "
