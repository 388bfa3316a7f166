// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/TakesSession.h"

#include "tonegraft/Methods.h"
#include "ui/kit/Format.h"
#include "ui/kit/Translated.h"
#include "ui/takes/TakesPanel.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {

namespace {

QString withCapital(QString text) {
    return text.isEmpty() ? text : text.left(1).toUpper() + text.mid(1);
}

QString timbreText(const std::optional<Measures>& measures) {
    return measures && std::isfinite(measures->timbreReached)
               ? TakesSession::tr("%1 %").arg(numberText(100.0 * measures->timbreReached, 0))
               : QString();
}

QString differenceText(const Take& take, const Take* before) {
    const TransferResult& result = *take.shown.result;
    QStringList texts;
    if (before == nullptr)
        texts << translated(methodInfo(result.settings.method).title);
    else
        texts << differences(makingOf(before->shown), makingOf(take.shown));
    if (texts.isEmpty())
        texts << TakesSession::tr("the same again");
    if (result.outcome == Outcome::stopped)
        texts << TakesSession::tr("stopped at step %1")
                     .arg(result.losses.empty() ? 0 : result.losses.back().step);
    return withCapital(texts.join(QStringLiteral(", ")));
}

ShownTake rowOf(const Take& take, const Take* before) {
    ShownTake row;
    row.id = take.id;
    row.name = take.name;
    row.note = take.note;
    row.difference = differenceText(take, before);
    row.timbre = timbreText(take.shown.measures);
    row.time = durationText(take.shown.result->seconds.total);
    row.starred = take.starred;
    row.thumbnail = take.thumbnail;
    return row;
}

bool soundsTheSame(const AudioClip& one, const AudioClip& other) {
    return one.sampleRateHz == other.sampleRateHz && one.channels == other.channels;
}

} // namespace

TakesSession::TakesSession(MainWindow& window, RunSession& runs, QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs) {
    m_showing.setSingleShot(true);
    connect(&m_showing, &QTimer::timeout, this, &TakesSession::showState);
    connect(&runs, &RunSession::resultChanged, this, &TakesSession::onResultChanged);
    connect(&runs, &RunSession::runShown, this, &TakesSession::showState);
    connect(&runs, &RunSession::runFailed, this, &TakesSession::showState);
    connect(&runs, &RunSession::measured, this, &TakesSession::onMeasured);
    connect(&m_list, &TakeList::changed, this, &TakesSession::showRows);
    const auto changes = [this] { m_showing.start(0); };
    connect(&window, &MainWindow::settingsChanged, this, changes);
    connect(&window, &MainWindow::regionChanged, this, changes);
    const TakesPanel* panel = window.takes();
    connect(panel, &TakesPanel::selected, this, &TakesSession::select);
    connect(panel, &TakesPanel::renamed, this, [this](TakeId id, const QString& name) {
        change(id, [&](Take& take) { take.name = name; });
    });
    connect(panel, &TakesPanel::starred, this, [this](TakeId id, bool starred) {
        change(id, [&](Take& take) { take.starred = starred; });
    });
    connect(panel, &TakesPanel::noted, this, [this](TakeId id, const QString& note) {
        change(id, [&](Take& take) { take.note = note; });
    });
    connect(panel, &TakesPanel::removed, this, &TakesSession::remove);
    connect(panel, &TakesPanel::settingsWanted, this, &TakesSession::giveSettingsBack);
    connect(panel, &TakesPanel::clipsWanted, this, &TakesSession::giveClipsBack);
}

void TakesSession::setClips(const ShownClip& content, const ShownClip& style) {
    m_clips = std::make_shared<const ClipPair>(ClipPair{content, style});
    showState();
}

ShownClip TakesSession::known(const ShownClip& clip) const {
    for (const TakePointer& take : m_list.takes())
        for (const ShownClip* other : {&take->shown.clips->content, &take->shown.clips->style})
            if (clip.clip && other->clip && other->file == clip.file &&
                soundsTheSame(*other->clip, *clip.clip))
                return *other;
    return clip;
}

