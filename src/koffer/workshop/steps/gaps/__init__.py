"""What is missing, and how to provide it (M10)."""
