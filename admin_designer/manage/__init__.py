"""The admin's workspaces in the window: a rail of pages, one in front."""
