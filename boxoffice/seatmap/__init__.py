"""The seat map widget and its drawing."""
