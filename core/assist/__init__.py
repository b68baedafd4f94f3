"""Conversation, shell proposals, consent: what the assistant does with a model's words."""
