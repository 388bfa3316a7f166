#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the file of a language's translations, or brings it up to date:
#   update.sh LANGUAGE PROGRAM     e.g. update.sh de build/release/bin/tonegraft
# Then translate resources/translations/tonegraft_LANGUAGE.ts with Qt Linguist (or any editor) and
# build: the window speaks it where the desktop does. Needs qt6-l10n-tools and python3. The texts
# of the methods come from the program, since only it knows them all.
set -euo pipefail

language=${1:?usage: update.sh LANGUAGE PROGRAM}
program=$(realpath "${2:?usage: update.sh LANGUAGE PROGRAM}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
lupdate=$(PATH="$PATH:/usr/lib/qt6/bin" command -v lupdate) ||
    { echo "update.sh: lupdate is missing; install qt6-l10n-tools" >&2; exit 1; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$program" methods --json >"$scratch/methods.json"
python3 - "$scratch/methods.json" >"$scratch/Methods.cpp" <<'PYTHON'
import json
import sys

texts = {}
for method in json.load(open(sys.argv[1], encoding="utf-8")):
    for key in ("title", "summary", "good_for"):
        texts[method.get(key, "")] = None
    for term in method.get("terms", []):
        texts[term["label"]] = None
    for parameter in method["parameters"]:
        for key in ("label", "unit", "hears", "note", "idle"):
            texts[parameter.get(key, "")] = None
        for choice in parameter.get("choices", []):
            texts[choice] = None
for text in texts:
    if text:
        print("QT_TRANSLATE_NOOP(\"Methods\", %s);" % json.dumps(text, ensure_ascii=False))
PYTHON

cd "$root"
# No places in the file: they would change with every line of code.
mapfile -t sources < <(find ui app -name '*.cpp' -not -path 'app/cli/*' -o -name '*.h' \
    -not -path 'app/cli/*' | LC_ALL=C sort)
"$lupdate" -silent -I . -locations none -no-obsolete -tr-function-alias QT_TR_NOOP+=TONEGRAFT_TEXT \
    "${sources[@]}" engine/include/tonegraft/FileMessageTexts.h \
    engine/include/tonegraft/RunMessageTexts.h engine/include/tonegraft/MessageWords.h \
    engine/include/tonegraft/SoundFormats.h engine/include/tonegraft/Measures.h \
    "$scratch/Methods.cpp" \
    -ts "resources/translations/tonegraft_$language.ts"
echo "resources/translations/tonegraft_$language.ts"
