"""Model files: GGUF headers, the shelf, tiers, memory fit."""
