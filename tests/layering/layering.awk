# SPDX-License-Identifier: GPL-3.0-or-later
# The include rules of ARCHITECTURE.md. Input: paths of source files, from the project's root,
# one a line; which room may use which is read from engine/CMakeLists.txt. Prints
# `path:line: message` for each breach; exit status 1 if there was any.

BEGIN {
    maxLines = 400
    maxFunctionLines = 60
    license = "SPDX-License-Identifier: GPL-3.0-or-later"
    split("algorithm any array atomic bitset cassert cctype cerrno cfenv cfloat charconv chrono " \
          "cinttypes climits clocale cmath codecvt complex condition_variable csetjmp csignal " \
          "cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque " \
          "exception execution filesystem forward_list fstream functional future " \
          "initializer_list iomanip ios iosfwd iostream istream iterator limits list locale map " \
          "memory memory_resource mutex new numeric optional ostream queue random ratio regex " \
          "scoped_allocator set shared_mutex sstream stack stdexcept streambuf string " \
          "string_view strstream system_error thread tuple type_traits typeindex typeinfo " \
          "unordered_map unordered_set utility valarray variant vector", names, " ")
    for (i in names)
        isStandard[names[i]] = 1

    # Other libraries: what their headers look like, and the places that may include them.
    # The first that fits a header counts.
    library("FFTW", "^fftw3", "engine/dsp/ engine/tools/")
    library("oneDNN", "^(dnnl|oneapi/)", "engine/linalg/ engine/methods/perez/ engine/tools/")
    library("BLAS", "^(cblas|openblas)", "engine/linalg/ engine/tools/")
    library("OpenMP", "^omp\\.h", "engine/linalg/ engine/tools/")
    library("libsndfile", "^sndfile", "engine/audio/")
    library("libogg", "^ogg/", "engine/audio/")
    library("libFLAC", "^FLAC/", "engine/audio/")
    library("libmpg123", "^mpg123", "engine/audio/")
    library("libsoxr", "^soxr", "engine/audio/")
    library("libebur128", "^ebur128", "engine/audio/")
    library("libav", "^lib(av|sw)[a-z]*/", "engine/audio/")
    library("LibTorch", "^(torch|ATen|c10|caffe2)/", "engine/networks/ engine/tools/")
    # Where files are read or written: clips' tags, weights, presets, reports, sessions.
    library("nlohmann-json", "^nlohmann/", \
            "engine/audio/ engine/weights/ engine/tools/ app/ tests/")
    library("libpulse", "^pulse/", "app/playback/")
    library("libpng", "^png\\.h", "engine/tools/")
    library("CLI11", "^CLI/", "engine/tools/ app/ tests/app/")
    library("GoogleTest", "^g(test|mock)/", "tests/")
    library("Qt Test", "^(QtTest|QTest|QSignalSpy)", "tests/ui/ tests/app/ tests/support/")
    library("Qt Charts", "^(QtCharts|QChart|QPolarChart|QLegend|Q[A-Za-z]*Series$|" \
            "Q(Abstract|Value|LogValue|Category|BarCategory|DateTime|Color)Axis)", "ui/")
    library("Qt Multimedia", "^(QtMultimedia|QAudio|QMedia|QSound|QVideo|QCamera|QWaveDecoder)", \
            "app/playback/ tests/app/")
    library("a Qt module that is not in use", "^(QtNetwork|QtQml|QtQuick|QtSql|QtOpenGL|QtWeb|" \
            "QNetwork|QTcp|QUdp|QSsl|QHttp|QSql|QQml|QQuick|QOpenGL|QWeb)", "nowhere/")
    library("Qt", "^Qt?[A-Z]", "ui/ app/ tests/ui/ tests/app/ tests/support/ tests/fuzz/")
    library("the system's headers", "^([a-z0-9_]+\\.h|(sys|linux|netinet)/[a-z0-9_]+\\.h)$", \
            "engine/machine/ engine/audio/ engine/linalg/ engine/dsp/ engine/measures/ " \
            "engine/methods/perez/ engine/transfer/ engine/timbre/ engine/tools/ app/ tests/")

    # The rooms of the window and of the program: what each may use of them, those before it.
    windowRoom("ui/kit", "")
    windowRoom("ui/pictures", "ui/kit")
    windowRoom("ui/panes", "ui/kit ui/pictures")
    windowRoom("ui/clips", "ui/kit ui/pictures ui/panes")
    windowRoom("ui/settings", "ui/kit")
    windowRoom("ui/results", "ui/kit ui/pictures ui/panes")
    windowRoom("ui/takes", "ui/kit")
    windowRoom("ui/sessions", "ui/kit")
    windowRoom("ui/window", "ui/kit ui/pictures ui/panes ui/clips ui/settings ui/results ui/takes " \
               "ui/sessions")
    windowRoom("app/system", "ui/kit")
    windowRoom("app/files", "app/system ui/pictures ui/results")
    windowRoom("app/job", "app/system app/files ui/kit ui/pictures")
    windowRoom("app/playback", "app/system")
    windowRoom("app/compare", "app/system app/files app/job ui/kit ui/pictures ui/results")
    windowRoom("app/cli", "app/system app/files app/job app/compare ui/pictures ui/results")
    windowRoom("app/presets", "app/system app/files ui/kit ui/settings ui/window")
    windowRoom("app/runs", "app/system app/job ui/kit ui/pictures ui/window")
    windowRoom("app/undo", "ui/kit")
    windowRoom("app/takes", "app/runs app/undo ui/kit ui/pictures ui/settings ui/takes ui/window")
    windowRoom("app/session", "app/system app/files app/job app/takes ui/kit ui/pictures " \
               "ui/sessions ui/window")
    windowRoom("app/window", "app/system app/files app/job app/playback app/compare app/cli " \
               "app/presets app/runs app/undo app/takes app/session " \
               "ui/kit ui/pictures ui/panes ui/clips ui/settings ui/results ui/takes " \
               "ui/sessions ui/window")
    maxFilesInRoom = 30

    readRooms("engine/CMakeLists.txt")
}

