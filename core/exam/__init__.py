"""The tier tests: what is asked, how an answer is judged, how a model is taken through them, and the report."""
