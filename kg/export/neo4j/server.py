"""A running server: its address, and what can be wrong with it in one sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.errors import ExportError

if TYPE_CHECKING:
    from neo4j import Driver

DEFAULT_URI = "neo4j://localhost:7687"
OLDEST = (4, 4)


def uri_of(given: str | None) -> str:
    """The address given, that of KG_NEO4J_URI, or Neo4j's usual one on this machine."""
    return given or os.environ.get("KG_NEO4J_URI") or DEFAULT_URI


def shown(uri: str) -> str:
    """An address without the name and password that somebody may have put into it."""
    return re.sub(r"//[^/]*@", "//", uri)


def _quietly(ask: Callable[[], Any]) -> str:
    """The driver warns of a preview feature and logs what the error says anyway: one sentence is enough."""
    import logging
    import warnings

    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(ask())


@contextmanager
def connected(uri: str, database: str | None = None) -> Iterator[Driver]:
    """A driver whose server answers; name and password come from KG_NEO4J_USER and KG_NEO4J_PASSWORD. ExportError in one sentence else."""
    import neo4j
    from neo4j.exceptions import (
        AuthError,
        ClientError,
        ConfigurationError,
        DriverError,
        Neo4jError,
        UnsupportedServerProduct,
    )

    user, password = os.environ.get("KG_NEO4J_USER"), os.environ.get("KG_NEO4J_PASSWORD")
    auth = neo4j.basic_auth(user or "neo4j", password or "") if user or password else None
    parts = urlsplit(uri)
    if "@" in parts.netloc:
        raise ExportError("neo4j-password", uri=shown(uri))
    if parts.scheme not in ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc") or not parts.hostname:
        raise ExportError("neo4j-uri", uri=shown(uri))
    try:
        driver = neo4j.GraphDatabase.driver(
            uri, auth=auth, connection_timeout=10, max_transaction_retry_time=15, notifications_min_severity="OFF"
        )
    except (ConfigurationError, ValueError, OSError) as error:
        raise ExportError("neo4j-uri", uri=shown(uri)) from error
    with driver:
        try:
            agent = _quietly(lambda: driver.get_server_info(database=database).agent)
        except AuthError as error:
            raise ExportError("neo4j-login", uri=shown(uri)) from error
        except ClientError as error:
            if "DatabaseNotFound" in (error.code or ""):
                raise ExportError("neo4j-database", uri=shown(uri), database=database) from error
            raise ExportError("neo4j-failed", detail=error.message) from error
        except UnsupportedServerProduct as error:  # it agrees on no version of Bolt
            raise ExportError("neo4j-old", uri=shown(uri), version="< 4.4") from error
        except (DriverError, Neo4jError, OSError) as error:
            raise ExportError("neo4j-unreachable", uri=shown(uri)) from error
        check_version(agent, uri)
        yield driver


def check_version(agent: str, uri: str) -> None:
    """ExportError where the server (`Neo4j/4.2.1`) is older than what the statements need."""
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        raise ExportError("neo4j-old", uri=shown(uri), version=f"{found[1]}.{found[2]}")
