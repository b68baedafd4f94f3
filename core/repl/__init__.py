"""The doors: set-up, the prompt loop, one-shot and batch use."""
