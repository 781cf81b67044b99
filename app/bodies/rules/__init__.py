"""What holds for bodies, decided without looking anything up."""
