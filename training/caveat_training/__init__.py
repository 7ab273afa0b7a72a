"""Labelled comments in, a registered version out."""
