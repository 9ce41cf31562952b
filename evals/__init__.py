"""Examples → predictions → scores → a report one can trust."""
