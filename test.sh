#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing (Debian 12), builds Tonegraft and tests it, without a screen or a sound
# card. CI=true: as it ships, with warnings as errors, and the benchmark compiled.
#   ./test.sh           all of it
#   ./test.sh --quick   without the sanitizers and clang-tidy
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$root/installer/packages.sh"

quick=false
case "${1:-}" in
"") ;;
--quick) quick=true ;;
*) die "usage: test.sh [--quick]" ;;
esac
preset=dev
[ "${CI:-}" != true ] || preset=ci

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Nothing of the user's is read or changed, and nothing of theirs changes a result.
mkdir -m 700 "$scratch/runtime"
export HOME="${HOME:-$scratch}"
export CCACHE_DIR="${CCACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/ccache}"
# Where nothing was ever kept, keeping everything only costs.
if [ "$preset" = ci ] && [ ! -d "$CCACHE_DIR" ]; then
    export CCACHE_DISABLE=1
fi
export XDG_RUNTIME_DIR="$scratch/runtime" XDG_CONFIG_HOME="$scratch/config" \
    XDG_CACHE_HOME="$scratch/cache" XDG_DATA_HOME="$scratch/data"
unset DISPLAY WAYLAND_DISPLAY PULSE_SERVER

summary=()
failed=false

# step NAME COMMAND...: runs it, shows and keeps what it says; a failure does not end the run.
step() {
    local name=$1 seconds=$SECONDS result=ok log="$scratch/$1.log" counted line
    shift
    printf '\n== %s\n' "$name"
    "$@" 2>&1 | tee "$log"
    if [ "${PIPESTATUS[0]}" -ne 0 ]; then
        result=FAILED
        failed=true
    fi
    counted=$(grep -E '^[0-9]+% tests passed' "$log" | tail -1)
    summary+=("$(printf '%-7s %-10s %4d s  %s' "$result" "$name" $((SECONDS - seconds)) "$counted")")
    # What failed is named where it is seen: at the end.
    while IFS= read -r line; do
        summary+=("        $line")
    done < <(grep -E 'Test +#.*\*\*\*[FTEN]|^\[  FAILED  \]|: Failure$' "$log" |
        sort -u | head -n 20)
    [ "$result" = ok ]
}

# Our own source files of the given kinds (name patterns), one a line, from the root.
sources() {
    local pattern filter=()
    for pattern in "$@"; do filter+=(-o -name "$pattern"); done
    (cd "$root" && find engine ui app tests -type f \( "${filter[@]:1}" \) | LC_ALL=C sort)
}

checkFormat() {
    (cd "$root" && sources '*.cpp' '*.h' | xargs -d '\n' clang-format --dry-run -Werror)
}

# clang-tidy's size gate: in CI over the engine, else over what changed since it last passed. (The
# length of functions is checked everywhere by tests/layering.)
# TONEGRAFT_TIDY=full: every check of .clang-tidy over every file (a quarter of an hour).
checkTidy() {
    local stamp="$root/build/$preset/tidy-passed" files options=()
    cd "$root" || return 1
    # The tools are left out: LibTorch's headers take half a minute a file.
    mapfile -t files < <(sources '*.cpp' | grep -v -e '^tests/' -e '^engine/tools/')
    if [ "${TONEGRAFT_TIDY:-}" != full ]; then
        options=(--checks='-*,readability-function-size')
    fi
    if [ "$preset" = ci ] && [ "${TONEGRAFT_TIDY:-}" != full ]; then
        mapfile -t files < <(printf '%s\n' "${files[@]}" | grep '^engine/')
    elif [ "${TONEGRAFT_TIDY:-}" != full ]; then
        [ ! -f "$stamp" ] || mapfile -t files < <(find "${files[@]}" -newer "$stamp")
    fi
    [ "${#files[@]}" -gt 0 ] || return 0
    touch "$stamp.new"
    # What it says on stderr counts warnings in system headers.
    # Its compiler reads no header that another one precompiled.
    sed 's/ -Winvalid-pch//; s/ -include [^ ]*cmake_pch.hxx//' \
        "build/$preset/compile_commands.json" >"$scratch/compile_commands.json"
    printf '%s\n' "${files[@]}" | xargs -d '\n' -n 4 -P "$(jobCount)" \
        clang-tidy -p "$scratch" --quiet "${options[@]}" 2>/dev/null &&
        mv "$stamp.new" "$stamp"
}

# runTests PRESET: once; what fails has failed.
runTests() {
    (cd "$root" && ctest --preset "$1" -j "$(jobCount)")
}

# The window's tests once more, on a real X server. (ctest runs them offscreen.)
runOnScreen() {
    local programs
    mapfile -t programs < <(find "$root/build/$preset/tests" -type f -executable \
        \( -name 'test_ui_*' -o -name test_app_window \) | LC_ALL=C sort)
    [ "${#programs[@]}" -gt 0 ] || die "no test program of the window found"
    # The window manager is there to give windows the focus, before the first of them is shown.
    # shellcheck disable=SC2016 # expanded by the inner shell
    xvfb-run -a -s "-screen 0 1600x1000x24" env READY="$scratch/manager-is-up" sh -c '
        openbox --startup "touch $READY" &
        manager=$! failed=0
        for _ in $(seq 100); do [ -e "$READY" ] || sleep 0.1; done
        for program; do
            echo "$program"
            QT_QPA_PLATFORM=xcb timeout 300 "$program" || { echo "FAILED: $program"; failed=1; }
        done
        kill "$manager"
        exit "$failed"' sh "${programs[@]}"
}

groups=(build test)
(installPackages "${groups[@]}") || exit 1
step format checkFormat
if step build configureAndBuild "$preset"; then
    step tests runTests "$preset"
    step screen runOnScreen
    $quick || step tidy checkTidy
fi
if ! $quick; then
    step asan-build configureAndBuild asan && step asan runTests asan
    step tsan-build configureAndBuild tsan && step tsan runTests tsan
fi

printf '\n== Summary (%s)\n' "$preset"
printf '%s\n' "${summary[@]}"
if $failed; then
    say "Something failed; the lines above say what."
    exit 1
fi
# The count of the whole suite, as ctest gave it.
grep -E '^[0-9]+% tests passed' "$scratch/tests.log" | tail -1
