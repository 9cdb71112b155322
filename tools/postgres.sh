#!/usr/bin/env bash
# Runs a command with a real PostgreSQL of its own: a new cluster in a temporary folder, on loopback only, gone afterwards.
# Usage: tools/postgres.sh COMMAND…   The command finds the database in RYDDIG_DATABASE_URL.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || true)")
[ -x "$bin/initdb" ] || { echo "No PostgreSQL server here; run \`make system-packages\`." >&2; exit 1; }

# initdb refuses root
as_owner() { "$@"; }
[ "$(id -u)" -ne 0 ] || as_owner() { (cd / && exec runuser -u postgres -- "$@"); }

folder=$(mktemp -d "${TMPDIR:-/tmp}/ryddig-postgres.XXXXXX")
stop() {
    as_owner "$bin/pg_ctl" --pgdata "$folder/cluster" --mode immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
port=$(python3 - <<'PY'
import random, socket
for port in random.sample(range(20000, 30000), 50):  # below the range of outgoing connections
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)):
            print(port)
            break
PY
)
printf '%s' "$password" >"$folder/password"
[ "$(id -u)" -ne 0 ] || chown -R postgres "$folder"

as_owner "$bin/initdb" --pgdata "$folder/cluster" --username ryddig --pwfile "$folder/password" \
    --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
as_owner "$bin/pg_ctl" --pgdata "$folder/cluster" --log "$folder/log" --wait start --options \
    "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c fsync=off -c full_page_writes=off" \
    >/dev/null || { cat "$folder/log" >&2; exit 1; }
as_owner env PGPASSWORD="$password" "$bin/createdb" --host 127.0.0.1 --port "$port" --username ryddig ryddig

status=0
RYDDIG_DATABASE_URL="postgres://ryddig:$password@127.0.0.1:$port/ryddig" "$@" || status=$?
exit "$status"
