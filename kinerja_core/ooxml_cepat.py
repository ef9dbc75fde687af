"""Fast reading."""
