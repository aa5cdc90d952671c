"""Beside the road."""
