"""Settings, schedules and facts: read once at the roots, passed down as values."""
