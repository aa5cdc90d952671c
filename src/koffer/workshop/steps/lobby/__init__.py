"""People arrive."""
