"""Claims between the documents of one file, from the words of relations.toml: `relations`; the rows of that table: `relation_rows`."""

from kg.relate.reader import relations
from kg.relate.rows import relation_rows

__all__ = ["relation_rows", "relations"]
