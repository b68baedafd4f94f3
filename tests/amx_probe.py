"""Loads the model that AMX is tried with, inside whatever fence there is, and says how many layers it has."""

from __future__ import annotations

from core.engine.amx import blank_model


def main() -> None:
    """Be the part of the program that runs in a fence."""
    print(blank_model().layers)
