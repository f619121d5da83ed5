"""What the desk's tables are: one module for each part, in the order in which they came."""
