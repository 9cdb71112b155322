#!/usr/bin/env bash
# Writes the four lock files from pyproject.toml and package.json: names, versions and hashes, no registry's address.
# Keeps what is pinned and solves only what changed; `tools/lock.sh --upgrade` takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
command -v uv >/dev/null || { echo "Needs uv: python3 -m pip install uv"; exit 1; }

solve() {
    uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-package colorama --extra postgres --group build "$@" # colorama: Windows only
}
solve --output-file requirements.lock "$@"
solve --extra s3 --constraints requirements.lock --output-file requirements-s3.lock "$@"
solve --extra s3 --group dev --constraints requirements-s3.lock --output-file requirements-dev.lock "$@"
npm install --package-lock-only >/dev/null
wc -l requirements.lock requirements-s3.lock requirements-dev.lock package-lock.json
