"""What is printed from more than one concern: facts gathered from below, frozen for the press."""
