"""Measures of what ships: figures anyone can reproduce."""
