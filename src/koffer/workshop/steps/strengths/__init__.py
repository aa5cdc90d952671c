"""Where the strength of the team lies (M9)."""
