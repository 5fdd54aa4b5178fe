"""A hall as it is being drawn: elements, changes to them, and the plan they make."""
