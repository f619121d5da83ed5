"""What a desk follows: filters in words, when a feed is read again, what was seen before."""
