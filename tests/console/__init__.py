"""Tests of the command line and what belongs to it."""
