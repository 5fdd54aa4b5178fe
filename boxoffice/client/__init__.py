"""The only thing widgets call: one API over an embedded or a remote gateway."""
