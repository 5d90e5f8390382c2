#!/bin/sh
# Makes a virtual environment in $1, also where Debian's python3 lacks ensurepip.
set -eu
venv=$1
[ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1 && exit 0
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kg needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
if "$python" -m venv "$venv" 2>/dev/null; then exit 0; fi
rm -rf "$venv"
"$python" -m venv --without-pip "$venv"
if "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m pip --python "$venv/bin/python" install -q pip && exit 0
fi
if command -v uv >/dev/null 2>&1; then uv pip install -q --python "$venv/bin/python" pip && exit 0; fi
echo "python3 has no venv module here: apt-get install python3-venv, then run make again" >&2
exit 1
