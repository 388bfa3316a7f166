// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/GettingStarted.h"

#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace tonegraft {
namespace {

constexpr QSize kFirstSize(560, 620);

QString step(const QString& title, const QString& text) {
    return QStringLiteral("<h3>%1</h3><p>%2</p>").arg(title.toHtmlEscaped(), text.toHtmlEscaped());
}

QString page() {
    return step(GettingStarted::tr("1. Two clips"),
                GettingStarted::tr("Drop a recording on Content: its music is kept. Drop another "
                                   "on Style: its sound is put on it. A click on an empty picture "
                                   "opens the files; File, Open the demo clips, takes two that "
                                   "come along. Ten to thirty seconds are enough to try things.")) +
           step(GettingStarted::tr("2. Run"),
                GettingStarted::tr("Press Run (Ctrl+R). The output grows in the third picture, and "
                                   "can be heard as it grows. Run has become Stop: it ends the run "
                                   "and keeps what it has reached.")) +
           step(GettingStarted::tr("3. Listen and compare"),
                GettingStarted::tr("Space plays. 1, 2 and 3 change between content, style and "
                                   "output without losing the place; 4 is the result before. "
                                   "L plays over and over, Home goes to the start. Level match "
                                   "plays all equally loud, so that the louder one does not seem "
                                   "the better.")) +
           step(GettingStarted::tr("4. Choose what to change"),
                GettingStarted::tr("Drag on a picture to choose a region: only this part gets the "
                                   "new sound. At the right, Style weight says how far it goes; "
                                   "Keep melody and Keep dynamics hold on to the content's notes "
                                   "and to its loud and soft. Each control tells what is heard "
                                   "when it moves.")) +
           step(GettingStarted::tr("5. Another method"),
                GettingStarted::tr("Melodies and songs: Tonegraft. One instrument, quickly: Note "
                                   "graft. Drums, noises, textures: Statistics. Compare (Ctrl+"
                                   "Shift+M) runs several on your clips.")) +
           step(GettingStarted::tr("6. Take it away"),
                GettingStarted::tr("Export (Ctrl+E) writes the sound, its settings and its "
                                   "pictures. Or drag Sound, beside Output, into a folder or "
                                   "another program."));
}

} // namespace

GettingStarted::GettingStarted(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Getting started"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* text = new QTextBrowser(this);
    text->setHtml(page());
    text->setFrameShape(QFrame::NoFrame);
    text->setAccessibleName(windowTitle());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(buttons);
    resize(kFirstSize);
}

} // namespace tonegraft
