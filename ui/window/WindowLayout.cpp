// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WindowLayout.h"

#include "ui/clips/ClipPanel.h"
#include "ui/kit/MessageBar.h"
#include "ui/kit/Theme.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/results/LossChart.h"
#include "ui/results/ResultPanel.h"
#include "ui/results/RunStatus.h"
#include "ui/sessions/OfferBar.h"
#include "ui/sessions/SessionActions.h"
#include "ui/settings/PresetBox.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/takes/TakesPanel.h"
#include "ui/window/AppearanceActions.h"
#include "ui/window/MainActions.h"
#include "ui/window/PanelActions.h"
#include "ui/window/TransportBar.h"

#include <QAction>
#include <QDataStream>
#include <QEvent>
#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStatusBar>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tonegraft {
namespace {

constexpr quint32 kLayoutMagic = 0x74676c33; // "tgl3"
constexpr int kMargin = 10;
constexpr int kLeftWidth = 264; // a result fits in from the start
constexpr int kRightWidth = 300;
constexpr int kTakesWidth = 300;
constexpr int kLossesWidth = 390;

ClipPanelTexts contentTexts() {
    return {QMainWindow::tr("Content"), QMainWindow::tr("The music to keep"),
            QStringLiteral("content"),
            QMainWindow::tr("Only this part of the content gets the new sound. The rest stays as "
                            "it is, joined without a click.")};
}

ClipPanelTexts styleTexts() {
    return {QMainWindow::tr("Style"), QMainWindow::tr("The sound to put on it"),
            QStringLiteral("style"),
            QMainWindow::tr("Only this part of the style lends its sound.")};
}

/// A column that scrolls where the window is too low for it, and is never narrower than what is
/// in it.
class Column : public QScrollArea {
public:
    explicit Column(QWidget* inside) {
        setWidget(inside);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
        inside->installEventFilter(this);
    }