TakePointer TakesSession::shownTake() const {
    const auto& result = m_runs.result();
    for (const TakePointer& take : m_list.takes())
        if (result && take->shown.result == result->result)
            return take;
    return nullptr;
}

void TakesSession::onResultChanged() {
    const auto& result = m_runs.result();
    // A preview whose final version comes is none.
    const bool passing =
        result && result->result->steered && result->result->outcome != Outcome::stopped;
    if (result && !passing && !shownTake())
        keep(*result);
    showState();
}

void TakesSession::keep(const ShownResult& shown) {
    auto take = std::make_shared<Take>();
    take->id = m_list.nextId();
    take->name = takeName(*shown.clips, m_list.takes());
    take->shown = shown;
    take->thumbnail = takeThumbnail(shown.spectrogram.get());
    m_list.insert(0, std::move(take));
}

void TakesSession::onMeasured(const std::shared_ptr<const TransferResult>& result,
                              const Measures& measures) {
    for (const TakePointer& take : m_list.takes())
        if (take->shown.result == result) {
            change(take->id, [&](Take& changed) { changed.shown.measures = measures; });
            return;
        }
}

void TakesSession::select(TakeId id) {
    if (const TakePointer take = m_list.find(id))
        m_runs.show(take->shown);
}

void TakesSession::change(TakeId id, const std::function<void(Take&)>& edit) {
    const TakePointer before = m_list.find(id);
    if (!before)
        return;
    auto after = std::make_shared<Take>(*before);
    edit(*after);
    m_list.replace(std::move(after));
}

/// The one below takes its place, or above if there is none.
void TakesSession::remove(TakeId id) {
    const TakePointer shown = shownTake();
    const int index = m_list.indexOf(id);
    m_list.remove(id);
    if (!shown || shown->id != id)
        return;
    const auto& left = m_list.takes();
    if (left.empty())
        m_runs.clear();
    else
        m_runs.show(left[std::min(static_cast<std::size_t>(index), left.size() - 1)]->shown);
}

void TakesSession::giveSettingsBack(TakeId id) {
    const TakePointer take = m_list.find(id);
    if (!take)
        return;
    TransferSettings settings = take->shown.result->settings;
    settings.threads = m_window.settings().threads;
    m_window.setSettings(settings);
    Q_EMIT m_window.settingsChanged(settings);
}

void TakesSession::giveClipsBack(TakeId id) {
    if (const TakePointer take = m_list.find(id)) {
        Q_EMIT clipsWanted(makingOf(take->shown));
        giveSettingsBack(id);
        select(id); // other clips took the output away
    }
}

void TakesSession::showRows() {
    const auto& takes = m_list.takes();
    std::vector<ShownTake> rows;
    for (std::size_t i = 0; i < takes.size(); ++i)
        rows.push_back(rowOf(*takes[i], i + 1 < takes.size() ? takes[i + 1].get() : nullptr));
    m_window.takes()->setTakes(rows);
    showState();
}

void TakesSession::showState() {
    m_showing.stop();
    const TakePointer take = shownTake();
    m_window.takes()->setCurrent(take && !m_runs.showsRun() ? take->id : 0);
    if (m_runs.result() && !m_runs.showsRun())
        m_window.nameOutput(take ? take->name : QString(), staleText());
}

Making TakesSession::making() const {
    Making now{m_window.settings(), m_clips, {}, {}};
    if (m_clips->content.clip)
        now.contentRegion = clipRegion(m_window.region(ClipRole::content), *m_clips->content.clip);
    if (m_clips->style.clip)
        now.styleRegion = clipRegion(m_window.region(ClipRole::style), *m_clips->style.clip);
    return now;
}

QString TakesSession::staleText() const {
    if (m_runs.isPreview())
        return {};
    const QStringList texts = differences(making(), makingOf(*m_runs.result()));
    return texts.isEmpty() ? QString() : tr("Made with %1").arg(texts.join(QStringLiteral(", ")));
}

} // namespace tonegraft
