"""Who and what an article names: names, kinds, roles, and the words that take them up."""
