"""Ranked matches composed into an answer."""
