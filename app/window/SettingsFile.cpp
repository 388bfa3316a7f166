// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SettingsFile.h"

#include "app/files/FormatNames.h"
#include "app/files/Parameters.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace tonegraft {

namespace {

constexpr auto kFormatKey = "format";
constexpr int kFormat = 1;
constexpr qint64 kLargestBytes = 1 << 20;
const QString kTransfer = QStringLiteral("transfer/");
constexpr auto kAppearance = "window/appearance";
const QString kView = QStringLiteral("view");

QString nameOf(Appearance appearance) {
    return appearance == Appearance::light  ? QStringLiteral("light")
           : appearance == Appearance::dark ? QStringLiteral("dark")
                                            : QStringLiteral("desktop");
}

Appearance appearanceNamed(const QString& name) {
    for (const Appearance appearance : {Appearance::light, Appearance::dark})
        if (name == nameOf(appearance))
            return appearance;
    return Appearance::desktop;
}

QString userPath() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/tonegraft/tonegraft.ini");
}

/// We write none of what QSettings hands to QDataStream: objects of any kind and any size.
bool holdsObjects(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false; // QSettings will say so
    const QByteArray text = file.read(kLargestBytes);
    return text.contains("@Variant(") || text.contains("@DateTime(");
}

bool isOurs(const QString& path) {
    if (!QFileInfo(path).isFile() || QFileInfo(path).size() > kLargestBytes || holdsObjects(path))
        return false;
    const QSettings file(path, QSettings::IniFormat);
    return file.status() == QSettings::NoError && file.value(kFormatKey).toInt() == kFormat;
}

SpectrogramLook look(QSettings& file) {
    QVariantMap variants;
    file.beginGroup(kView);
    for (const QString& key : file.childKeys())
        variants.insert(key, file.value(key));
    file.endGroup();
    return lookOf(variants);
}

/// Of a method that is not the chosen one.
QString groupOf(const std::string& method) {
    return QStringLiteral("transfer-%1/").arg(QString::fromStdString(method));
}

/// What the method does not know any more stays at its default.
TransferSettings settingsIn(const QSettings& file, const QString& group,
                            const std::string& method) {
    ParameterTexts texts;
    const auto read = [&](const std::string& id) {
        const QVariant value = file.value(group + QString::fromStdString(id));
        if (value.isValid())
            texts.emplace_back(id, value.toString().toStdString());
    };
    for (const ParameterInfo& info : methodInfo(method).parameters)
        read(info.id);
    read("network");
    return settingsFrom(method, texts, Unfit::passedOver);
}

void readSettings(const QSettings& file, RememberedState& state) {
    const std::string chosen = file.value(kTransfer + "method").toString().toStdString();
    for (const MethodInfo& method : methods()) {
        const QString group = groupOf(method.id);
        if (method.id == chosen)
            state.settings = settingsIn(file, kTransfer, method.id);
        else if (file.contains(group + "method"))
            state.otherSettings.push_back(settingsIn(file, group, method.id));
    }
}

void saveSettings(QSettings& file, const QString& group, const TransferSettings& settings) {
    file.setValue(group + "method", QString::fromStdString(settings.method));
    for (const auto& [id, text] : parameterTexts(settings))
        file.setValue(group + QString::fromStdString(id), QString::fromStdString(text));
}

ExportChoices exportChoices(const QSettings& file) {
    const auto text = [&](const char* key) { return file.value(key).toString().toStdString(); };
    const ExportChoices defaults;
    ExportChoices choices;
    choices.folder = file.value("export/folder").toString();
    choices.sound = file.value("export/sound", defaults.sound).toBool();
    choices.type = soundFileTypeNamed(text("export/type")).value_or(defaults.type);
    choices.format = sampleFormatNamed(text("export/samples")).value_or(defaults.format);
    choices.whole = file.value("export/whole", defaults.whole).toBool();
    choices.report = file.value("export/report", defaults.report).toBool();
    choices.losses = file.value("export/losses", defaults.losses).toBool();
    choices.figure = file.value("export/figure", defaults.figure).toBool();
    choices.figureFormat =
        figureFormatNamed(text("export/figure-format")).value_or(defaults.figureFormat);
    const FigureSize size{file.value("export/figure-width").toDouble(),
                          file.value("export/figure-height").toDouble(),
                          file.value("export/figure-dpi").toInt()};
    choices.figureSize = size.possible() ? size : defaults.figureSize;
    return choices;
}

void saveExportChoices(QSettings& file, const ExportChoices& choices) {
    file.setValue("export/folder", choices.folder);
    file.setValue("export/sound", choices.sound);
    file.setValue("export/type", QString::fromStdString(nameOf(choices.type)));
    file.setValue("export/samples", QString::fromStdString(nameOf(choices.format)));
    file.setValue("export/whole", choices.whole);
    file.setValue("export/report", choices.report);
    file.setValue("export/losses", choices.losses);
    file.setValue("export/figure", choices.figure);
    file.setValue("export/figure-format", QString::fromStdString(nameOf(choices.figureFormat)));
    file.setValue("export/figure-width", choices.figureSize.widthMm);
    file.setValue("export/figure-height", choices.figureSize.heightMm);
    file.setValue("export/figure-dpi", choices.figureSize.dpi);
}

