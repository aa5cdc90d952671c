"""What points are given for."""
