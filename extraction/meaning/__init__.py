"""What texts mean, as embeddings: claims and questions alike."""
