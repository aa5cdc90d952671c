"""The live room: who listens where, and the stream of whole states that reaches them.

Knows keys, versions and bytes, no models: the application registers a renderer with the hub.
"""
