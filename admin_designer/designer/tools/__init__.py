"""What is done to a drawing with a pointer, without Qt."""
