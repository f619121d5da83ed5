"""Tests of what training reads and makes."""
