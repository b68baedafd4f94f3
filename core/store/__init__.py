"""Settings, sessions, journal, machine facts: what is kept on this machine."""
