"""What comes after a workshop: its steps live on, with reminders for who wants them."""
