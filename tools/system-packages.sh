#!/usr/bin/env bash
# The system packages that the tests need and Ryddig itself does not: a Chromium, a PostgreSQL server and a virus scanner
# (ClamAV's daemon; its tests are skipped where it is not to be had).
# Does nothing where they are; installs them with apt-get where it may; else says what to install and stops.
set -euo pipefail

wanted=()
command -v chromium >/dev/null || [ -x "${RYDDIG_CHROMIUM:-}" ] || wanted+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || wanted+=(postgresql)
command -v clamd >/dev/null || [ -x /usr/sbin/clamd ] || wanted+=(clamav-daemon)
[ ${#wanted[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${wanted[@]}"
    exit 0
fi
echo "The tests need these system packages, and only root may install them: ${wanted[*]}" >&2
echo "On Debian or Ubuntu: sudo make system-packages" >&2
exit 1
