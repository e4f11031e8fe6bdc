#!/usr/bin/env bash
# Changes weir.yaml again and again under steady load while an override is set, and counts the answers that failed or came from elsewhere: eng/reload-proof.sh [RELOADS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
export WEIR_RELOADS="${1:-1000}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ -z "${2:-}" ] || export WEIR_SEED="$2"

dotnet build tests/Weir.Acceptance.Tests --configuration Release --verbosity quiet
exec dotnet artifacts/bin/Weir.Acceptance.Tests/release/Weir.Acceptance.Tests.dll \
    -class Weir.Acceptance.Tests.Overrides.ReloadTests -showLiveOutput -noColor
