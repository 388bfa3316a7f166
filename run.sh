#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing (Debian 12), builds Tonegraft and starts it. Without arguments the
# window opens with a pair of demo clips; arguments go to the program as they are:
#   ./run.sh content.wav style.wav
#   ./run.sh render content.wav style.wav -o out.wav
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$root/installer/packages.sh"

installPackages build
configureAndBuild release tonegraft || die "The build failed; the reason is above."

program="$root/build/release/bin/tonegraft"
if [ $# -eq 0 ]; then
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
        die "Tonegraft is built, but there is no display to open its window on." \
            "The command line works without one: ./run.sh --help"
    fi
    set -- "$root/resources/demo/tune-piano.flac" "$root/resources/demo/style-brass.flac"
fi
exec "$program" "$@"
