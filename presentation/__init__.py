"""Typed values turned into what a reader sees; pure functions."""
