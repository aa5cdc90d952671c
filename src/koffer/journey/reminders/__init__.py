"""Reminders by mail: asking, agreeing, saying no, and the mails themselves."""
