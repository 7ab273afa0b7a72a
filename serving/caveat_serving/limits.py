"""How much a caller may ask for at once, and why. May import nothing of the project."""

MAX_COMMENTS = 64
MAX_BODY_BYTES = 2_000_000

MAX_TEXT_BYTES = 20_480
"""What clients of Perspective rely on."""

MAX_CONTEXT_BYTES = 8_192
"""Page title and parent together."""

MAX_ID_CHARS = 200

SCORE_DEADLINE_MS = 700
"""Coral's client waits 800 ms."""
