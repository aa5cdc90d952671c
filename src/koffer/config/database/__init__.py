"""SQLite as Django's database, with an eye on its file."""
