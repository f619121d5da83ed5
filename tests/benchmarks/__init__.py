"""Tests of what the benchmarks read."""
