#!/usr/bin/env bash
# Installs what the full test suite needs beside the .NET SDK, and only what is missing: curl, jq, npm, a keyring, a browser, and the npm clients of the acceptance tests.
set -euo pipefail
cd "$(dirname "$0")/.."

need() { # command, Debian package
    command -v "$1" > /dev/null || missing+=("$2")
}

missing=()
need curl curl
need jq jq
need npm npm
need dbus-run-session dbus
need gnome-keyring-daemon gnome-keyring
command -v chromium > /dev/null || missing+=(chromium fonts-dejavu-core)
need secret-tool libsecret-tools # brings libsecret-1-0
if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
        echo "setup-tests: please install: ${missing[*]}" >&2
        exit 1
    fi
    apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
fi

# The clients run on the Node that the lock file names, not on the system's; npm only has to unpack them.
cd tests/Weir.Acceptance.Tests/node
installed=node_modules/.installed-from
if ! cmp --silent package-lock.json "$installed"; then
    npm ci --no-fund --no-audit --loglevel=error
    cp package-lock.json "$installed"
fi
