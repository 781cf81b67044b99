"""What comes into the slice, read strictly: the reviewed tables, and what a reader asks to see."""
