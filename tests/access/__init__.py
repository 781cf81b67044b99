"""The access matrix: every route, every method, every principal, and four oracles."""
