"""The packed suitcase with its label."""
