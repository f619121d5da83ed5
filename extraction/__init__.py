"""Article text in, typed values out; owns spaCy."""
