# SPDX-License-Identifier: GPL-3.0-or-later
# Functions shared by run.sh and test.sh; sourced, not run. Expects $root: the source folder.

say() { printf '%s\n' "$*" >&2; }
die() {
    say "$@"
    exit 1
}

# Packages of the given groups in installer/debian-packages.txt, one a line.
listedPackages() {
    awk -v groups=" $* " '/^[^#]/ && NF >= 2 && index(groups, " " $1 " ") { print $2 }' \
        "$root/installer/debian-packages.txt"
}

# Those of the given packages that are not installed.
missingPackages() {
    { dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } |
        awk -v wanted="$*" '
            $1 == "installed" { installed[$2] = 1 }
            END {
                count = split(wanted, names, " ")
                for (i = 1; i <= count; ++i)
                    if (!(names[i] in installed)) print names[i]
            }'
}

# Runs a command as root: as it is, or through sudo.
asRoot() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

# Tells which of the packages apt does not offer, if any.
explainMissing() {
    local package unknown=""
    for package in "$@"; do
        [ -n "$(apt-cache madison "$package" 2>/dev/null)" ] || unknown="$unknown $package"
    done
    if [ -n "$unknown" ]; then
        say "apt does not offer:$unknown" \
            "(Tonegraft is made for Debian 12; check /etc/apt/sources.list.)"
    fi
}

# installPackages GROUP...: installs what is missing of these groups. Without apt: says what is
# needed and goes on, since the tools may have come by another way.
installPackages() {
    local listed missing
    mapfile -t listed < <(listedPackages "$@")
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is not a Debian system (no apt). Needed, by Debian's names: ${listed[*]}"
        return 0
    fi
    mapfile -t missing < <(missingPackages "${listed[@]}")
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        die "These packages are missing: ${missing[*]}
Neither root nor sudo is at hand. As root, run:
  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    fi
    say "Installing: ${missing[*]}"
    asRoot apt-get update -q >&2 || say "apt-get update failed; trying with the lists at hand."
    if ! asRoot apt-get install -q -y --no-install-recommends "${missing[@]}" >&2; then
        explainMissing "${missing[@]}"
        die "The packages could not be installed (see above): ${missing[*]}"
    fi
}

# Parallel compilers: one a processor, but no more than memory has 2 GB for.
jobCount() {
    local processors memory
    processors=$(nproc 2>/dev/null || echo 1)
    memory=$(awk '/^MemTotal:/ { print int($2 / 2000000) }' /proc/meminfo 2>/dev/null)
    memory=${memory:-$processors}
    [ "$memory" -ge 1 ] || memory=1
    [ "$memory" -lt "$processors" ] && echo "$memory" || echo "$processors"
}

# configureAndBuild PRESET [TARGET...]: configures only if there is no usable build folder yet
# (ninja repeats a configuration by itself when a CMakeLists.txt changed). One at a time.
configureAndBuild() {
    local tool
    for tool in cmake ninja c++; do
        command -v "$tool" >/dev/null || die "$tool is not installed, and it is needed to build."
    done
    mkdir -p "$root/build"
    (
        flock 9
        configureIfNeeded "$1" && buildConfigured "$@"
    ) 9>"$root/build/$1.lock" >&2
}

configureIfNeeded() {
    local build="$root/build/$1" fresh=()
    # A folder that was moved or copied remembers its old place; CMake would refuse it.
    if [ -f "$build/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"; then
        fresh=(--fresh)
    elif [ "$build/build.ninja" -nt "$root/CMakePresets.json" ]; then
        return 0
    fi
    (cd "$root" && cmake --preset "$1" "${fresh[@]}")
}

buildConfigured() {
    local build="$root/build/$1"
    shift
    cmake --build "$build" -j "$(jobCount)" ${1:+--target "$@"}
}
