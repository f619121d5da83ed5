"""Processes killed while they write, and what is left of their desks."""
