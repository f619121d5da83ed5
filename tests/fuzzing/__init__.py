"""Hostile input of every kind, made up by hypothesis; `make fuzz` makes up far more."""
