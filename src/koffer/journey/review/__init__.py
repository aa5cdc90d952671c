"""The review: planned, held on phones and on the screen, finished; and how the suitcase was, then and now."""
