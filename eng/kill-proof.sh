#!/usr/bin/env bash
# Kills the real program at random moments under load and counts the finished answers that the ledger lost: eng/kill-proof.sh [KILLS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
export WEIR_KILLS="${1:-1000}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ -z "${2:-}" ] || export WEIR_SEED="$2"

dotnet build tests/Weir.Acceptance.Tests --configuration Release --verbosity quiet
exec dotnet artifacts/bin/Weir.Acceptance.Tests/release/Weir.Acceptance.Tests.dll \
    -class Weir.Acceptance.Tests.Ledger.KillTests -showLiveOutput -noColor