void fill(QSettings& file, const RememberedState& state) {
    file.setValue(kFormatKey, kFormat);
    file.setValue("window/layout", state.layout);
    file.setValue(kAppearance, nameOf(state.appearance));
    file.setValue("folders/clips", state.clipFolder);
    file.setValue("folders/shared", state.sharedFolder);
    file.setValue("export/names-of-2018", state.namesOf2018);
    file.setValue("clips/recent", state.recentClips);
    file.setValue("sessions/recent", state.recentSessions);
    file.setValue("sessions/open", state.session);
    saveExportChoices(file, state.exported);
    file.setValue("listening/loop", state.listening.looping);
    file.setValue("listening/level-match", state.listening.levelMatched);
    file.setValue("listening/volume", state.listening.volumePercent);
    file.setValue("listening/device", state.listening.device);
    file.setValue("recording/device", state.recordingDevice);
    const QVariantMap variants = toVariants(state.look);
    for (auto entry = variants.begin(); entry != variants.end(); ++entry)
        file.setValue(kView + '/' + entry.key(), entry.value());
    saveSettings(file, kTransfer, state.settings);
    for (const TransferSettings& settings : state.otherSettings)
        saveSettings(file, groupOf(settings.method), settings);
}

/// As QSettings writes it, but in a folder of its own: beside the user's file it would wait for a
/// lock that another host may have left there, and open whatever the name leads to.
std::optional<QByteArray> iniText(const RememberedState& state) {
    const QTemporaryDir place;
    const QString path = place.filePath(QStringLiteral("tonegraft.ini"));
    {
        QSettings file(path, QSettings::IniFormat);
        fill(file, state);
    }
    QFile written(path);
    if (!place.isValid() || !written.open(QIODevice::ReadOnly))
        return std::nullopt;
    return written.readAll();
}

/// Keeps what cannot be understood under another name; only a file is touched, and only one
/// replaced. Returns that name, empty if it stays where it is.
QString movedAside(const QString& path) {
    const QString aside = path + QStringLiteral(".unreadable");
    const auto isFile = [](const QString& name) {
        return QFileInfo(name).isFile() && !QFileInfo(name).isSymLink();
    };
    if (!isFile(path) ||
        ((QFileInfo::exists(aside) || QFileInfo(aside).isSymLink()) && !isFile(aside)))
        return {};
    std::error_code error;
    std::filesystem::rename(QFile::encodeName(path).toStdString(),
                            QFile::encodeName(aside).toStdString(), error);
    return error ? QString() : aside;
}

} // namespace

SettingsFile::SettingsFile() : SettingsFile(userPath()) {}

SettingsFile::SettingsFile(QString path) : m_path(std::move(path)) {}

std::filesystem::path SettingsFile::folder() const {
    return QFile::encodeName(QFileInfo(m_path).absolutePath()).toStdString();
}

SettingsFile::Loaded SettingsFile::load() const {
    Loaded loaded;
    loaded.state.settings = defaultSettings(methods().front().id);
    const QFileInfo info(m_path);
    if (!info.exists() || info.size() == 0)
        return loaded;
    if (!isOurs(m_path)) {
        const QString aside = movedAside(m_path);
        loaded.message =
            QCoreApplication::translate("SettingsFile",
                                        "The settings in %1 could not be read; the defaults are "
                                        "used.")
                .arg(m_path) +
            (aside.isEmpty()
                 ? QString()
                 : QCoreApplication::translate("SettingsFile", " The file is kept as %1.")
                       .arg(aside));
        return loaded;
    }
    QSettings file(m_path, QSettings::IniFormat);
    loaded.state.layout = file.value("window/layout").toByteArray();
    loaded.state.clipFolder = file.value("folders/clips").toString();
    loaded.state.recentClips = file.value("clips/recent").toStringList();
    loaded.state.recentSessions = file.value("sessions/recent").toStringList();
    loaded.state.session = file.value("sessions/open").toString();
    loaded.state.exported = exportChoices(file);
    ListeningState& listening = loaded.state.listening;
    listening.looping = file.value("listening/loop", false).toBool();
    listening.levelMatched = file.value("listening/level-match", true).toBool();
    listening.volumePercent = std::clamp(file.value("listening/volume", 100).toInt(), 0, 100);
    listening.device = file.value("listening/device").toByteArray();
    loaded.state.recordingDevice = file.value("recording/device").toByteArray();
    readSettings(file, loaded.state);
    loaded.state.look = look(file);
    loaded.state.sharedFolder = file.value("folders/shared").toString();
    loaded.state.namesOf2018 = file.value("export/names-of-2018", false).toBool();
    loaded.state.appearance = appearanceNamed(file.value(kAppearance).toString());
    return loaded;
}

void SettingsFile::save(const RememberedState& state) const {
    const auto text = iniText(state);
    if (!text || !QDir().mkpath(QFileInfo(m_path).path()))
        return;
    try {
        writeFileAtomically(QFile::encodeName(m_path).toStdString(), text->toStdString());
    } catch (const Error&) {
        return; // nothing is remembered
    }
}

} // namespace tonegraft
