"""The label at the handle: pairs of a large and a small step."""
