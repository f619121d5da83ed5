"""Words as SQLite's full-text queries take them, whatever characters they hold."""


def plain(text: str) -> str:
    """Text without NULs and halves of characters, neither of which SQLite can be asked for."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def quoted(term: str) -> str:
    """A term as a string of FTS5's query language, so that nothing in it is an operator."""
    return '"' + plain(term).replace('"', '""') + '"'
