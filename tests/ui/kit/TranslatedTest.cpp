// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/Translated.h"

#include <QSet>
#include <QTest>
#include <QTranslator>

namespace tonegraft::test {

namespace {

/// A language in which every text of the engine is its English one between angles.
class Angles : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* text, const char* /*disambiguation*/,
                      int /*n*/) const override {
        const bool known = QByteArray(context) == "tonegraft" && knownTexts().contains(text);
        return known ? QStringLiteral("<%1>").arg(QString::fromUtf8(text)) : QString();
    }

private:
    static const QSet<QByteArray>& knownTexts() {
        static const QSet<QByteArray> texts = [] {
            QSet<QByteArray> all;
            for (const MessageText& text : kMessageTexts) {
                all.insert(text.english);
            }
            for (const char* word : kMessageWords) {
                all.insert(word);
            }
            return all;
        }();
        return texts;
    }
};

} // namespace

class TranslatedTest : public QObject {
    Q_OBJECT

    Angles m_angles;

private Q_SLOTS:
    void init() { QVERIFY(QCoreApplication::installTranslator(&m_angles)); }
    void cleanup() { QCoreApplication::removeTranslator(&m_angles); }

    void theWindowWordsEveryCodeInTheUsersLanguage() {
        const std::vector<std::string> arguments{"A1", "A2", "A3", "A4", "A5"};
        for (const MessageText& text : kMessageTexts) {
            const Message message{text.code, arguments};
            QCOMPARE(worded(message), "<" + QString::fromStdString(message.text()) + ">");
        }
    }

    void withoutATranslationItSpeaksEnglish() {
        QCoreApplication::removeTranslator(&m_angles);
        for (const MessageText& text : kMessageTexts) {
            const Message message{text.code, {"A1", "A2", "A3", "A4", "A5"}};
            QCOMPARE(worded(message), QString::fromStdString(message.text()));
        }
    }

    void wordsAmongTheArgumentsAreTranslatedToo() {
        QCOMPARE(worded({MessageCode::transferSilent, {"style"}}),
                 "<The <style> is silent. Choose a clip or region with sound in it.>");
    }

    void namesOfFilesAreNot() {
        QCOMPARE(worded({MessageCode::readEmptyFile, {"'50%1 ∞.wav'"}}),
                 "<Cannot read '50%1 ∞.wav': the file is empty. Export or download it again.>");
    }
};

} // namespace tonegraft::test

QTEST_GUILESS_MAIN(tonegraft::test::TranslatedTest)
#include "TranslatedTest.moc"
