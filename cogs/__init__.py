"""Discord commands, one family a module."""
