"""Pictures for the README, drawn by the code that they show."""
