#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing (Debian 12), builds Tonegraft and tests it, without a screen or a sound
# card. CI=true: as it ships, warnings are errors, and every check looks at every file.
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
export XDG_RUNTIME_DIR="$scratch/runtime" XDG_CONFIG_HOME="$scratch/config" \
    XDG_CACHE_HOME="$scratch/cache" XDG_DATA_HOME="$scratch/data"
unset DISPLAY WAYLAND_DISPLAY PULSE_SERVER

summary=()
failed=false

# step NAME COMMAND...: runs it, shows and keeps what it says; a failure does not end the run.
step() {
    local name=$1 seconds=$SECONDS result=ok log="$scratch/$1.log" counted
    shift
    printf '\n== %s\n' "$name"
    "$@" 2>&1 | tee "$log"
    if [ "${PIPESTATUS[0]}" -ne 0 ]; then
        result=FAILED
        failed=true
    fi
    counted=$(grep -E '^[0-9]+% tests passed' "$log" | tail -1)
    summary+=("$(printf '%-7s %-10s %4d s  %s' "$result" "$name" $((SECONDS - seconds)) "$counted")")
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

# The size gate. Outside CI only over files that changed since it last passed.
checkSizes() {
    local stamp="$root/build/$preset/sizes-checked" checked
    checked=$(cd "$root" && sources '*.cpp' | grep -v '^tests/')
    if [ "$preset" != ci ] && [ -f "$stamp" ]; then
        checked=$(cd "$root" && printf '%s\n' "$checked" | xargs -d '\n' -I{} find {} -newer "$stamp")
    fi
    [ -n "$checked" ] || return 0
    : >"$stamp.new"
    (cd "$root" && printf '%s\n' "$checked" | xargs -d '\n' -n 4 -P "$(jobCount)" \
        clang-tidy -p "build/$preset" --quiet --checks='-*,readability-function-size') \
        2> >(grep -v 'warnings\? generated' >&2) && mv "$stamp.new" "$stamp"
}

# runTests PRESET [CTEST ARGUMENT...]
runTests() {
    local name=$1
    shift
    (cd "$root" && ctest --preset "$name" -j "$(jobCount)" "$@")
}

# The window's tests once more, on a real X server. (ctest runs them offscreen.)
runOnScreen() {
    local programs
    mapfile -t programs < <(find "$root/build/$preset/tests" -type f -executable \
        \( -name 'test_ui_*' -o -name test_app_window \) | LC_ALL=C sort)
    [ "${#programs[@]}" -gt 0 ] || die "no test program of the window found"
    # shellcheck disable=SC2016 # expanded by the inner shell
    xvfb-run -a -s "-screen 0 1600x1000x24" sh -c '
        failed=0
        for program; do
            echo "$program"
            QT_QPA_PLATFORM=xcb timeout 300 "$program" || { echo "FAILED: $program"; failed=1; }
        done
        exit "$failed"' sh "${programs[@]}"
}

(installPackages build test) || exit 1
step format checkFormat
if step build configureAndBuild "$preset"; then
    step tests runTests "$preset"
    step screen runOnScreen
    $quick || step sizes checkSizes
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
