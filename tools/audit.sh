#!/usr/bin/env bash
# `make audit`: asks a public database of vulnerabilities about every locked package. Needs the network, and its answer
# changes overnight, so no test depends on it: run it nightly and before a release. It says so when nothing was audited,
# which the auditor itself does not.
set -euo pipefail
cd "$(dirname "$0")/.."
told=$(mktemp)
trap 'rm -f "$told"' EXIT
status=0
.venv/bin/uv tool run --from 'pip-audit>=2.9,<3' pip-audit --requirement requirements.lock --require-hashes \
    --disable-pip --format json --output "$told" || status=$?
.venv/bin/python - "$told" "$status" <<'PY'
import json, pathlib, sys

sys.path.insert(0, "tools")
from scan import locked

text = pathlib.Path(sys.argv[1]).read_text() or '{"dependencies": []}'
rows = json.loads(text)["dependencies"]
audited = [row for row in rows if "vulns" in row]
wanted = len(locked()["requirements.lock"])
for row in audited:
    for fault in row["vulns"]:
        print(f"{row['name']} {row['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version yet'}")
if len(audited) < wanted:
    sys.exit(f"Only {len(audited)} of {wanted} packages were audited: the database was not reached. This is no green light.")
print(f"{wanted} packages audited.")
sys.exit(int(sys.argv[2]))
PY
