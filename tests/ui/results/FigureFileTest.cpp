// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/FigureFile.h"
#include "Synthetic.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>
#include <QXmlStreamReader>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr FigureSize kSize{120.0, 100.0, 150};

/// A page that is not blank: through its first spectrogram runs no paper.
bool hasPicture(const QImage& page) {
    int colored = 0;
    for (int x = 0; x < page.width(); ++x) {
        colored += qGray(page.pixel(x, page.height() / 5)) < 200 ? 1 : 0;
    }
    return colored > page.width() / 2;
}

} // namespace

class FigureFileTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const SpectrogramTiles> m_spectrogram =
        musicShownClip("a.flac", 220.0, 0.6, 1.0).spectrogram;
    const FigureParts m_parts{{m_spectrogram.get(), "Content - a.flac"},
                              {m_spectrogram.get(), "Style"},
                              {m_spectrogram.get(), "Output"}};

    QByteArray file(FigureFormat format) const { return figureFile(m_parts, {}, format, kSize); }

private Q_SLOTS:
    void aPngHasItsSizeInDotsAndOnPaper() {
        const QImage image = QImage::fromData(file(FigureFormat::png), "PNG");
        QCOMPARE(image.size(), QSize(709, 591)); // 120 by 100 mm at 150 dpi
        constexpr double kDotsPerMeter = 150 / 0.0254;
        QVERIFY(std::abs(image.dotsPerMeterX() - kDotsPerMeter) <= 1.0);
        QVERIFY(std::abs(image.dotsPerMeterY() - kDotsPerMeter) <= 1.0);
        QVERIFY(hasPicture(image));
    }

    void anSvgHasItsSizeInMillimetersAndItsTextAsText() {
        const QByteArray bytes = file(FigureFormat::svg);
        QXmlStreamReader xml(bytes);
        QString words;
        double width = 0.0;
        double height = 0.0;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == QLatin1String("svg")) {
                const QString millimeters = "mm";
                QVERIFY(xml.attributes().value("width").endsWith(millimeters));
                width = xml.attributes().value("width").chopped(2).toDouble();
                height = xml.attributes().value("height").chopped(2).toDouble();
            }
            words += xml.isCharacters() ? xml.text().toString() : QString();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        constexpr double kOneDotMm = 25.4 / 150;
        QVERIFY(std::abs(width - 120.0) <= kOneDotMm);
        QVERIFY(std::abs(height - 100.0) <= kOneDotMm);
        QVERIFY(words.contains("Content - a.flac"));
        QImage page(709, 591, QImage::Format_RGB32);
        page.fill(Qt::white);
        QPainter painter(&page);
        QSvgRenderer(bytes).render(&painter);
        QVERIFY(hasPicture(page));
    }

    void aPdfIsOnePageOfItsSizeWithLosslessPictures() {
        const QByteArray bytes = file(FigureFormat::pdf);
        QVERIFY(bytes.startsWith("%PDF-"));
        const QRegularExpression box(R"(/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\])");
        const auto found = box.match(QString::fromLatin1(bytes));
        QVERIFY(found.hasMatch());
        constexpr double kPointsPerMm = 72 / 25.4;
        QVERIFY(std::abs(found.captured(1).toDouble() - 120.0 * kPointsPerMm) <= 1.0);
        QVERIFY(std::abs(found.captured(2).toDouble() - 100.0 * kPointsPerMm) <= 1.0);
        QVERIFY(bytes.contains("/Count 1"));
        QVERIFY(bytes.contains("/FlateDecode"));
        QVERIFY(!bytes.contains("/DCTDecode")); // JPEG would blur the lines
    }

    void theSameFigureIsTheSamePicture() {
        QCOMPARE(file(FigureFormat::png), file(FigureFormat::png));
        QCOMPARE(file(FigureFormat::svg), file(FigureFormat::svg));
    }

    void fewerPartsShareThePage() {
        const FigureParts one{{m_spectrogram.get(), "Content"}};
        const QImage page = QImage::fromData(figureFile(one, {}, FigureFormat::png, kSize), "PNG");
        QCOMPARE(page.size(), QSize(709, 591));
        // Its picture reaches over the middle of the page, where three leave a gap of white.
        QVERIFY(qGray(page.pixel(page.width() / 2, page.height() / 2)) < 250);
        QVERIFY(hasPicture(page));
    }

    void sizesHaveBounds() {
        QVERIFY(FigureSize{}.possible());
        QVERIFY(!(FigureSize{10.0, 100.0, 300}.possible()));
        QVERIFY(!(FigureSize{100.0, 5000.0, 300}.possible()));
        QVERIFY(!(FigureSize{100.0, 100.0, 10}.possible()));
        QVERIFY(!(FigureSize{1200.0, 1200.0, 1200}.possible()));
    }
};

QTEST_MAIN(FigureFileTest)
#include "FigureFileTest.moc"
