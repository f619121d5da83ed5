"""The list that every numbered function of the schema joins."""

from storage.database import Migrations

migrations = Migrations("byline")
