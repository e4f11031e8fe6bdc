#!/usr/bin/env bash
# Runs the Open Responses compliance suite against a running Weir, once for each model: eng/open-responses.sh CHECKOUT URL MODEL...
# CHECKOUT is a checkout of github.com/openresponses/openresponses that is ready to run (its dependencies installed); it needs bun.
# URL is Weir's address without a path; WEIR_KEY is a client key. Name one model for each upstream dialect that you want to know about.
set -euo pipefail

if [ "$#" -lt 3 ]; then
    sed -n '2,4s/^# //p' "$0" >&2
    exit 2
fi
checkout="$1" url="${2%/}"
shift 2
: "${WEIR_KEY:?set it to a client key of the gateway}"

suite="$checkout/bin/compliance-test.ts"
if [ ! -f "$suite" ] || [ ! -d "$checkout/node_modules" ]; then
    echo "open-responses: $checkout is no checkout of the suite with its dependencies installed" >&2
    exit 1
fi
if ! command -v bun > /dev/null; then
    echo "open-responses: please install bun, which the suite runs on" >&2
    exit 1
fi

failed=()
for model in "$@"; do
    echo "== $model"
    # The key goes by the environment: an argument could be read by others on the machine.
    (cd "$checkout" && OPENRESPONSES_API_KEY="$WEIR_KEY" bun run bin/compliance-test.ts --base-url "$url/v1" --model "$model") || failed+=("$model")
done

if [ "${#failed[@]}" -gt 0 ]; then
    echo "open-responses: not all passed for ${failed[*]}" >&2
    exit 1
fi
