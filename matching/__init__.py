"""Questions, names and claims compared; owns rapidfuzz."""
