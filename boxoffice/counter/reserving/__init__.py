"""Seats that are reserved and paid later: naming who they are for, until when, and the list."""
