"""The layout designer: a document without Qt, formats it is read from, and the window around it."""
