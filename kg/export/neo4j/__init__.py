"""The graph in Neo4j: pushed into a running server and asked there, or written as the files that `neo4j-admin database import` takes."""

from __future__ import annotations

from kg.export.neo4j.asking import cypher
from kg.export.neo4j.files import write
from kg.export.neo4j.pushing import push
from kg.export.neo4j.rows import node_rows, relation_rows
from kg.export.neo4j.server import check_version, shown, uri_of

__all__ = ["check_version", "cypher", "node_rows", "push", "relation_rows", "shown", "uri_of", "write"]
