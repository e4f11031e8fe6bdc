#!/usr/bin/env bash
# Kills the real program in the middle of renewing a token and sees that it never ends up signed out: eng/refresh-kill-proof.sh [KILLS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
export WEIR_REFRESH_KILLS="${1:-200}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ -z "${2:-}" ] || export WEIR_SEED="$2"

dotnet build tests/Weir.Acceptance.Tests --configuration Release --verbosity quiet
exec dotnet artifacts/bin/Weir.Acceptance.Tests/release/Weir.Acceptance.Tests.dll \
    -class Weir.Acceptance.Tests.Credentials.RefreshKillTests -showLiveOutput -noColor
