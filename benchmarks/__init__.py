"""Speed and memory, measured against something else in the same run."""
