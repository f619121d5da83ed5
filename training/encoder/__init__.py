"""Training of the encoder that tags attributions and names; needs PyTorch, at no other time."""
