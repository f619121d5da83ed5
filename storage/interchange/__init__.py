"""A desk as lines of JSON: what they hold, how they are written and how they are read back."""
