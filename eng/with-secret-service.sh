#!/usr/bin/env bash
# Runs a command in a D-Bus session of its own with an unlocked, empty keyring (Secret Service): eng/with-secret-service.sh COMMAND...
# Needs dbus and gnome-keyring. Nothing of it stays: the keyring lies in a temporary folder.
set -euo pipefail

if [ "$#" -eq 0 ]; then
    sed -n '2,3s/^# //p' "$0" >&2
    exit 2
fi
for program in dbus-run-session gnome-keyring-daemon; do
    if ! command -v "$program" > /dev/null; then
        echo "with-secret-service: please install: dbus gnome-keyring" >&2
        exit 1
    fi
done

home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
mkdir --mode=700 "$home/run" "$home/data"
export XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
unset DISPLAY WAYLAND_DISPLAY

# The daemon reads the keyring's password from standard input and goes into the background; the session's end ends it. Only the command writes to
# standard output: programs that the bus starts would, too.
dbus-run-session -- bash -c '
    printf "test\n" | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1
    "$@" >&3 3>&-
' with-secret-service "$@" 3>&1 > /dev/null
