"""Tests of the pictures: their layout in numbers, their pixels, and what they say."""
