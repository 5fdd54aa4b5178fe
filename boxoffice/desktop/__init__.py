"""The main window, sign-in and settings pages."""
