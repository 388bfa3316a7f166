// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/Card.h"
#include "ui/pictures/ShownClip.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace tonegraft {

class ElidedLabel;
class NoticeLabel;
class RegionEditor;
class WaveformView;

/// What a panel says of its role.
struct ClipPanelTexts {
    QString title;      ///< "Content"
    QString hint;       ///< what to put there
    QString icon;       ///< of the button
    QString regionHelp; ///< what a region of the clip is for
};

/// One of the two clips: what it is, or that there is none yet.
class ClipPanel : public Card {
    Q_OBJECT

public:
    explicit ClipPanel(ClipPanelTexts texts, QWidget* parent = nullptr);

    void showLoading(const QString& name);
    void showClip(const ShownClip& clip);
    /// Back to what was shown before loading, with a line that says what went wrong.
    void showError(const QString& text);

    bool hasClip() const { return m_clip.clip != nullptr; }
    bool isLoading() const { return m_loading; }
    const ShownClip& clip() const { return m_clip; }
    /// Of the clip; a new clip is taken as a whole.
    QToolButton* chooseButton() const { return m_choose; }
    RegionEditor* regionEditor() const { return m_region; }
    /// In a run the clips stay as they are.
    void setChangeable(bool changeable);

Q_SIGNALS:
    void chooseRequested();

private:
    void build();
    void refresh();

    ClipPanelTexts m_texts;
    ShownClip m_clip;
    bool m_loading = false;

    QToolButton* m_choose;
    ElidedLabel* m_name;
    QLabel* m_facts;
    QLabel* m_levels;
    NoticeLabel* m_notice; ///< warnings of the clip, or the last error
    WaveformView* m_waveform;
    RegionEditor* m_region;
    QProgressBar* m_busy;
};

} // namespace tonegraft
