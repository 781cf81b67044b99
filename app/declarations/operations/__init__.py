"""Everything that happens to a declaration: drafting, submitting, reviewing, reading.

Each takes who does it, when, and the form it was posted with; each that has legal effect appends
to the ledger in the same transaction.
"""
