"""The nine services, each behind its Protocol in boxoffice.model.services."""
