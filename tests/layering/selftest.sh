#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows that check.sh can fail: a small tree that keeps the rules passes, and the same tree with
# one breach after another is refused, each time for the right reason.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0
cases=0

# put FILE LINE...: a source file with a license line, then the given lines.
put() {
    mkdir -p "$(dirname "$tree/$1")"
    {
        case $1 in *.cpp | *.h) printf '// ' ;; *) printf '# ' ;; esac
        echo 'SPDX-License-Identifier: GPL-3.0-or-later'
        case $1 in *.h) echo '#pragma once' ;; esac
    } >"$tree/$1"
    file=$1
    shift
    for text in "$@"; do printf '%s\n' "$text" >>"$tree/$file"; done
}

# refuses WHAT PATTERN: the tree as it is now must be refused with a line that has PATTERN.
refuses() {
    cases=$((cases + 1))
    if output=$("$here/check.sh" "$tree"); then
        echo "FAILED: $1 was not noticed"
        failures=$((failures + 1))
    elif ! printf '%s\n' "$output" | grep -q -e "$2"; then
        echo "FAILED: $1 was refused for another reason:"
        printf '%s\n' "$output"
        failures=$((failures + 1))
    fi
}

# breach WHAT PATTERN FILE LINE...: one more file, refused, and gone again.
breach() {
    what=$1 pattern=$2
    shift 2
    put "$@"
    refuses "$what" "^$file:[0-9]*: .*$pattern"
    rm "$tree/$file"
}

mkdir -p "$tree/engine"
put engine/CMakeLists.txt 'tonegraft_room(linalg PRIVATE dnnl)' \
    'tonegraft_room(audio PRIVATE sndfile)' 'tonegraft_room(dsp PUBLIC engine_linalg' \
    '    PRIVATE fftw3f)' 'tonegraft_room(weights PUBLIC engine_audio PRIVATE json)' \
    'tonegraft_room(methods/shared PUBLIC engine_dsp)' \
    'tonegraft_room(methods/trees PUBLIC engine_methods_shared PRIVATE engine_weights)' \
    'tonegraft_room(methods/bees SHARED PUBLIC engine_methods_shared)' \
    'tonegraft_room(methods PUBLIC engine_methods_shared' \
    '    PRIVATE engine_methods_trees engine_methods_bees)' \
    'tonegraft_room(transfer PUBLIC engine_methods)'
put engine/include/tonegraft/Clip.h '#include "tonegraft/Error.h"' '#include <vector>'
put engine/linalg/Product.cpp '#include "tonegraft/Clip.h"' '#include <dnnl.h>'
put engine/audio/File.cpp '#include <sndfile.h>' '#include <unistd.h>'
put engine/dsp/Transform.cpp '#include "linalg/Product.h"' '#include <fftw3.h>' '#include <cmath>'
put engine/weights/Header.cpp '#include <nlohmann/json.hpp>'
put engine/methods/shared/Loss.cpp '#include "dsp/Transform.h"' '#include "linalg/Product.h"'
put engine/methods/trees/Tree.cpp '#include "methods/shared/Loss.h"' '#include "weights/Header.h"' \
    '#include "linalg/Product.h"' '#include "methods/trees/Tree.h"' '#include "audio/File.h"'
put engine/methods/bees/Bee.cpp '#include "methods/shared/Loss.h"'
put engine/methods/Registry.cpp '#include "methods/Registry.h"' '#include "methods/trees/Tree.h"' \
    '#include "methods/bees/Bee.h"' '#include "dsp/Transform.h"'
put engine/transfer/Run.cpp '#include "methods/Registry.h"' '#include "methods/shared/Loss.h"'
put engine/tools/training/Trainer.cpp '#include <torch/types.h>' '#include "methods/trees/Tree.h"'
put ui/Window.cpp '#include "ui/Window.h"' '#include "tonegraft/Clip.h"' '#include <QWidget>'
put ui/Curve.cpp '#include <QtCharts/QLineSeries>' '#include <QLogValueAxis>'
put app/Main.cpp '#include "ui/Window.h"' '#include <CLI/CLI.hpp>' '#include <nlohmann/json.hpp>'
put app/playback/Player.cpp '#include <QAudioSink>' '#include "app/system/Thread.h"' '#include "Player.moc"'
put tests/engine/dsp/TestTransform.cpp '#include <gtest/gtest.h>' '#include "dsp/Transform.h"'
put tests/engine/methods/trees/TestTree.cpp '#include "methods/trees/Tree.h"'
put tests/engine/audio/TestFile.cpp '#include <sndfile.h>' '#include "Helper.h"'
if ! "$here/check.sh" "$tree"; then
    echo "FAILED: the tree without a breach was refused"
    exit 1
