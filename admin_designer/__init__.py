"""The admin's half of the desktop: the layout designer and the workspaces that run a cinema."""
