"""The talk about the variation: one category at a time."""
