"""A payment provider to try things out with, on good days and on bad ones; loaded by its own
command alone."""
