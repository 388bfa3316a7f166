#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check.sh ROOT: no text of the window at ROOT is out of the translators' reach.
set -eu
rules=$(cd "$(dirname "$0")" && pwd)/literals.awk
cd "$1"
find ui app -type f \( -name '*.cpp' -o -name '*.h' \) -not -path 'app/cli/*' |
    LC_ALL=C sort | LC_ALL=C xargs awk -f "$rules"
