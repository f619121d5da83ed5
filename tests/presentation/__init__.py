"""Tests of what a reader sees."""
