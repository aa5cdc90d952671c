"""What Koffer asks of its database, whichever it is."""
