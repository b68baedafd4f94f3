"""Value types, events, errors, units, spelling, terminal-safe text: touches nothing outside itself."""
