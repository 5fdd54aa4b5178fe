"""The selling workspace and its hardware."""
