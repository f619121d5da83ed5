"""Web pages and PDF files to articles."""
