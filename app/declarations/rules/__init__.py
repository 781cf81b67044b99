"""What holds of a declaration: pure, values in and values out."""
