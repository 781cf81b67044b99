"""What final clauses and acts amount to: pure, values in and values out."""