{ checkFile($0) }

END {
    checkWhole()
    printf "%d files checked, %d breaches\n", files, breaches
    exit breaches > 0
}

function library(name, pattern, places) {
    ++libraries
    libraryName[libraries] = name
    libraryPattern[libraries] = pattern
    libraryPlaces[libraries] = places
}

# Only rooms named before may be used, so that there is no circle.
function windowRoom(folder, usable,    list, count, i) {
    isWindowRoom[folder] = windowMayUse[folder, folder] = 1
    count = split(usable, list, " ")
    for (i = 1; i <= count; ++i) {
        if (!(list[i] in isWindowRoom))
            breachAt("tests/layering/layering.awk", 1, folder " uses a later room: " list[i])
        windowMayUse[folder, list[i]] = 1
    }
}

function breach(message) { breachAt(path, line, message) }

function breachAt(where, lineNumber, message) {
    printf "%s:%d: %s\n", where, lineNumber, message
    ++breaches
}

# A room's tests may use what the room may.
function isIn(folders,    list, count, i) {
    count = split(folders, list, " ")
    for (i = 1; i <= count; ++i)
        if (index(path, list[i]) == 1 || index(path, "tests/" list[i]) == 1)
            return 1
    return 0
}

# Rooms of the engine, as its build has them:
# tonegraft_room(folder [SHARED] PUBLIC engine_other... PRIVATE engine_third... library...)
# They are known by the ends of their libraries' names: the folder methods/perez is methods_perez.
function readRooms(cmakeFile,    text, row, call, words, count, i, id, isPublic) {
    while ((getline row < cmakeFile) > 0)
        text = text "\n" row
    close(cmakeFile)
    while (match(text, /\ntonegraft_room\([^)]*\)/)) {
        call = substr(text, RSTART + 16, RLENGTH - 17)
        text = substr(text, RSTART + RLENGTH)
        count = split(call, words, /[ \t\n]+/)
        id = roomOf(words[1])
        isRoom[id] = mayUse[id, id] = 1
        ++rooms
        for (i = 2; i <= count; ++i) {
            if (words[i] == "PUBLIC" || words[i] == "PRIVATE")
                isPublic = words[i] == "PUBLIC"
            else if (sub(/^engine_/, "", words[i])) {
                mayUse[id, words[i]] = 1
                if (isPublic)
                    passesOn[id, words[i]] = 1
            }
        }
    }
    closeOverRooms()
    checkCircles()
}

