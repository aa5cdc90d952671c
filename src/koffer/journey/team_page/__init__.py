"""The team's page after the closing: the label, and what became of each step."""
