"""Pure decisions about duties: when they are due, who owes them, how they stand."""