function roomOf(folder) {
    gsub("/", "_", folder)
    return folder
}

# What a room links as PUBLIC, those may use too that use the room.
function closeOverRooms(    from, through, to) {
    joinWays(passesOn)
    for (from in isRoom)
        for (through in isRoom)
            for (to in isRoom)
                if (((from, through) in mayUse) && ((through, to) in passesOn))
                    mayUse[from, to] = 1
}

# Adds the way from A to C to those from A to B and from B to C.
function joinWays(ways,    from, through, to) {
    for (through in isRoom)
        for (from in isRoom)
            for (to in isRoom)
                if (((from, through) in ways) && ((through, to) in ways))
                    ways[from, to] = 1
}

# Static libraries may link each other in a circle: the build would not mind.
function checkCircles(    below, from, to) {
    for (from in isRoom)
        for (to in isRoom)
            if (from != to && ((from, to) in mayUse))
                below[from, to] = 1
    joinWays(below)
    for (from in isRoom)
        if ((from, from) in below)
            breachAt("engine/CMakeLists.txt", 1, "room " from " uses itself by way of another")
}

function checkFile(file,    text, isHeader, isCode, hasPragma, hasLicense, licenseLine) {
    path = file
    line = hasPragma = hasLicense = 0
    split("", signature)
    split("", bodyStart)
    licenseLine = 1
    isHeader = path ~ /\.h$/
    isCode = path ~ /\.(cpp|h)$/
    locate()
    while ((getline text < path) > 0) {
        ++line
        # A script's first line is its interpreter.
        if (line == 1 && text ~ /^#!/)
            licenseLine = 2
        if (line == licenseLine && index(text, license))
            hasLicense = 1
        if (!isCode)
            continue
        if (text ~ /^[ \t]*#[ \t]*pragma[ \t]+once/)
            hasPragma = 1
        if (text ~ /^[ \t]*#[ \t]*include/)
            checkInclude(text)
        checkFunction(text)
        if (text ~ /torch::(load|jit)|jit::load|torch\/script\.h|pickle_load/)
            breach("no code is ever loaded: neither pickle nor TorchScript")
        if (text ~ /(^|[^A-Za-z])Error\((std::string\()?"/ && room in isRoom && place == "engine")
            breach("errors of the engine carry a code of tonegraft/MessageCode.h")
    }
    close(path)
    if (!hasLicense)
        breachAt(path, 1, "must begin with " license)
    if (isHeader && !hasPragma)
        breachAt(path, 1, "no #pragma once")
    if (line > maxLines)
        breachAt(path, line, line " lines, more than " maxLines)
}

# A body reaches from the line that ends with { to the } below its signature's first letter. With
# our layout (clang-format) that is where functions are; classes and tables have no ( there.
function checkFunction(text,    indent) {
    if (text !~ /[^ ]/ || text ~ /^ *(#|\/\/)/ || text ~ /^[A-Za-z_ ]+:$/)
        return
    match(text, /^ */)
    indent = RLENGTH
    if (text ~ /^ *}/) {
        if (bodyStart[indent] > 0 && line - bodyStart[indent] > maxFunctionLines)
            breachAt(path, bodyStart[indent], "a function of " line - bodyStart[indent] \
                     " lines, more than " maxFunctionLines)
        bodyStart[indent] = signature[indent] = 0
    } else if (indent <= 4) {
        signature[indent] = text ~ /^ *(.*[ >])?(namespace|class|struct|enum|union) [^()]*$/ ? 0 : line
        bodyStart[indent] = 0
    }
    if (text ~ /\{$/ && text !~ /= *\{$/)
        for (indent = 0; indent <= 4; indent += 4)
            if (signature[indent] > 0 && bodyStart[indent] == 0)
                bodyStart[indent] = line
}

# Finds out which part of the house the file belongs to.
function locate(    parts) {
    split(path, parts, "/")
    place = parts[1]
    room = ""
    if (place == "engine" && path ~ /\.(cpp|h)$/) {
        folder = path
        gsub(/^engine\/|\/?[^\/]*$/, "", folder)
        room = roomOf(folder)
        if (parts[2] == "include")
            place = "engine/include"
        else if (parts[2] == "tools")
            place = "engine/tools" # programs beside the engine
        else if (!(room in isRoom))
            breachAt(path, 1, "engine/CMakeLists.txt has no room \"" folder "\"")
        countFile(path)
    }
    if ((place == "ui" || place == "app") && path ~ /\.(cpp|h)$/) {
        folder = path
        sub(/\/[^\/]*$/, "", folder)
        if (folder != place && !(folder in isWindowRoom))
            breachAt(path, 1, "tests/layering/layering.awk has no room \"" folder "\"")
        countFile(path)
    }
    ++files
    ++filesIn[place]
}

function countFile(file) {
    sub(/\/[^\/]*$/, "", file)
    if (++filesInRoom[file] == maxFilesInRoom + 1)
        breachAt(path, 1, "more than " maxFilesInRoom " files in " file)
}

function checkInclude(text) {
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", text)
    if (text ~ /^</) {
        gsub(/^<|>.*$/, "", text)
        checkAngled(text)
    } else {
        sub(/^"/, "", text)
        sub(/".*$/, "", text)
        checkQuoted(text)
    }
}

function checkAngled(header,    i) {
    if (header in isStandard)
        return
    for (i = 1; i <= libraries; ++i)
        if (header ~ libraryPattern[i])
            break
    if (i > libraries)
        breach("unknown library: <" header "> (those known: tests/layering/layering.awk)")
    else if (place == "engine/include")
        breach("public headers include the standard library and tonegraft/ only: <" header ">")
    else if (!isIn(libraryPlaces[i]))
        breach("<" header "> (" libraryName[i] ") belongs into: " libraryPlaces[i])
    else if (libraryName[i] == "Qt Charts" && path !~ /^tests\//)
        usesCharts[path] = 1
}

function checkQuoted(header,    from, fromFolder) {
    from = fromFolder = header
    sub(/\/[^\/]*$/, "", fromFolder)
    if (!sub(/\/.*/, "", from)) {
        # A test may name a helper beside it.
        if (header !~ /\.moc$/ && place != "tests")
            breach("includes are written from the root, as \"room/File.h\": \"" header "\"")
    } else if (from == "tonegraft" || place == "engine/tools") {
        return
    } else if (place == "engine/include") {
        breach("public headers include the standard library and tonegraft/ only: \"" header "\"")
    } else if (place == "engine") {
        if (!((room, roomOf(fromFolder)) in mayUse))
            breach("engine/" folder " may not use \"" header "\" (see engine/CMakeLists.txt)")
    } else if (place == "ui" && from != "ui") {
        breach("ui knows ui/ and tonegraft/ only: \"" header "\"")
    } else if (place == "app" && from != "app" && from != "ui") {
        breach("app knows app/, ui/ and tonegraft/ only: \"" header "\"")
    } else if (place == "ui" || place == "app") {
        if (folder != place && !((folder, fromFolder) in windowMayUse))
            breach(folder " may not use \"" header "\" (see tests/layering/layering.awk)")
    } else if (path ~ /^tests\/engine\// && (from == "ui" || from == "app"))
        breach("tests of the engine know neither ui nor app: \"" header "\"")
}

function checkWhole(    wanted, count, i, chartFiles, file) {
    if (!rooms)
        breachAt("engine/CMakeLists.txt", 1, "no rooms found in it")
    count = split("engine engine/include ui app tests", wanted, " ")
    for (i = 1; i <= count; ++i)
        if (!filesIn[wanted[i]])
            breachAt(wanted[i], 0, "no source files found here")
    for (file in usesCharts)
        ++chartFiles
    if (chartFiles != 1) {
        breachAt("ui", 0, "Qt Charts belongs into exactly one file, found in " chartFiles + 0)
        for (file in usesCharts)
            print "  " file
    }
}
