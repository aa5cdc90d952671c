"""The teams of an organisation with their workshops: over time, searched, started, taken in, and what was shown."""
