"""Koffer as a running server: the ASGI callable and what stands around it."""
