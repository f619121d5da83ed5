"""Tests of folding, names, questions and claims."""
