#!/usr/bin/env bash
# Fills a ledger with a year of requests (10 million unless told otherwise), adds them up as an update does, and prints how long questions
# about usage take. Needs about 7 GB of disk. A folder that is given is kept: a second run asks the same data.
#
#   eng/analytics-proof.sh [ROWS] [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

rows=${1:-10000000}
if [[ $# -ge 2 ]]; then
    folder=$2
else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi

dotnet run -c Release --project bench/Weir.Benchmarks -- analytics-proof "$folder" "$rows"
