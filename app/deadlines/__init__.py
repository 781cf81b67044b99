"""Deadlines: by when something is due, and when it was met. What it is, the slices above know."""
