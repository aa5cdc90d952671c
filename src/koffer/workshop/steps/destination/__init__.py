"""Where we are going."""