fi

public='public headers'
breach 'Qt in a public header' "$public" engine/include/tonegraft/A.h '#include <QString>'
breach 'JSON in a public header' "$public" engine/include/tonegraft/A.h '#include <nlohmann/json.hpp>'
breach 'a room in a public header' "$public" engine/include/tonegraft/A.h '#include "dsp/Transform.h"'
breach 'POSIX in a public header' "$public" engine/include/tonegraft/A.h '#include <unistd.h>'
breach 'Qt in the engine' '(Qt)' engine/dsp/A.cpp '#include <QVector>'
breach 'Qt in a header of the engine' '(Qt)' engine/dsp/A.h '  #  include <QtCore/QVector>'
breach 'FFTW outside dsp' '(FFTW)' engine/methods/trees/A.cpp '#include <fftw3.h>'
breach 'oneDNN outside linalg' '(oneDNN)' engine/methods/trees/A.cpp '#include <dnnl.h>'
breach 'libsndfile outside audio' '(libsndfile)' engine/dsp/A.cpp '#include <sndfile.h>'
breach 'libsoxr outside audio' '(libsoxr)' app/A.cpp '#include <soxr.h>'
breach 'libebur128 outside audio' '(libebur128)' engine/dsp/A.cpp '#include <ebur128.h>'
breach 'JSON where no files are read' '(nlohmann-json)' engine/dsp/A.cpp '#include <nlohmann/json.hpp>'
breach 'JSON in the window' '(nlohmann-json)' ui/A.cpp '#include <nlohmann/json_fwd.hpp>'
breach 'LibTorch in dsp' '(LibTorch)' engine/dsp/A.cpp '#include <torch/torch.h>'
breach 'LibTorch in a method' '(LibTorch)' engine/methods/trees/A.cpp '#include <torch/torch.h>'
breach 'LibTorch in the program' '(LibTorch)' app/A.cpp '#include <ATen/ATen.h>'
breach 'CLI11 in the window' '(CLI11)' ui/A.cpp '#include <CLI/CLI.hpp>'
breach 'Qt Multimedia outside playback' '(Qt Multimedia)' app/A.cpp '#include <QAudioSink>'
breach 'Qt Multimedia in the window' '(Qt Multimedia)' ui/A.cpp '#include <QtMultimedia/QMediaDevices>'
breach 'libpulse outside playback' '(libpulse)' app/A.cpp '#include <pulse/pulseaudio.h>'
breach 'another Qt module' 'not in use' ui/A.cpp '#include <QNetworkReply>'
breach 'Qt Charts in the program' '(Qt Charts)' app/A.cpp '#include <QChartView>'
breach 'an unknown library' 'unknown library' engine/dsp/A.cpp '#include <boost/array.hpp>'
breach 'a room that is not below' 'may not use' engine/dsp/A.cpp '#include "methods/shared/Loss.h"'
breach 'a room beside' 'may not use' engine/dsp/A.cpp '#include "audio/File.h"'
breach 'the window in the engine' 'may not use' engine/dsp/A.cpp '#include "ui/Window.h"'
breach 'a method beside' 'engine/methods/trees may not use' engine/methods/trees/A.cpp \
    '#include "methods/bees/Bee.h"'
breach 'the registry in a method' 'may not use' engine/methods/bees/A.cpp '#include "methods/Registry.h"'
breach 'what a room keeps to itself' 'engine/transfer may not use' engine/transfer/A.cpp \
    '#include "methods/trees/Tree.h"'
breach 'a room that only another uses' 'may not use' engine/methods/A.cpp '#include "weights/Header.h"'
breach 'LibTorch beside the tools' '(LibTorch)' engine/methods/A.cpp '#include <torch/types.h>'
breach 'an unknown room' 'no room "cellar"' engine/cellar/A.cpp '#include <vector>'
breach 'an unknown room in a known one' 'no room "methods/cellar"' engine/methods/cellar/A.cpp \
    '#include <vector>'
breach 'a folder inside a room' 'no room "dsp/attic"' engine/dsp/attic/A.cpp '#include <vector>'
breach 'the engine in the window' 'ui knows' ui/A.cpp '#include "dsp/Transform.h"'
breach 'the program in the window' 'ui knows' ui/A.cpp '#include "app/Main.h"'
breach 'a room of the window in one below' 'ui/kit may not use' ui/kit/A.cpp '#include "ui/panes/B.h"'
breach 'a room of the program in one below' 'app/job may not use' app/job/A.cpp \
    '#include "app/window/B.h"'
breach 'the window in a room that has none' 'app/files may not use' app/files/A.cpp \
    '#include "ui/window/B.h"'
