"""LuciferAI: an offline-first assistant for the terminal."""

VERSION = "0.1.0"
