"""Filling the sheet: draft, hand in, take back."""
