"""Where things are kept: SQL, locks and the outbox."""
