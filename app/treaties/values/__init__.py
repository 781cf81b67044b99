"""The words of the register: final clauses, acts and what follows from the two."""
