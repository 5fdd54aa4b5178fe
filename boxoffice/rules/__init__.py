"""Pure decisions: no clock, no input or output; time is passed in."""
