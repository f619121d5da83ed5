"""The English language pipeline that ships with Byline, trained from open corpora."""
