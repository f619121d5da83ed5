"""When digests are due and what they hold."""
