#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes pictures of the window's main states, from the program itself on a screen of its own:
#   make.sh PROGRAM [FOLDER [STATE...]]
# FOLDER is this one if it is not given. Needs Xvfb, openbox, xdotool and ImageMagick.
# Look at each one before it is committed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
program=$(realpath "${1:?usage: make.sh PROGRAM [FOLDER [STATE...]]}")
[ -f "$program" ] && [ -x "$program" ] || { echo "make.sh: no program $program" >&2; exit 1; }
folder=$(realpath "${2:-$here}")
shift $(($# < 2 ? $# : 2))
demo="$here/../demo"
content="$demo/tune-piano.flac"
style="$demo/style-brass.flac"
for tool in Xvfb openbox xdotool import convert; do
    command -v "$tool" >/dev/null || { echo "make.sh: $tool is missing" >&2; exit 1; }
done

home=$(mktemp -d)
processes=()
app=
cleanUp() {
    for process in $app "${processes[@]}"; do kill "$process" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$home"
}
trap cleanUp EXIT

# Nothing of the user's desktop is read or changed.
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" \
    XDG_DATA_HOME="$home/data" XDG_RUNTIME_DIR="$home/run" PULSE_SERVER="unix:$home/sound" \
    LANG=C.UTF-8 LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS QT_SCALE_FACTOR XDG_CURRENT_DESKTOP
mkdir -p "$XDG_CONFIG_HOME/tonegraft" "$folder"
mkdir -m 700 "$XDG_RUNTIME_DIR"

exec 3>"$home/display"
Xvfb -displayfd 3 -screen 0 2600x1700x24 >/dev/null 2>&1 &
processes+=($!)
until [ -s "$home/display" ]; do sleep 0.1; done
DISPLAY=":$(cat "$home/display")"
export DISPLAY
openbox >/dev/null 2>&1 &
processes+=($!)
# With a sound device, as most have one.
if command -v pulseaudio >/dev/null; then
    pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
        -L "module-null-sink sink_properties=device.description=Speakers" \
        -L "module-native-protocol-unix auth-anonymous=1 socket=$home/sound" \
        >/dev/null 2>&1 &
    processes+=($!)
    for ((i = 0; i < 50; ++i)); do
        [ ! -S "$home/sound" ] || break
        sleep 0.1
    done
fi

# find NAME: the program's window with this in its title, as soon as it is there.
find() {
    local found i
    for ((i = 0; i < 150; ++i)); do
        found=$(xdotool search --all --onlyvisible --pid "$app" --name "$1" 2>/dev/null | head -1)
        [ -z "$found" ] || { echo "$found"; return 0; }
        kill -0 "$app" 2>/dev/null || { echo "make.sh: the program has ended:" >&2; break; }
        sleep 0.2
    done
    cat "$home/log" >&2
    echo "make.sh: there is no window \"$1\"" >&2
    return 1
}

# start STEPS ARGUMENT...: opens the window with settings that give the same picture every time.
start() {
    printf '[General]\nformat=1\n[transfer]\nmethod=tonegraft\nsteps=%s\n' "$1" \
        >"$XDG_CONFIG_HOME/tonegraft/tonegraft.ini"
    shift
    "$program" "$@" >"$home/log" 2>&1 &
    app=$!
    window=$(find Tonegraft)
    xdotool windowactivate --sync "$window" mousemove 0 0
}

end() {
    kill "$app"
    wait "$app" 2>/dev/null || true
    app=
}

keys() { xdotool key --clearmodifiers "$@"; }

# settle [WINDOW]: waits until the picture stays the same for a second (a run changes it all the time).
settle() {
    local before='' now i
    for ((i = 0; i < 90; ++i)); do
        now=$(import -window "${1:-$window}" rgb:- | cksum)
        [ "$now" != "$before" ] || return 0
        before=$now
        sleep 1
    done
    echo "make.sh: the window does not come to rest" >&2
    exit 1
}

# take NAME [WINDOW]
take() {
    # 256 colors: half the size, and no difference to be seen.
    import -window "${2:-$window}" miff:- |
        convert miff:- -colors 256 "png8:$folder/$1.png"
    echo "$folder/$1.png"
}

emptyState() {
    start 12
    settle
    take empty
    end
}

loadedState() {
    start 12 "$content" "$style"
    settle
    take loaded
    end
}

runningState() {
    start 200 "$content" "$style"
    settle
    keys ctrl+r
    sleep 6
    take running
    end
}

finishedState() {
    start 12 "$content" "$style"
    settle
    keys ctrl+r
    sleep 8 # undisturbed: the picture says how long it took
    settle
    take main-window
    end
}

regionState() {
    start 12 "$content" "$style"
    settle
    # In the content's picture: 3 s to the right, the region's start, 4 s more, its end.
    local width height
    eval "$(xdotool getwindowgeometry --shell "$window" | grep -E '^(WIDTH|HEIGHT)=' |
        tr '[:upper:]' '[:lower:]')"
    xdotool mousemove --window "$window" $((width * 2 / 5)) $((height / 4)) \
        mousedown 1 mousemove --window "$window" $((width / 2)) $((height / 4)) \
        mousemove --window "$window" $((width * 3 / 5)) $((height / 4)) mouseup 1 \
        mousemove 0 0
    keys ctrl+r
    settle
    take region
    end
}

darkState() {
    # As a KDE desktop tells it.
    printf '[Colors:%s]\nBackgroundNormal=30,32,36\nForegroundNormal=230,230,235\n' \
        Window View Button >"$XDG_CONFIG_HOME/kdeglobals"
    XDG_CURRENT_DESKTOP=KDE KDE_SESSION_VERSION=5 start 12 "$content" "$style"
    settle
    keys ctrl+r
    settle
    take dark
    end
    rm "$XDG_CONFIG_HOME/kdeglobals"
}

messageState() {
    start 12 "$content" "$here/make.sh"
    settle
    take message
    end
}

# scaledState PERCENT FACTOR
scaledState() {
    QT_SCALE_FACTOR=$2 start 12 "$content" "$style"
    settle
    keys ctrl+r
    settle
    take "scale-$1"
    end
}

smallState() {
    start 12 "$content" "$style"
    xdotool windowsize --sync "$window" 1024 700
    settle
    keys ctrl+r
    settle
    take small
    end
}

helpState() {
    start 12
    settle
    keys F1
    local sheet
    sheet=$(find 'Keyboard shortcuts')
    settle "$sheet"
    take shortcuts "$sheet"
    end
}

states=("$@")
[ "${#states[@]}" -gt 0 ] ||
    states=(empty loaded running finished region dark message scale-150 scale-200 small help)
for state in "${states[@]}"; do
    case $state in
    scale-150) scaledState 150 1.5 ;;
    scale-200) scaledState 200 2 ;;
    *) "${state}State" ;;
    esac
done
