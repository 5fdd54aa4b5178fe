"""What every window shares: coroutines from signals, theme, icons, small widgets."""
