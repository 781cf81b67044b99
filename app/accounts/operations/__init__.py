"""Every change to accounts, one module a concern."""
