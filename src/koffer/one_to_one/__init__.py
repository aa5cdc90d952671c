"""The suitcase in a conversation of two: an employee and a manager (M16). Private to the two; the employee owns it."""
