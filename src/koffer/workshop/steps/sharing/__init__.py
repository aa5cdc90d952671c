"""What we share, when we look again, and the closed suitcase."""
