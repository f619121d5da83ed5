"""The Discord edge, through the real client against the loopback stand-in."""
