"""What an export looks like in the formats of others: tables, JSON-LD and Web Annotations."""
