"""Who says what, as spans: what the encoder tagged, what layout shows, what stands inside what."""
