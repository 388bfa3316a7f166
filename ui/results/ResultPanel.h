// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/Card.h"
#include "ui/pictures/ShownClip.h"

class QGridLayout;
class QLabel;

namespace tonegraft {

class DragHandle;
class MixControl;
class NoticeLabel;

/// What came of the last run, in numbers that mean something to the ear.
class ResultPanel : public Card {
    Q_OBJECT

public:
    explicit ResultPanel(QWidget* parent = nullptr);
    void showResult(const ShownResult& result);
    /// What made the result, where that is not what is set now; empty: it is.
    void setStale(const QString& makings);
    /// Nothing yet; `hint` says what to do, or that it is coming.
    void showHint(const QString& hint);
    DragHandle* dragHandle() const { return m_drag; }
    /// Of the notes, as a MIDI file.
    DragHandle* notesHandle() const { return m_notes; }
    /// Of the content and the output that is shown.
    MixControl* mixControl() const { return m_mix; }
    /// Why there are no notes to be had; empty: there are.
    void setNotesObstacle(const QString& reason);

private:
    void clearRows();
    void addRow(const QString& name, const QString& value, const QString& help);
    void addMeasures(const Measures& measures);

    const AudioClip* m_output = nullptr; ///< that is shown; to tell another one
    QLabel* m_state;
    NoticeLabel* m_stale;
    NoticeLabel* m_warnings;
    QWidget* m_rows;
    QGridLayout* m_grid;
    DragHandle* m_drag;
    DragHandle* m_notes;
    MixControl* m_mix;
};

} // namespace tonegraft
