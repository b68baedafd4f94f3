"""One file per command, found by folder, each declared once."""
