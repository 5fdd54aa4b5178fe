"""The designer's window."""
