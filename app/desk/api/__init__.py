"""The front page of the programming interface, and its whole description."""
