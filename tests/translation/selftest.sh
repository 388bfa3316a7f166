#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows that check.sh can fail, and that it lets pass what is no text.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/ui" "$tree/app/cli" "$tree/engine/include/tonegraft"
: >"$tree/app/Main.cpp"
: >"$tree/engine/Engine.cpp"
echo '    TONEGRAFT_TEXT("a folder"),' >"$tree/engine/include/tonegraft/MessageWords.h"
failures=0

# finds WHAT LINE...
finds() {
    what=$1
    shift
    printf '%s\n' "$@" >"$tree/ui/Window.cpp"
    if "$here/check.sh" "$tree" >"$tree/said"; then
        echo "FAILED: $what was not noticed"
        failures=$((failures + 1))
    fi
}

# passes WHAT LINE...
passes() {
    what=$1
    shift
    printf '%s\n' "$@" >"$tree/ui/Window.cpp"
    if ! "$here/check.sh" "$tree" >"$tree/said"; then
        echo "FAILED: $what was taken for a text:"
        cat "$tree/said"
        failures=$((failures + 1))
    fi
}

finds 'a plain text' 'label->setText("Ready");'
finds 'a tooltip' 'button->setToolTip(QStringLiteral("Press me"));'
finds 'a text on a line of its own' 'label->setText(' '    QStringLiteral("Not %1").arg(name));'
finds 'a label made with its text' 'auto* label = new QLabel("Steps", this);'
finds 'a text beside a place holder' 'label->setText(QString("%1 seconds").arg(time));'
finds 'a second argument' 'window.showMessage(Severity::error, "No clip.");'
finds 'an entry of a menu' 'menu->addAction(QLatin1String("Copy"));'
finds 'an error' 'throw Error("There is no room.");'
passes 'an error of an option' 'throw Error("--seed: must be a whole number.");'
passes 'a text in tr()' 'label->setText(tr("Ready"));'
passes 'a text in tr() over two lines' 'label->setText(' '    tr("Ready"));'
passes 'a pattern without words' 'label->setText(QStringLiteral("%1 · %2").arg(a, b));'
passes 'markup' 'label->setToolTip(QStringLiteral("<p>%1</p>").arg(help));'
passes 'an object name' 'label->setObjectName(QStringLiteral("resetAll"));'
passes 'an icon' 'action->setIcon(themedIcon(QStringLiteral("play")));'
passes 'a comment' '// setText("Ready")'
printf '%s\n' 'file.fail(MessageCode::readCoding, {"MP3", "no rate"});' >"$tree/engine/Engine.cpp"
finds 'a word that is not in the list' ''
printf '%s\n' 'file.fail(MessageCode::readNoRegularFile,' '          {"a pond"});' >"$tree/engine/Engine.cpp"
finds 'one on a line of its own' ''
printf '%s\n' 'return {"a pond"};' >"$tree/engine/Engine.cpp"
finds 'one that is handed on' ''
printf '%s\n' 'refuse("a pond");' >"$tree/engine/Engine.cpp"
finds "a network's fault" ''
printf '%s\n' 'file.fail(MessageCode::readNoRegularFile, {"a folder"});' >"$tree/engine/Engine.cpp"
passes 'a word of the list' ''
printf '%s\n' 'throw Error(MessageCode::internal, {"Not so."});' >"$tree/engine/Engine.cpp"
passes 'a fault of the program' ''
printf '%s\n' 'parser.setText("plain");' >"$tree/app/cli/Help.cpp"
passes 'the command line' ''
[ "$failures" -eq 0 ]
