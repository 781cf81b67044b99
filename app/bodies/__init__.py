"""Bodies: the conference, the council, committees and working groups, and what they do."""
