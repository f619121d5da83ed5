"""The only SQL in the project; owns sqlite-utils."""
