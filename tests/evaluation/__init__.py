"""Tests of the measures, on values small enough to count by hand."""
