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
    if (const auto& measures = take.shown.measures) {
        row.reached = measures->timbreReached;
        row.kept = (measures->chromaCorrelation + measures->onsetCorrelation +
                    measures->contourCorrelation) /
                   3.0;
    }
    return row;
}

/// It was not found when its session was opened.
bool isMissing(const ShownClip& clip) {
    return clip.clip && clip.clip->empty();
}

bool soundsTheSame(const AudioClip& one, const AudioClip& other) {
    return one.sampleRateHz == other.sampleRateHz && one.channels == other.channels;
}

} // namespace

Making makingIn(const MainWindow& window, std::shared_ptr<const ClipPair> clips) {
    Making now{window.settings(), std::move(clips), {}, {}};
    if (const auto& content = now.clips->content.clip)
        now.contentRegion = clipRegion(window.region(ClipRole::content), *content);
    if (const auto& style = now.clips->style.clip)
        now.styleRegion = clipRegion(window.region(ClipRole::style), *style);
    return now;
}

TakesSession::TakesSession(MainWindow& window, RunSession& runs, History& history, QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs), m_history(history) {
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
        edit(id, tr("Rename to %1").arg(name), [&](Take& take) { take.name = name; });
    });
    connect(panel, &TakesPanel::starred, this, [this](TakeId id, bool starred) {
        edit(id, starred ? tr("Star") : tr("Take the star off"),
             [&](Take& take) { take.starred = starred; });
    });
    connect(panel, &TakesPanel::noted, this, [this](TakeId id, const QString& note) {
        edit(id, tr("Note"), [&](Take& take) { take.note = note; });
    });
    connect(panel, &TakesPanel::removed, this, &TakesSession::remove);
    connect(panel, &TakesPanel::settingsWanted, this, &TakesSession::giveSettingsBack);
    connect(panel, &TakesPanel::clipsWanted, this, &TakesSession::giveClipsBack);
    connect(panel, &TakesPanel::referenceChosen, this, &TakesSession::refer);
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

std::vector<ShownClip> TakesSession::missingClips() const {
    std::vector<ShownClip> missing;
    std::set<std::filesystem::path> seen;
    for (const TakePointer& take : m_list.takes())
        for (const ShownClip* clip : {&take->shown.clips->content, &take->shown.clips->style})
            if (isMissing(*clip) && seen.insert(clip->file).second)
                missing.push_back(*clip);
    return missing;
}

void TakesSession::relink(const ShownClip& found,
                          const std::set<std::filesystem::path>& missingFiles) {
    const auto missing = [&](const ShownClip& clip) {
        return isMissing(clip) && missingFiles.count(clip.file) > 0;
    };
    bool alsoShown = false;
    for (const TakePointer& take : std::vector<TakePointer>(m_list.takes())) {
        auto clips = std::make_shared<ClipPair>(*take->shown.clips);
        if (!missing(clips->content) && !missing(clips->style))
            continue;
        for (ShownClip* clip : {&clips->content, &clips->style})
            if (missing(*clip))
                *clip = found;
        alsoShown = alsoShown || take->id == shownId();
        change(take->id, [&](Take& changed) { changed.shown.clips = clips; });
    }
    if (alsoShown)
        select(shownId()); // the output knows its clips
}

TakePointer TakesSession::shownTake() const {
    const auto& result = m_runs.result();
    for (const TakePointer& take : m_list.takes())
        if (result && take->shown.result == result->result)
            return take;
    return nullptr;
}

TakeId TakesSession::shownId() const {
    const TakePointer take = shownTake();
    return take ? take->id : 0;
}

/// A preview whose final version comes is none, nor is the content itself, where the run was
/// stopped before its first step.
bool TakesSession::isTake(const TransferResult& result) {
    return result.outcome == Outcome::stopped ? !result.losses.empty() : !result.steered;
}

void TakesSession::onResultChanged() {
    const auto& result = m_runs.result();
    if (result && !shownTake() && isTake(*result->result))
        keep(*result);
    showState();
}

void TakesSession::keep(const ShownResult& shown) {
    auto take = std::make_shared<Take>();
    take->id = m_list.nextId();
    take->name = takeName(*shown.clips, m_list.takes());
    take->shown = shown;
    take->thumbnail = takeThumbnail(shown.spectrogram.get());
    m_list.insert(std::move(take));
}

