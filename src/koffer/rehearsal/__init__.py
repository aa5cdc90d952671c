"""The dress rehearsal: a whole workshop played over HTTP, by one process that is everybody."""
