"""Obligations: who owes what to the Agency, by when, and how it stands. It never looks up into
what is filed: whoever files says so to the deadline.
"""
