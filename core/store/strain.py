"""Whether this machine should be spared just now: too hot, or running down its battery."""

from __future__ import annotations

from pathlib import Path

_HOT_DEGREES = 95.0
_BATTERY_PERCENT_LOW = 20
_TRIPS = ("passive", "hot", "critical")


def strain(system: Path = Path("/sys")) -> str | None:
    """Return why fewer threads should be used, or None. What cannot be read says nothing."""
    for zone in sorted((system / "class" / "thermal").glob("thermal_zone*")):
        degrees = _number(zone / "temp")
        if degrees is not None and degrees / 1000 >= _limit(zone):
            return f"the machine is at {degrees / 1000:.0f} °C"
    for supply in sorted((system / "class" / "power_supply").glob("*")):
        percent = _number(supply / "capacity")
        draining = (_text(supply / "type"), _text(supply / "status")) == ("Battery", "Discharging")
        if draining and percent is not None and percent <= _BATTERY_PERCENT_LOW:
            return f"the battery is at {percent:.0f}%"
    return None


def _limit(zone: Path) -> float:
    """Return where this zone itself begins to slow the machine down, else a usual figure."""
    limits = [(_number(trip.with_name(trip.name.replace("_type", "_temp"))) or 0) / 1000
              for trip in zone.glob("trip_point_*_type") if _text(trip) in _TRIPS]
    return min((limit for limit in limits if limit > 0), default=_HOT_DEGREES)


def _number(path: Path) -> float | None:
    try:
        return float(_text(path))
    except ValueError:
        return None


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        return ""
