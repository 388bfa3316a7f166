// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/AboutDialog.h"

#include "ui/kit/Theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QVBoxLayout>

namespace tonegraft {
namespace {

constexpr int kLogoSize = 64;
constexpr int kTextWidth = 380;

QLabel* textLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(kTextWidth);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString librariesText(const ProgramInfo& program) {
    QStringList names{QStringLiteral("Qt %1").arg(QString::fromLatin1(qVersion()))};
    for (const auto& [name, version] : program.libraries) {
        names << QStringLiteral("%1 %2").arg(name, version);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

AboutDialog::AboutDialog(const ProgramInfo& program, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Tonegraft"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* logo = new QLabel(this);
    logo->setPixmap(QIcon(QStringLiteral(":/icons/tonegraft.svg"))
                        .pixmap(QSize(kLogoSize, kLogoSize), devicePixelRatioF()));
    logo->setAlignment(Qt::AlignTop);
    auto* title = textLabel(tr("Tonegraft %1").arg(program.version), this);
    QFont bold = title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.3);
    title->setFont(bold);
    auto* libraries = textLabel(tr("Running on %1.").arg(librariesText(program)), this);
    libraries->setObjectName(QStringLiteral("libraries"));
    libraries->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(8);
    texts->addWidget(title);
    texts->addWidget(
        textLabel(tr("Puts the style of one recording on the content of another."), this));
    texts->addWidget(
        textLabel(tr("Free software under the GNU General Public License, version 3 or "
                     "later. It comes without any warranty."),
                  this));
    texts->addWidget(libraries);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(18, 18, 18, 14);
    grid->setSizeConstraint(QLayout::SetFixedSize);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(14);
    grid->addWidget(logo, 0, 0);
    grid->addLayout(texts, 0, 1);
    grid->addWidget(buttons, 1, 0, 1, 2);
}

} // namespace tonegraft
