"""A theatre's halls: their drafts, what is published of them, and shows that move to it."""
