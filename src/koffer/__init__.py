"""Koffer: a team fills its suitcase, live, on phones and a projector."""

__version__ = "0.1.0"
