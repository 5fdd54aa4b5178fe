"""The till: the sheet over the counter that opens, counts and closes a shift, and its papers."""
