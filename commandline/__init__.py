"""Parts of the command line: option types, inputs, lines and progress, checks, the connection."""
