"""What readers ask of reports."""
