"""What the register of things reads: the Agency's table, lists asked for, forms, bulk loads."""
