"""Prints: facts frozen when asked for, printed once by a worker, kept under their digest."""
