"""Events drawn on a terminal or printed as JSON; the one place that writes to the screen."""
