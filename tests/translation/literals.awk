# SPDX-License-Identifier: GPL-3.0-or-later
# Finds texts that a user would see and that no translator could reach. Input: source files of the
# window. Prints `path:line: text` for each; exit status 1 if there was any.

BEGIN {
    # What puts a text before the user's eyes (or a screen reader's voice).
    calls = "(setText|setFullText|setToolTip|setStatusTip|setWhatsThis|setWindowTitle|setTitle|" \
            "setTitleText|setPlaceholderText|setAccessibleName|setAccessibleDescription|" \
            "setSuffix|setPrefix|setEmptyText|setIdleText|setLabelText|setName|addAction|addMenu|" \
            "addItem|addSection|addTab|addRow|showMessage|showNote|showNotice|drawText|" \
            "Error|QLabel|QPushButton|QToolButton|QAction|QMenu|QCheckBox|QRadioButton|QGroupBox)"
    # A text as it is written down, not in tr().
    literal = "(QStringLiteral\\(|QLatin1String\\(|QString\\(|QString::from[A-Za-z0-9]+\\()?" \
              "\"[^\"]*\""
}

FNR == 1 {
    if (path != "")
        check()
    path = FILENAME
    text = ""
    lines = 0
}

{
    sub(/^[ \t]*\/\/.*/, "")
    ++lines
    starts[lines] = length(text) + 1
    text = text $0 "\n"
}

END {
    check()
    exit found > 0
}

# A call may be written over several lines.
function check(    rest, offset, match_, words) {
    rest = text
    offset = 0
    while (match(rest, calls "(\\([^()\"]*|\\()[ \t\n]*" literal)) {
        match_ = substr(rest, RSTART, RLENGTH)
        words = match_
        sub(/^[^"]*"/, "", words)
        sub(/"$/, "", words)
        gsub(/%[0-9L]+|\\[a-z0-9]+|<[^>]*>|&[a-z]+;/, "", words)
        if (words ~ /[A-Za-z][A-Za-z]/ && match_ !~ /(tr|translate|translated)\([^"]*"/ &&
            match_ !~ /(setObjectName|icon|Icon)\(/ && words !~ /^--/) # an option's name
            report(offset + RSTART, words)
        offset += RSTART + RLENGTH - 1
        rest = substr(rest, RSTART + RLENGTH)
    }
}

function report(position, words,    line) {
    for (line = 1; line < lines && starts[line + 1] <= position; ++line)
        ;
    printf "%s:%d: \"%s\" is not in tr()\n", path, line, words
    ++found
}
