// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ExportDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tonegraft;

class ExportDialogTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<ExportDialog> m_dialog;

    ExportChoices proposal() const {
        ExportChoices choices;
        choices.folder = m_folder.path();
        choices.name = "take";
        return choices;
    }
    void open(const ExportChoices& choices, bool regionChosen = false) {
        open({choices, ExportableResult{choices.name, regionChosen}, std::nullopt});
    }
    void open(const ExportProposal& all) {
        m_dialog = std::make_unique<ExportDialog>(all);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }
    template <class Widget> Widget* named(const QString& accessibleName) const {
        for (Widget* widget : m_dialog->findChildren<Widget*>()) {
            if (widget->accessibleName() == accessibleName) {
                return widget;
            }
        }
        return nullptr;
    }
    template <class Button> Button* button(const QString& text) const {
        for (Button* candidate : m_dialog->findChildren<Button*>()) {
            if (candidate->text().remove('&') == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    bool says(const QString& part) const {
        for (const QLabel* label : m_dialog->findChildren<QLabel*>()) {
            if (label->text().contains(part)) {
                return true;
            }
        }
        return false;
    }
    void chooseType(SoundFileType type) {
        auto* box = named<QComboBox>("Format of the sound");
        box->setCurrentIndex(box->findData(static_cast<int>(type)));
    }

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void ofTwoResultsEachHasItsNameAndItsRegion() {
        open({proposal(), ExportableResult{"new", true}, ExportableResult{"old", false}});
        auto* result = named<QComboBox>("Result");
        QVERIFY(result->isVisible());
        QCOMPARE(m_dialog->choices().result, ExportedResult::output);
        QCOMPARE(m_dialog->choices().name, QString("new"));
        QVERIFY(button<QRadioButton>("The region only")->isVisible());
        result->setCurrentIndex(1);
        QCOMPARE(m_dialog->choices().result, ExportedResult::previous);
        QCOMPARE(m_dialog->choices().name, QString("old"));
        QVERIFY(!button<QRadioButton>("The region only")->isVisible());
    }

    void theResultBeforeAloneIsTheOneThatIsExported() {
        open({proposal(), std::nullopt, ExportableResult{"old", false}});
        QCOMPARE(m_dialog->choices().result, ExportedResult::previous);
        QCOMPARE(m_dialog->choices().name, QString("old"));
        QVERIFY(named<QComboBox>("Result")->isVisible()); // says which it is
    }

    void givesBackTheProposalUntouched() {
        ExportChoices choices = proposal();
        choices.type = SoundFileType::flac;
        choices.format = SampleFormat::pcm16;
        choices.whole = false;
        choices.report = true;
        choices.figure = true;
        choices.figureFormat = FigureFormat::svg;
        choices.figureSize = {120.5, 90.0, 600};
        choices.losses = true;
        open(choices, true);
        const ExportChoices answer = m_dialog->choices();
        QCOMPARE(answer.folder, choices.folder);
        QCOMPARE(answer.name, choices.name);
        QCOMPARE(answer.sound, true);
        QCOMPARE(answer.type, choices.type);
        QCOMPARE(answer.format, choices.format);
        QCOMPARE(answer.whole, false);
        QCOMPARE(answer.report, true);
        QCOMPARE(answer.figure, true);
        QCOMPARE(answer.figureFormat, choices.figureFormat);
        QCOMPARE(answer.figureSize.widthMm, 120.5);
        QCOMPARE(answer.figureSize.heightMm, 90.0);
        QCOMPARE(answer.figureSize.dpi, 600);
        QCOMPARE(answer.losses, true);
        QVERIFY(says("take.flac, take.json, take.svg, take.csv"));
    }

    void theNameIsReadyToBeTypedOver() {
        open(proposal());
        QTest::keyClicks(m_dialog->focusWidget(), "other");
        QCOMPARE(m_dialog->choices().name, "other");
        QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
    }

    void everythingIsReachedByKeys() {
        open(proposal(), true);
        QWidget* first = m_dialog->focusWidget();
        QSet<QWidget*> reached;
        for (QWidget* at = first; !reached.contains(at); at = m_dialog->focusWidget()) {
            reached.insert(at);
            QTest::keyClick(m_dialog.get(), Qt::Key_Tab);
        }
        for (QWidget* needed : std::initializer_list<QWidget*>{
                 named<QLineEdit>("Name"), named<QLineEdit>("Folder"), button<QCheckBox>("Sound"),
                 named<QComboBox>("Format of the sound"), named<QComboBox>("Samples"),
                 button<QCheckBox>("Figure of the three spectrograms"),
                 button<QCheckBox>("Settings and measures (JSON)"),
                 button<QCheckBox>("Loss curve as a table (CSV)"), button<QPushButton>("Export")}) {
            QVERIFY(needed != nullptr);
            QVERIFY2(reached.contains(needed), qPrintable(needed->accessibleName()));
        }
    }

    void flacOffersNoFloats() {
        open(proposal());
        auto* samples = named<QComboBox>("Samples");
        QCOMPARE(samples->count(), 3);
        samples->setCurrentIndex(samples->findData(static_cast<int>(SampleFormat::float32)));
        chooseType(SoundFileType::flac);
        QCOMPARE(samples->count(), 2);
        QCOMPARE(m_dialog->choices().format, SampleFormat::pcm24);
    }

    void oggHasNoSampleFormatAndForgetsNone() {
        ExportChoices choices = proposal();
        choices.format = SampleFormat::pcm16;
        open(choices);
        chooseType(SoundFileType::oggVorbis);
        QVERIFY(!named<QComboBox>("Samples")->isEnabled());
        QVERIFY(says("take.ogg"));
        chooseType(SoundFileType::wav);
        QVERIFY(named<QComboBox>("Samples")->isEnabled());
        QCOMPARE(m_dialog->choices().format, SampleFormat::pcm16);
    }

    void anEndingThatIsTypedChoosesTheFormat() {
        open(proposal());
        QTest::keyClicks(m_dialog->focusWidget(), "new.FLAC");
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Return);
        QCOMPARE(m_dialog->choices().name, "new");
        QCOMPARE(m_dialog->choices().type, SoundFileType::flac);
    }

    void anEndingCountsAlsoWhereTheKeyOfTheButtonIsPressed() {
        ExportChoices choices = proposal();
        choices.format = SampleFormat::float32;
        open(choices);
        QTest::keyClicks(m_dialog->focusWidget(), "new.flac");
        QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
        QTest::keyClick(m_dialog.get(), Qt::Key_E, Qt::AltModifier);
        QTRY_COMPARE(accepted.count(), 1);
        QCOMPARE(m_dialog->choices().name, "new");
        QCOMPARE(m_dialog->choices().type, SoundFileType::flac);
        QCOMPARE(m_dialog->choices().format, SampleFormat::pcm24); // it holds no floats
    }

    void theRegionIsOfferedOnlyWhereThereIsOne() {
        open(proposal(), false);
        QVERIFY(!button<QRadioButton>("The region only")->isVisible());
        open(proposal(), true);
        QVERIFY(button<QRadioButton>("The region only")->isVisible());
        button<QRadioButton>("The region only")->click();
        QVERIFY(!m_dialog->choices().whole);
    }

    void anExistingFileIsAnnounced() {
        open(proposal());
        QVERIFY(says("Writes take.wav."));
        QFile existing(m_folder.filePath("there.wav"));
        QVERIFY(existing.open(QIODevice::WriteOnly));
        named<QLineEdit>("Name")->setText("there");
        QVERIFY(says("Replaces there.wav"));
        QVERIFY(button<QPushButton>("Export") == nullptr);
        QVERIFY(button<QPushButton>("Replace")->isEnabled());
        // With its ending it is the same file, also before the field is left.
        named<QLineEdit>("Name")->setText("there.WAV");
        QVERIFY(says("Replaces there.wav"));
        named<QLineEdit>("Name")->setText("elsewhere");
        QVERIFY(button<QPushButton>("Export")->isEnabled());
    }

    void whatCannotBeDoneCannotBePressed_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("subfolder");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no name") << ""
                                 << ""
                                 << "name";
        QTest::newRow("slash") << "a/b"
                               << ""
                               << "slash";
        QTest::newRow("too long") << QString(252, 'x') << ""
                                  << "too long";
        QTest::newRow("no folder") << "a"
                                   << "/gone"
                                   << "no such folder";
    }
    void whatCannotBeDoneCannotBePressed() {
        QFETCH(QString, name);
        QFETCH(QString, subfolder);
        QFETCH(QString, reason);
        ExportChoices choices = proposal();
        choices.name = name;
        choices.folder += subfolder;
        open(choices);
        QVERIFY(!button<QPushButton>("Export")->isEnabled());
        QVERIFY(says(reason));
    }

    void nothingChosenCannotBeExported() {
        open(proposal());
        button<QCheckBox>("Sound")->click();
        QVERIFY(!button<QPushButton>("Export")->isEnabled());
        button<QCheckBox>("Loss curve as a table (CSV)")->click();
        QVERIFY(button<QPushButton>("Export")->isEnabled());
        QVERIFY(!named<QComboBox>("Format of the sound")->isEnabled());
    }

    void aFigureTooLargeForMemoryIsRefused() {
        ExportChoices choices = proposal();
        choices.figure = true;
        choices.figureSize = {1200.0, 1200.0, 1200};
        open(choices);
        QVERIFY(!button<QPushButton>("Export")->isEnabled());
        QVERIFY(says("too large"));
    }
};

QTEST_MAIN(ExportDialogTest)
#include "ExportDialogTest.moc"
