"""Web addresses to bytes: which may be asked, who is connected to, how much is taken."""
