"""What gathers from many concerns: the home page and the operations page."""
