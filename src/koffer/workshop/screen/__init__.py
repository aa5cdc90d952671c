"""The projector page."""
