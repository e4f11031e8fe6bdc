#!/usr/bin/env bash
# Fills a ledger with requests (a million unless told otherwise), drives the real program with 200 requests a second by the simulator, opens the
# console in Chromium, and prints how long pages and filters take, what an open console costs the gateway, and how often the browser hears of
# something. Needs sqlite3, Chromium, Node.js 20 and 1 GB of disk.
#
#   eng/console-proof.sh [ROWS] [PER_SECOND] [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
rows=${1:-1000000} rate=${2:-200} seconds=${3:-60}

[ -n "${WEIR_PROGRAM:-}" ] || dotnet build src/Weir --configuration Release --verbosity quiet
program=${WEIR_PROGRAM:-$PWD/artifacts/bin/Weir/release/weir}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -m 700 "$folder/home" "$folder/data"
node --experimental-websocket --no-warnings eng/console-proof.mjs "$program" "$folder" "$rows" "$rate" "$seconds"
