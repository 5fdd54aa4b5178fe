"""The keys that a theatre's tickets are signed with, for its admins."""
