"""What all templates may use without loading it."""
