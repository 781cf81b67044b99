"""The words of a declaration: forms, figures, and what may be wrong with them."""
