"""What the sheets of a workshop and of a conversation of two have in common: how they are typed, judged and kept."""
