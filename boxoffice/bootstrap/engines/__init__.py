"""One module per kind of store, each imported only by the command that needs it."""
