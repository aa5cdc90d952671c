"""The rules of the method: pure functions and frozen dataclasses. No Django, no input or output."""
