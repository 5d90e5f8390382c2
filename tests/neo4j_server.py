"""A real Neo4j server for the tests: the one KG_NEO4J_URI names, or the one `make neo4j` fetched, started on a free loopback port with its data
in a temporary folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LIB = Path(__file__).parent.parent / "build" / "neo4j" / "lib"
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
CONF = """server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.default_listen_address=127.0.0.1
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled={auth}
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
"""


def java(*arguments: str) -> list[str]:
    """The command line of a program of Neo4j's library."""
    opens = [f"--add-opens={module}=ALL-UNNAMED" for module in OPENED]
    options = ["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", *opens, "-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8"]
    return ["java", *options, "-cp", f"{LIB}/*", *arguments]


def available() -> bool:
    """Is there a server to start here?"""
    return (LIB / ".complete").is_file() and shutil.which("java") is not None


def skip_without() -> None:
    """Skips, with what to do, where there is no server to start."""
    if not available():
        pytest.skip("no Neo4j here: run `make neo4j` (needs Java 17 and Maven), or set KG_NEO4J_URI")


@contextmanager
def server(home: Path, auth: bool = False) -> Iterator[str]:
    """A running server; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(CONF.format(port=port, auth=str(auth).lower()), "utf-8")
    main = [
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
        "--console-mode",
    ]
    with (home / "out.log").open("wb") as log:
        process = subprocess.Popen(java(*main), stdout=log, stderr=subprocess.STDOUT, cwd=home)
    try:
        _wait(process, port, home)
        yield f"neo4j://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, home: Path) -> None:
    """Until the server has said that it is there."""
    until = time.monotonic() + 240
    while time.monotonic() < until and process.poll() is None:
        if "Started." in (home / "out.log").read_text("utf-8", "replace"):
            return
        time.sleep(0.2)
    pytest.fail("Neo4j did not start:\n" + (home / "out.log").read_text("utf-8", "replace")[-3000:])


@pytest.fixture(scope="session")
def neo4j_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that the tests may fill and empty."""
    if os.environ.get("KG_NEO4J_URI"):
        yield os.environ["KG_NEO4J_URI"]
        return
    skip_without()
    with server(tmp_path_factory.mktemp("neo4j")) as uri:
        yield uri
