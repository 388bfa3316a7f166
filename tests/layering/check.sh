#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check.sh ROOT: checks the include rules, license lines and file sizes of the tree at ROOT.
set -eu
rules=$(cd "$(dirname "$0")" && pwd)/layering.awk
cd "$1"
find . \( -path ./build -o -path './build-*' -o -path ./.git \) -prune -o -type f \
    \( -name '*.cpp' -o -name '*.h' -o -name '*.cmake' -o -name CMakeLists.txt -o -name '*.sh' \
    -o -name '*.awk' -o -name '*.py' -o -path ./.ci/run \) -print |
    sed 's|^\./||' | LC_ALL=C sort | LC_ALL=C awk -f "$rules"
