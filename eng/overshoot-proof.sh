#!/usr/bin/env bash
# Spends hard budgets by bursts, with faults and kills, against a provider that keeps its own bill: eng/overshoot-proof.sh [RUNS] [SEED] [more, e.g. --parallel 2, --scene reset]
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
runs="${1:-200}" seed="${2:-$RANDOM}"

dotnet build bench/Weir.Overshoot --configuration Release --verbosity quiet
exec dotnet artifacts/bin/Weir.Overshoot/release/Weir.Overshoot.dll --runs "$runs" --seed "$seed" "${@:3}"
