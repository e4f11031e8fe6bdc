#!/usr/bin/env bash
# Sends requests through a chain whose targets fail at random, and counts the answers that failed or are malformed, and what the providers were asked: eng/fault-proof.sh [REQUESTS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
export WEIR_FAULT_REQUESTS="${1:-10000}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ -z "${2:-}" ] || export WEIR_SEED="$2"

dotnet build tests/Weir.Acceptance.Tests --configuration Release --verbosity quiet
exec dotnet artifacts/bin/Weir.Acceptance.Tests/release/Weir.Acceptance.Tests.dll \
    -class Weir.Acceptance.Tests.Routing.ChaosTests -showLiveOutput -noColor
