"""Claims: attributions with their chains, hedges, responses and dates; the article's own voice."""
