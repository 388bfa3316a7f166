// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ExportDialog.h"

#include "ui/kit/Theme.h"
#include "ui/kit/Translated.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace tonegraft {
namespace {

constexpr int kLeastNameCharacters = 44;
constexpr int kIndent = 24;
constexpr int kLongestNameBytes = 255;

template <class Value> void addChoice(QComboBox* box, const QString& text, Value value) {
    box->addItem(text, static_cast<int>(value));
}

template <class Value> Value chosen(const QComboBox* box) {
    return static_cast<Value>(box->currentData().toInt());
}

template <class Value> void choose(QComboBox* box, Value value) {
    const int index = box->findData(static_cast<int>(value));
    box->setCurrentIndex(index < 0 ? 0 : index);
}

QHBoxLayout* indentedRow() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kIndent, 0, 0, 0);
    return row;
}

/// Adds a field with its label before it, whose mnemonic leads to it.
void addField(QHBoxLayout* row, const QString& text, QWidget* field) {
    auto* label = new QLabel(text);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field);
}

} // namespace

ExportDialog::ExportDialog(ExportProposal proposal, QWidget* parent)
    : QDialog(parent), m_proposal(std::move(proposal)), m_result(new QComboBox(this)),
      m_name(new QLineEdit(this)), m_folder(new QLineEdit(this)),
      m_browse(new QPushButton(tr("&Browse…"), this)), m_sound(new QCheckBox(tr("&Sound"), this)),
      m_type(new QComboBox(this)), m_format(new QComboBox(this)),
      m_whole(new QRadioButton(tr("All of it, &with the region in its place"), this)),
      m_regionOnly(new QRadioButton(tr("The &region only"), this)),
      m_figure(new QCheckBox(tr("F&igure of the three spectrograms"), this)),
      m_figureFormat(new QComboBox(this)), m_width(new QDoubleSpinBox(this)),
      m_height(new QDoubleSpinBox(this)), m_dpi(new QSpinBox(this)),
      m_losses(new QCheckBox(tr("&Loss curve as a table (CSV)"), this)),
      m_report(new QCheckBox(tr("Settings and &measures (JSON)"), this)),
      m_files(new QLabel(this)) {
    setWindowTitle(tr("Export"));
    auto* grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    buildWhere(grid);
    buildSound(grid);
    buildFigure(grid);
    buildOthers(grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_export->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(grid);
    layout->addStretch(1);
    layout->addWidget(m_files);
    layout->addWidget(buttons);
    propose(m_proposal.choices);
}

void ExportDialog::buildWhere(QGridLayout* grid) {
    m_name->setMinimumWidth(kLeastNameCharacters * fontMetrics().averageCharWidth());
    m_name->setAccessibleName(tr("Name"));
    m_folder->setAccessibleName(tr("Folder"));
    auto* name = new QLabel(tr("&Name"), this);
    auto* folder = new QLabel(tr("F&older"), this);
    name->setBuddy(m_name);
    folder->setBuddy(m_folder);
    auto* result = new QLabel(tr("&Result"), this);
    result->setBuddy(m_result);
    if (m_proposal.output) {
        addChoice(m_result, tr("The output"), ExportedResult::output);
    }
    if (m_proposal.previous) {
        addChoice(m_result, tr("The one before (4 Previous)"), ExportedResult::previous);
    }
    m_result->setAccessibleName(tr("Result"));
    // The output alone goes without saying.
    const bool choice = m_proposal.previous.has_value();
    result->setVisible(choice);
    m_result->setVisible(choice);
    grid->addWidget(result, 0, 0);
    grid->addWidget(m_result, 0, 1, 1, 2);
    grid->addWidget(name, 1, 0);
    grid->addWidget(m_name, 1, 1, 1, 2);
    grid->addWidget(folder, 2, 0);
    grid->addWidget(m_folder, 2, 1);
    grid->addWidget(m_browse, 2, 2);
    connect(m_result, &QComboBox::currentIndexChanged, this, &ExportDialog::onResultChosen);
    connect(m_name, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(m_name, &QLineEdit::editingFinished, this, &ExportDialog::adoptEnding);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
}

void ExportDialog::buildSound(QGridLayout* grid) {
    for (std::size_t i = 0; i < std::size(kSoundFormats); ++i) {
        addChoice(m_type, engineWord(kSoundFormats[i].label), static_cast<SoundFileType>(i));
    }
    m_type->setAccessibleName(tr("Format of the sound"));
    m_format->setAccessibleName(tr("Samples"));
    m_format->setToolTip(tr("16 bit is for CDs and old players and gets a faint noise in place of "
                            "distortion (dither); 24 bit keeps all that is heard; 32 bit float is "
                            "for going on with the work"));
    auto* row = indentedRow();
    addField(row, tr("Forma&t"), m_type);
    addField(row, tr("Sam&ples"), m_format);
    row->addStretch(1);
    auto* extent = new QVBoxLayout;
    extent->setContentsMargins(kIndent, 0, 0, 0);
    extent->addWidget(m_whole);
    extent->addWidget(m_regionOnly);
    grid->addWidget(m_sound, 3, 0, 1, 3);
    grid->addLayout(row, 4, 0, 1, 3);
    grid->addLayout(extent, 5, 0, 1, 3);
    connect(m_sound, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        offerSampleFormats();
        refresh();
    });
}

void ExportDialog::buildFigure(QGridLayout* grid) {
    addChoice(m_figureFormat, tr("PNG"), FigureFormat::png);
    addChoice(m_figureFormat, tr("SVG"), FigureFormat::svg);
    addChoice(m_figureFormat, tr("PDF"), FigureFormat::pdf);
    m_figureFormat->setAccessibleName(tr("Format of the figure"));
    for (QDoubleSpinBox* length : {m_width, m_height}) {
        length->setRange(kLeastFigureMm, kMostFigureMm);
        length->setDecimals(1);
        length->setSuffix(tr(" mm"));
    }
    m_width->setAccessibleName(tr("Width of the figure"));
    m_height->setAccessibleName(tr("Height of the figure"));
    m_dpi->setRange(kLeastFigureDpi, kMostFigureDpi);
    m_dpi->setSuffix(tr(" dpi"));
    m_dpi->setAccessibleName(tr("Resolution of the figure"));
    auto* row = indentedRow();
    row->addWidget(m_figureFormat);
    row->addWidget(m_width);
    row->addWidget(new QLabel(tr("by"), this));
    row->addWidget(m_height);
    row->addWidget(new QLabel(tr("at"), this));
    row->addWidget(m_dpi);
    row->addStretch(1);
    grid->addWidget(m_figure, 6, 0, 1, 3);
    grid->addLayout(row, 7, 0, 1, 3);
    connect(m_figure, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(m_figureFormat, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(m_width, &QDoubleSpinBox::valueChanged, this, &ExportDialog::refresh);
    connect(m_height, &QDoubleSpinBox::valueChanged, this, &ExportDialog::refresh);
    connect(m_dpi, &QSpinBox::valueChanged, this, &ExportDialog::refresh);
}

void ExportDialog::buildOthers(QGridLayout* grid) {
    grid->addWidget(m_report, 8, 0, 1, 3);
    grid->addWidget(m_losses, 9, 0, 1, 3);
    connect(m_report, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(m_losses, &QCheckBox::toggled, this, &ExportDialog::refresh);
    m_files->setWordWrap(true);
    m_files->setTextFormat(Qt::PlainText);
    makeQuiet(m_files);
}

void ExportDialog::propose(const ExportChoices& proposal) {
    choose(m_type, proposal.type);
    offerSampleFormats();
    choose(m_format, proposal.format);
    choose(m_figureFormat, proposal.figureFormat);
    m_width->setValue(proposal.figureSize.widthMm);
    m_height->setValue(proposal.figureSize.heightMm);
    m_dpi->setValue(proposal.figureSize.dpi);
    (proposal.whole ? m_whole : m_regionOnly)->setChecked(true);
    m_sound->setChecked(proposal.sound);
    m_report->setChecked(proposal.report);
    m_figure->setChecked(proposal.figure);
    m_losses->setChecked(proposal.losses);
    m_folder->setText(QDir::toNativeSeparators(proposal.folder));
    onResultChosen();
    m_name->selectAll();
    m_name->setFocus();
}

void ExportDialog::onResultChosen() {
    const std::optional<ExportableResult>& result = m_proposal.of(chosen<ExportedResult>(m_result));
    if (result) {
        m_name->setText(result->name);
        m_whole->setVisible(result->hasRegion);
        m_regionOnly->setVisible(result->hasRegion);
    }
    refresh();
}

ExportDialog::~ExportDialog() {
    // A dialog that goes while it is shown takes the focus from a field, whose slot is still ours
    // here, and in QDialog's destructor no longer.
    hide();
}

ExportChoices ExportDialog::choices() const {
    ExportChoices all;
    all.result = chosen<ExportedResult>(m_result);
    all.folder = m_folder->text();
    const auto typed = typedType();
    all.type = typed.value_or(chosen<SoundFileType>(m_type));
    all.name = m_name->text().chopped(typed ? endingOf(*typed).size() : 0);
    all.sound = m_sound->isChecked();
    all.format = chosen<SampleFormat>(m_format);
    if (const SoundFileFormat& kind = infoOf(all.type);
        !kind.isLossy() && !kind.holds(all.format)) {
        all.format = kind.samples[0];
    }
    all.whole = m_whole->isChecked();
    all.report = m_report->isChecked();
    all.figure = m_figure->isChecked();
    all.figureFormat = chosen<FigureFormat>(m_figureFormat);
    all.figureSize = {m_width->value(), m_height->value(), m_dpi->value()};
    all.losses = m_losses->isChecked();
    return all;
}

void ExportDialog::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Choose folder"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

/// Who types "name.flac" wants FLAC.
std::optional<SoundFileType> ExportDialog::typedType() const {
    for (std::size_t i = 0; i < std::size(kSoundFormats); ++i) {
        const auto type = static_cast<SoundFileType>(i);
        if (m_name->text().endsWith(endingOf(type), Qt::CaseInsensitive)) {
            return type;
        }
    }
    return std::nullopt;
}

void ExportDialog::adoptEnding() {
    if (const auto type = typedType()) {
        m_name->setText(m_name->text().chopped(endingOf(*type).size()));
        choose(m_type, *type);
    }
}

void ExportDialog::offerSampleFormats() {
    const auto type = chosen<SoundFileType>(m_type);
    const auto before =
        m_format->count() > 0 ? chosen<SampleFormat>(m_format) : SampleFormat::pcm24;
    m_format->clear();
    const SoundFileFormat& kind = infoOf(type);
    if (kind.isLossy()) {
        // The lossy coding has no width of samples; what was chosen is kept for the others.
        addChoice(m_format, tr("as coded"), before);
    }
    for (int i = 0; i < kind.sampleFormats; ++i) {
        addChoice(m_format, engineWord(infoOf(kind.samples[i]).label), kind.samples[i]);
    }
    choose(m_format, before);
}

QString ExportDialog::obstacle(const ExportChoices& all) const {
    if (all.name.isEmpty() || all.name.contains(QLatin1Char('/'))) {
        return tr("Give a name, without a slash.");
    }
    for (const QString& name : fileNames(all)) {
        if (QFile::encodeName(name).size() > kLongestNameBytes) {
            return tr("The name is too long for a file.");
        }
    }
    if (!QFileInfo(all.folder).isDir()) {
        return tr("There is no such folder.");
    }
    if (!all.any()) {
        return tr("Choose something to export.");
    }
    if (all.figure && !all.figureSize.possible()) {
        return tr("The figure is too large: lower its size or resolution.");
    }
    return {};
}

void ExportDialog::refresh() {
    const ExportChoices all = choices();
    const bool widths = !infoOf(all.type).isLossy();
    m_type->setEnabled(all.sound);
    m_format->setEnabled(all.sound && widths);
    m_whole->setEnabled(all.sound);
    m_regionOnly->setEnabled(all.sound);
    for (QWidget* field :
         std::initializer_list<QWidget*>{m_figureFormat, m_width, m_height, m_dpi}) {
        field->setEnabled(all.figure);
    }
    const QString reason = obstacle(all);
    m_export->setEnabled(reason.isEmpty());
    m_export->setText(tr("&Export"));
    if (!reason.isEmpty()) {
        m_files->setText(reason);
        return;
    }
    QStringList fresh, replaced;
    for (const QString& name : fileNames(all)) {
        (QFileInfo::exists(QDir(all.folder).filePath(name)) ? replaced : fresh) << name;
    }
    QStringList lines;
    if (!fresh.isEmpty()) {
        lines << tr("Writes %1.").arg(fresh.join(QStringLiteral(", ")));
    }
    if (!replaced.isEmpty()) {
        m_export->setText(tr("R&eplace"));
        lines << tr("Replaces %1, which exists already.").arg(replaced.join(QStringLiteral(", ")));
    }
    m_files->setText(lines.join(QLatin1Char('\n')));
}

void askForExport(QWidget* window, const ExportProposal& proposal,
                  const std::function<void(const ExportChoices& choices)>& chosen) {
    auto* dialog = new ExportDialog(proposal, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, window,
                     [dialog, chosen] { chosen(dialog->choices()); });
    dialog->open();
}

} // namespace tonegraft
