"""Copies of a whole register in one file, and a register made from one."""
