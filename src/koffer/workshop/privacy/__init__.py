"""What is kept and who sees what, for members and for a works council: one public page."""
