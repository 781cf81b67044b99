"""Declarations for programs: the forms' schemas first."""
