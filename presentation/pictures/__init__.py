"""Pictures of answers: laid out in numbers first, drawn second."""
