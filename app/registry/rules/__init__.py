"""Decisions about the register of things: who reads and keeps it, and what may stand in it."""
