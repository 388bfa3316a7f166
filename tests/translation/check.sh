#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check.sh ROOT: no text of the window at ROOT is out of the translators' reach, nor a word of the
# engine's messages.
set -eu
rules=$(cd "$(dirname "$0")" && pwd)
cd "$1"
find ui app -type f \( -name '*.cpp' -o -name '*.h' \) -not -path 'app/cli/*' |
    LC_ALL=C sort | LC_ALL=C xargs awk -f "$rules/literals.awk"
find engine -type f -name '*.cpp' -not -path 'engine/tools/*' | LC_ALL=C sort |
    LC_ALL=C xargs awk -f "$rules/words.awk" engine/include/tonegraft/MessageWords.h
