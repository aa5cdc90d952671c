"""Measurements of a real server; timings belong here, never in a test."""