breach 'an unknown room of the window' 'has no room' ui/cellar/A.cpp '#include <vector>'
breach 'the engine in the program' 'app knows' app/A.cpp '#include "linalg/Product.h"'
breach 'the window in an engine test' 'neither ui nor app' tests/engine/dsp/A.cpp '#include "ui/Window.h"'
breach 'a library in tests of another room' '(libsndfile)' tests/engine/dsp/A.cpp '#include <sndfile.h>'
breach 'an include by bare name' 'from the root' engine/dsp/A.cpp '#include "Transform.h"'
breach 'a loaded program' 'no code is ever loaded' engine/methods/trees/A.cpp 'auto m = torch::jit::load(p);'
breach 'a pickle' 'no code is ever loaded' engine/methods/trees/A.cpp 'torch::load(weights, path);'
breach 'an error without a code' 'carry a code' engine/dsp/A.cpp 'throw Error("The clip is " + name);'

put ui/Second.cpp '#include <QChartView>'
refuses 'a second file with Qt Charts' 'exactly one file, found in 2'
rm "$tree/ui/Second.cpp"
mv "$tree/ui/Curve.cpp" "$tree/kept"
refuses 'no file with Qt Charts' 'exactly one file, found in 0'
mv "$tree/kept" "$tree/ui/Curve.cpp"

put ui/kit/Label.cpp '#include "ui/kit/Label.h"'
put ui/panes/Pane.cpp '#include "ui/kit/Label.h"' '#include "ui/panes/Pane.h"'
for i in $(seq 30); do put "ui/kit/Part$i.h"; done
refuses 'a folder of 31 files' 'more than 30 files in ui/kit'
rm -r "$tree/ui/kit" "$tree/ui/panes"
for i in $(seq 31); do put "engine/dsp/Part$i.h"; done
refuses 'a room of the engine of 31 files and more' 'more than 30 files in engine/dsp'
rm "$tree"/engine/dsp/Part*.h
echo '#include <vector>' >"$tree/ui/Unlicensed.cpp"
refuses 'a file without license' '^ui/Unlicensed.cpp:1: must begin with'
rm "$tree/ui/Unlicensed.cpp"
put ui/Late.h && { echo && cat "$tree/ui/Late.h"; } >"$tree/ui/Later.h" && rm "$tree/ui/Late.h"
refuses 'a license line that is not first' '^ui/Later.h:1: must begin with'
printf '// SPDX-License-Identifier: GPL-3.0-or-later\n' >"$tree/ui/Later.h"
refuses 'a header without #pragma once' '^ui/Later.h:1: no #pragma once'
rm "$tree/ui/Later.h"
put ui/Long.cpp "$(awk 'BEGIN { for (i = 1; i <= 400; ++i) print "// line" }')"
refuses 'a file of 401 lines' '^ui/Long.cpp:401: 401 lines'
sed -i '$d' "$tree/ui/Long.cpp"
cases=$((cases + 1))
"$here/check.sh" "$tree" >/dev/null || { echo 'FAILED: 400 lines were refused'; failures=1; }

rm "$tree/ui/Long.cpp"
body() { awk -v lines="$1" 'BEGIN { for (i = 1; i <= lines; ++i) print "    statement();" }'; }
put ui/Function.cpp 'template <class Real>' 'Real Window::show(int a,' '                  int b) {' \
    "$(body 60)" '}'
refuses 'a function of 61 lines' '^ui/Function.cpp:4: a function of 61 lines'
put ui/Function.cpp 'class Window {' 'public:' '    void show() {' \
    "$(body 60 | sed 's/^/    /')" '    }' '};'
refuses 'such a function in its class' '^ui/Function.cpp:4: a function of 61 lines'
put ui/Function.cpp 'void show() {' "$(body 59)" '}' 'const Table kTable = {' "$(body 60)" '};' \
    'template <class Real> class Window {' "$(body 60)" '};' 'namespace tonegraft {' "$(body 60)" '}'
cases=$((cases + 1))
"$here/check.sh" "$tree" || { echo 'FAILED: 60 lines, a table or a class were refused'; failures=1; }

cp "$tree/engine/CMakeLists.txt" "$tree/kept"
sed -i 's/methods\/shared PUBLIC engine_dsp/& engine_methods_bees/' "$tree/engine/CMakeLists.txt"
refuses 'a circle of rooms' '^engine/CMakeLists.txt:1: room methods_bees uses itself'
mv "$tree/kept" "$tree/engine/CMakeLists.txt"

rm -r "$tree/app"
refuses 'an empty room' '^app:0: no source files'
: >"$tree/engine/CMakeLists.txt"
refuses 'a list without rooms' 'no rooms found'

echo "$cases cases, $failures failed"
[ "$failures" -eq 0 ]
