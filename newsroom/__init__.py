"""The vocabulary of the newsroom: frozen values that cross every boundary."""
