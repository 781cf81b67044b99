"""What decides about accounts, without web, database or clock."""
