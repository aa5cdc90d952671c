"""Opening the team suitcase."""
