"""Comment text in, scores out."""
