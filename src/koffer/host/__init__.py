"""What whoever runs the server does: commands, Django's admin, the demo."""
