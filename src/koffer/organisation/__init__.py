"""What a library brings along: the designs of its sheets."""
