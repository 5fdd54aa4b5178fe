"""Checking tickets at a counter, also while the box office does not answer."""
