"""The team score: what the team agrees on, and deciding it."""