void TakesSession::add(const std::vector<ShownResult>& results) {
    if (results.empty())
        return;
    for (const ShownResult& shown : results)
        keep(shown);
    m_runs.show(results.back());
    m_window.showNote(tr("%1 results kept as takes").arg(results.size()));
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

void TakesSession::edit(TakeId id, const QString& text, const std::function<void(Take&)>& edit) {
    const TakePointer before = m_list.find(id);
    if (!before)
        return;
    change(id, edit);
    // Measures may come in between.
    const auto labelled = [this](const TakePointer& as) {
        return [this, as] {
            change(as->id, [&](Take& take) {
                take.name = as->name;
                take.note = as->note;
                take.starred = as->starred;
            });
        };
    };
    m_history.add({text, labelled(before), labelled(m_list.find(id))});
}

void TakesSession::remove(TakeId id) {
    const TakePointer take = m_list.find(id);
    if (!take)
        return;
    takeOff(id);
    m_history.add({tr("Delete %1").arg(take->name),
                   [this, take] {
                       m_list.insert(take);
                       m_runs.show(take->shown);
                   },
                   [this, id] { takeOff(id); }});
    m_window.showNote(tr("Deleted %1; Ctrl+Z brings it back").arg(take->name));
}

/// The one below takes its place, or above if there is none.
void TakesSession::takeOff(TakeId id) {
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
    Making making = makingIn(m_window, m_clips);
    making.settings = take->shown.result->settings;
    giveBack(making, tr("Settings of %1").arg(take->name));
}

void TakesSession::giveBack(const Making& making, const QString& text) {
    if (differences(makingIn(m_window, m_clips), making).isEmpty())
        return;
    m_history.group(true, text);
    Q_EMIT makingWanted(making);
    m_history.group(false);
}

void TakesSession::giveClipsBack(TakeId id) {
    const TakePointer take = m_list.find(id);
    if (!take)
        return;
    for (const ShownClip* clip : {&take->shown.clips->content, &take->shown.clips->style})
        if (!clip->clip || clip->clip->empty()) {
            m_window.showMessage(Severity::warning,
                                 tr("%1 was not found when the session was opened, so it cannot "
                                    "be given back.")
                                     .arg(clip->name));
            return;
        }
    giveBack(makingOf(take->shown), tr("Clips and settings of %1").arg(take->name));
    select(id); // other clips took the output away
}

void TakesSession::showMadeOf(const Making& making) {
    for (const TakePointer& take : m_list.takes())
        if (differences(making, makingOf(take->shown)).isEmpty()) {
            m_runs.show(take->shown);
            return;
        }
}

/// The picture of the difference from a take, in its pane; 0: from the content, as before.
void TakesSession::refer(TakeId id) {
    const TakePointer take = m_list.find(id);
    m_reference = take ? id : 0;
    m_window.takes()->setReference(m_reference);
    m_window.setDifferenceFrom(take ? take->shown.spectrogram : nullptr,
                               take ? take->name : QString());
    SpectrogramLook look = m_window.look();
    look.difference = look.difference || take;
    m_window.setLook(look);
}

void TakesSession::showRows() {
    const auto& takes = m_list.takes();
    std::vector<ShownTake> rows;
    for (std::size_t i = 0; i < takes.size(); ++i)
        rows.push_back(rowOf(*takes[i], i + 1 < takes.size() ? takes[i + 1].get() : nullptr));
    m_window.takes()->setTakes(rows);
    if (m_reference != 0 && !m_list.find(m_reference))
        refer(0);
    showState();
}

void TakesSession::showState() {
    m_showing.stop();
    const TakePointer take = shownTake();
    m_window.takes()->setCurrent(take && !m_runs.showsRun() ? take->id : 0);
    if (m_runs.result() && !m_runs.showsRun())
        m_window.nameOutput(take ? take->name : QString(), staleText());
}

QString TakesSession::staleText() const {
    if (m_runs.isPreview())
        return {};
    const QStringList texts = differences(makingIn(m_window, m_clips), makingOf(*m_runs.result()));
    return texts.isEmpty() ? QString() : tr("Made with %1").arg(texts.join(QStringLiteral(", ")));
}

} // namespace tonegraft
