"""The keys of what is sold beside seats."""

ITEMS_KEY, SEARCH_KEY, DEPOSIT_KEY, FIRM_KEY = "I", "/", "Ctrl+Y", "Ctrl+I"
