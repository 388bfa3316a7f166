// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presets/PresetSession.h"

#include "app/files/Parameters.h"
#include "app/presets/SettingsText.h"
#include "app/presets/ShippedPresets.h"
#include "app/system/Failure.h"
#include "tonegraft/AudioFile.h"
#include "ui/kit/FileName.h"
#include "ui/kit/Translated.h"

#include <QFileInfo>

#include <utility>

namespace tonegraft {

namespace {

std::filesystem::path pathOf(const QString& shown) {
    return bytesOfName(shown).toStdString();
}

} // namespace

PresetSession::PresetSession(MainWindow& window, const std::filesystem::path& folder,
                             QObject* parent)
    : QObject(parent), m_window(window), m_folder(folder), m_files(QStringLiteral("presets")) {
    const PresetBox* box = window.presets();
    connect(box, &PresetBox::chosen, this, &PresetSession::onChosen);
    connect(box, &PresetBox::fileChosen, this, &PresetSession::onFile);
    connect(&window, &MainWindow::settingsFileDropped, this, &PresetSession::onFile);
    connect(box, &PresetBox::saveRequested, this, &PresetSession::onSave);
    connect(box, &PresetBox::exportRequested, this, &PresetSession::onExport);
    connect(box, &PresetBox::removeRequested, this, &PresetSession::onRemove);
    connect(&window, &MainWindow::settingsChanged, this, &PresetSession::showCurrent);
    onRead({});
    refresh();
}

void PresetSession::refresh() {
    m_files.post([this, folder = m_folder]() -> Background::Delivery {
        PresetFolder::Content content;
        failureOf([&] { content = folder.read(); });
        return [this, content] { onRead(content); };
    });
}

void PresetSession::onRead(const PresetFolder::Content& content) {
    m_own = content.presets;
    QList<PresetItem> items;
    for (const Preset& preset : shippedPresets())
        items.append({translated(preset.name), translated(preset.hears), false});
    for (const Preset& preset : m_own)
        items.append(
            {QString::fromStdString(preset.name), QString::fromStdString(preset.hears), true});
    m_window.presets()->setPresets(items);
    showCurrent();
    for (const std::string& message : content.messages)
        m_window.showMessage(Severity::warning, QString::fromStdString(message));
}

void PresetSession::onChosen(const PresetItem& item) {
    for (const Preset& preset : item.own ? m_own : shippedPresets()) {
        const QString name =
            item.own ? QString::fromStdString(preset.name) : translated(preset.name);
        if (name != item.name)
            continue;
        TransferSettings settings = preset.settings;
        settings.threads = m_window.settings().threads;
        m_window.applySettings(settings);
        return;
    }
}

void PresetSession::onFile(const QString& path) {
    if (m_window.runState() != RunState::idle)
        return;
    m_files.post([this, path]() -> Background::Delivery {
        TransferSettings settings;
        const QString failure = failureOf([&] { settings = settingsOfFile(pathOf(path)); });
        return [this, path, settings, failure]() mutable {
            if (!failure.isEmpty()) {
                m_window.showMessage(Severity::error, failure);
                return;
            }
            settings.threads = m_window.settings().threads;
            m_window.applySettings(settings);
            m_window.showNote(tr("Settings of %1").arg(QFileInfo(path).fileName()));
        };
    });
}

/// One after the other, and the list is read anew.
void PresetSession::change(std::function<void(const PresetFolder&)> work) {
    m_files.post([this, folder = m_folder, work = std::move(work)]() -> Background::Delivery {
        const QString failure = failureOf([&] { work(folder); });
        PresetFolder::Content content;
        failureOf([&] { content = folder.read(); });
        return [this, failure, content] {
            onRead(content);
            if (!failure.isEmpty())
                m_window.showMessage(Severity::error, failure);
        };
    });
}

void PresetSession::onSave(const QString& name) {
    for (const Preset& shipped : shippedPresets())
        if (translated(shipped.name).compare(name, Qt::CaseInsensitive) == 0) {
            m_window.showMessage(
                Severity::warning,
                tr("%1 comes along and stays as it is. Give yours another name.").arg(name));
            return;
        }
    const Preset preset{name.toStdString(), {}, m_window.settings()};
    change([preset](const PresetFolder& folder) { folder.save(preset); });
}

void PresetSession::onExport(const QString& path) {
    Preset preset{QFileInfo(path).completeBaseName().toStdString(), {}, m_window.settings()};
    if (!m_window.presets()->current().isEmpty())
        preset.name = m_window.presets()->current().toStdString();
    m_files.post([this, path, preset]() -> Background::Delivery {
        const QString failure =
            failureOf([&] { writeFileAtomically(pathOf(path), presetText(preset)); });
        return [this, path, failure] {
            if (failure.isEmpty())
                m_window.showNote(tr("Exported %1").arg(QFileInfo(path).fileName()));
            else
                m_window.showMessage(Severity::error, failure);
        };
    });
}

void PresetSession::onRemove(const QString& name) {
    change([name = name.toStdString()](const PresetFolder& folder) { folder.remove(name); });
}

void PresetSession::showCurrent() {
    const std::string now = runDescription(m_window.settings());
    const auto nameIn = [&now](const std::vector<Preset>& presets) {
        for (const Preset& preset : presets)
            if (runDescription(preset.settings) == now)
                return QString::fromStdString(preset.name);
        return QString();
    };
    const QString own = nameIn(m_own);
    m_window.presets()->setCurrent(
        own.isEmpty() ? translated(nameIn(shippedPresets()).toStdString()) : own);
}

} // namespace tonegraft
