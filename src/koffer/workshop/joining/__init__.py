"""Starting a workshop, joining it, and the own seat."""
