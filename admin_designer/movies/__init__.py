"""Movies and events."""
