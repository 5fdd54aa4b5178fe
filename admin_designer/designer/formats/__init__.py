"""Plans as files: read by what is in them, written by what they are called."""
