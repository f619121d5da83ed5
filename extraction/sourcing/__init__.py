"""From the words of a source to the chain of sources behind a claim."""
