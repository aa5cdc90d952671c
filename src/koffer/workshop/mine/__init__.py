"""What is one person's own: to see, to take along, to correct, to withdraw and to erase."""
