"""One run of the method with one team: the workshop, its seats and sheets, step by step."""