    QSize minimumSizeHint() const override {
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
                QScrollArea::minimumSizeHint().height()};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == widget() && event->type() == QEvent::LayoutRequest) {
            updateGeometry(); // of another method, say, whose controls are wider
        }
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

WindowLayout::WindowLayout(QMainWindow* window, std::vector<MethodInfo> methods)
    : actions(new MainActions(window)), sessions(new SessionActions(window)),
      appearance(new AppearanceActions(window)), message(new MessageBar), offer(new OfferBar),
      content(new ClipPanel(contentTexts())), style(new ClipPanel(styleTexts())),
      swap(new QToolButton), demo(new QPushButton), result(new ResultPanel),
      spectrograms(new SpectrogramStack), losses(new LossChart), takes(new TakesPanel),
      presets(new PresetBox), settings(new SettingsPanel(std::move(methods))),
      transport(new TransportBar(*actions)), status(new RunStatus), note(new QLabel),
      columns(new QSplitter(Qt::Horizontal)), pictures(new QSplitter(Qt::Vertical)),
      runs(new QSplitter(Qt::Horizontal)) {
    QScrollArea* left = leftColumn();
    QScrollArea* right = rightColumn();
    columns->addWidget(left);
    columns->addWidget(middleColumn());
    columns->addWidget(right);
    panels = new PanelActions(window, {left, right, losses, takes, runs});
    menus =
        std::make_unique<WindowMenus>(window, *actions, *panels, *appearance, transport->actions(),
                                      presets->menu(), *sessions, takes->takeActions());
    columns->setStretchFactor(0, 0);
    columns->setStretchFactor(1, 1);
    columns->setStretchFactor(2, 0);
    columns->setSizes({kLeftWidth, 1000, kRightWidth});
    columns->setChildrenCollapsible(false);

    auto* central = new QWidget(window);
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(offer);
    layout->addWidget(message);
    layout->addWidget(columns, 1);
    layout->addWidget(transport);
    window->setCentralWidget(central);
    note->setTextFormat(Qt::PlainText);
    note->setContentsMargins(0, 0, 10, 0);
    window->statusBar()->addWidget(status, 1);
    window->statusBar()->addPermanentWidget(note);
    window->statusBar()->setSizeGripEnabled(false);
}

QScrollArea* WindowLayout::leftColumn() {
    swap->setDefaultAction(actions->swap);
    swap->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    swap->setAutoRaise(true);
    swap->setAccessibleName(QMainWindow::tr("Swap content and style"));
    demo->setText(QMainWindow::tr("Try it with the demo clips"));
    demo->setToolTip(actions->demo->toolTip());
    demo->setFocusPolicy(Qt::TabFocus);
    QObject::connect(demo, &QPushButton::clicked, actions->demo, &QAction::trigger);
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(kMargin, kMargin, kMargin / 2, kMargin);
    layout->setSpacing(kMargin / 2);
    layout->addWidget(content);
    layout->addWidget(swap, 0, Qt::AlignHCenter);
    layout->addWidget(style);
    layout->addWidget(demo);
    layout->addSpacing(kMargin);
    layout->addWidget(result);
    layout->addStretch(1);
    return new Column(column);
}

QWidget* WindowLayout::middleColumn() {
    pictures->addWidget(spectrograms);
    runs->addWidget(takes);
    runs->addWidget(losses);
    runs->setSizes({kTakesWidth, kLossesWidth});
    runs->setChildrenCollapsible(false);
    pictures->addWidget(runs);
    pictures->setStretchFactor(0, 1);
    pictures->setStretchFactor(1, 0);
    pictures->setSizes({700, 210});
    pictures->setChildrenCollapsible(false);
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(kMargin / 2, kMargin, kMargin / 2, kMargin / 2);
    layout->addWidget(pictures);
    return column;
}

QScrollArea* WindowLayout::rightColumn() {
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(kMargin, kMargin, kMargin + 4, kMargin);
    layout->addWidget(presets);
    layout->addWidget(settings);
    return new Column(column);
}

namespace {

/// What was kept may be of a larger screen, or of one that showed everything smaller.
void fitOnScreen(QMainWindow* window) {
    if ((window->windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen)) != 0) {
        return;
    }
    // The title bar, which is not there yet, lies above.
    const int title = window->style()->pixelMetric(QStyle::PM_TitleBarHeight);
    const QRect room = window->screen()->availableGeometry().adjusted(0, title, 0, 0);
    QRect place = window->geometry();
    place.setSize(place.size().boundedTo(room.size()).expandedTo(window->minimumSizeHint()));
    place.moveRight(std::min(place.right(), room.right()));
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.moveLeft(std::max(place.left(), room.left()));
    place.moveTop(std::max(place.top(), room.top()));
    window->setGeometry(place);
}

} // namespace

QByteArray WindowLayout::save(const QMainWindow* window) const {
    QByteArray saved;
    QDataStream stream(&saved, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << kLayoutMagic << window->saveGeometry() << columns->saveState()
           << pictures->saveState() << runs->saveState() << panels->hidden();
    return saved;
}

bool WindowLayout::restore(QMainWindow* window, const QByteArray& saved) const {
    QDataStream stream(saved);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 magic = 0;
    QByteArray geometry;
    QByteArray columnSizes;
    QByteArray pictureSizes;
    QByteArray runSizes;
    stream >> magic >> geometry >> columnSizes >> pictureSizes >> runSizes;
    if (stream.status() != QDataStream::Ok || magic != kLayoutMagic) {
        return false;
    }
    window->restoreGeometry(geometry);
    fitOnScreen(window);
    columns->restoreState(columnSizes);
    pictures->restoreState(pictureSizes);
    runs->restoreState(runSizes);
    quint32 hidden = 0; // layouts of older versions end before it
    stream >> hidden;
    panels->setHidden(stream.status() == QDataStream::Ok ? hidden : 0);
    return true;
}

} // namespace tonegraft
