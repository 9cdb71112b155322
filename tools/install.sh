#!/usr/bin/env bash
# Makes .venv from a lock file, every package checked against its hash, with `ryddig` itself in it (editable, for a clone).
# Usage: tools/install.sh requirements.lock|requirements-dev.lock
set -euo pipefail
cd "$(dirname "$0")/.."
lock=${1:?which lock file?}
python=${PYTHON:-python3}

missing() {
    echo "make install: $1" >&2
    echo "On Debian or Ubuntu: apt-get install --no-install-recommends $2" >&2
    exit 1
}
command -v "$python" >/dev/null || missing "Python 3.11 or newer is needed and was not found." "python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    missing "Python 3.11 or newer is needed; $python is $("$python" -V). Name another with PYTHON=…" "python3 python3-venv"

if [ ! -x .venv/bin/pip ]; then
    "$python" -m venv .venv >/dev/null || { rm -rf .venv; missing "Python's venv module is not whole here." "python3-venv"; }
fi
pip=(.venv/bin/python -m pip --quiet --disable-pip-version-check install)
"${pip[@]}" --require-hashes --requirement "$lock"
PATH="$PWD/.venv/bin:$PATH" "${pip[@]}" --no-deps --no-build-isolation --editable . # the build backend is in the lock
