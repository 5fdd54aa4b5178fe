"""The proof that no seat is sold twice: clients, a nemesis, and a checker of what they lived
through."""
