"""What a theatre sells beside seats, and what it has of that, for its admins and supervisors."""
