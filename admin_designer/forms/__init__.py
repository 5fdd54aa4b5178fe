"""Forms of the admin's workspaces: what is typed, what is wrong with it, and what others typed."""
