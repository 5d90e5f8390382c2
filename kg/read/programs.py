"""Other programs, run with bounds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path

from kg.errors import ReadError
from kg.read import bounds


@cache
def find(*names: str) -> str | None:
    """The first of these programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run(
    command: list[str],
    data: bytes = b"",
    *,
    seconds: int = bounds.PROGRAM_SECONDS,
    folder: str | None = None,
    environment: dict[str, str] | None = None,
) -> bytes:
    """What a program writes when it is given `data`. Raises ReadError `program` when it fails, `program-time` when it takes too long."""
    name = Path(command[0]).name
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    try:
        out, _ = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise ReadError("program-time", program=name, seconds=seconds) from error
    if process.returncode:
        raise ReadError("program", program=name, exit=process.returncode)
    return out
