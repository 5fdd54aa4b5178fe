"""Halls to begin with."""
