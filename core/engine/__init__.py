"""What makes tokens: a supervised worker process running llama.cpp."""
