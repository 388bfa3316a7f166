# SPDX-License-Identifier: GPL-3.0-or-later
# Finds words that the engine puts into a message and that no translator could reach. Input:
# MessageWords.h, then source files of the engine. Prints `path:line: text` for each; exit status
# 1 if there was any.

FNR == 1 {
    isList = FILENAME ~ /MessageWords\.h$/
    code = ""
}

isList {
    if (match($0, /TONEGRAFT_TEXT\(".*"\)/))
        isWord[substr($0, RSTART + 16, RLENGTH - 18)] = 1
    next
}

# The arguments of a message, which may begin on the line behind its code, or a fault of a network.
{
    sub(/^[ \t]*\/\/.*/, "")
    if (match($0, /MessageCode::[A-Za-z0-9]+/))
        code = substr($0, RSTART + 13, RLENGTH - 13)
    if ((code != "" && code != "internal") || /(fail|refuse|Wrong)\(|return \{"/ || isFault)
        check($0)
    if (/;/)
        code = ""
    isFault = /(fail|refuse|Wrong)\($/
}

# Of several words, and a whole argument: neither part of a sum nor of a comparison.
function check(line,    rest, text) {
    rest = line
    while (match(rest, /(^ *|[{(] *|, )"[a-z0-9][^"]* [^"]*" *[}),]/)) {
        text = substr(rest, RSTART, RLENGTH)
        sub(/^[^"]*"/, "", text)
        sub(/"[^"]*$/, "", text)
        if (!(text in isWord)) {
            printf "%s:%d: \"%s\" is not in MessageWords.h\n", FILENAME, FNR, text
            ++found
        }
        rest = substr(rest, RSTART + RLENGTH - 1)
    }
}

END {
    exit found > 0
}
