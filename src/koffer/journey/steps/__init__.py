"""Steps of the workshop that are about the journey."""
