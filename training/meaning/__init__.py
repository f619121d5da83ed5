"""Training the sentence encoder: a small student that gives all-MiniLM-L6-v2's embeddings."""
