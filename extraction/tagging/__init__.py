"""The small encoder that tags attributions and names, from words to labelled spans."""
