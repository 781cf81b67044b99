"""Declarations: the six forms, their filing, their receipts and their review."""
