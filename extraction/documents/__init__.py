"""Web pages, PDF files and feeds to articles and items; owns trafilatura, lxml and pypdf."""
