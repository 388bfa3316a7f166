// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/FigureFile.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>

namespace tonegraft {
namespace {

constexpr double kMmPerInch = 25.4;

int pixelsOf(double mm, int dpi) {
    return static_cast<int>(std::lround(mm / kMmPerInch * dpi));
}

void paint(QPaintDevice& device, const FigureParts& parts, const SpectrogramLook& look,
           const QSize& size) {
    QPainter painter(&device);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::LosslessImageRendering);
    paintTransferFigure(painter, QRect(QPoint(), size), parts, look);
}

void writePng(QBuffer& buffer, const FigureParts& parts, const SpectrogramLook& look,
              const FigureSize& size) {
    QImage image = transferFigure(parts, look, size.pixels());
    const int dotsPerMeter = static_cast<int>(std::lround(size.dpi * 1000.0 / kMmPerInch));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    image.save(&buffer, "PNG");
}

void writeSvg(QBuffer& buffer, const FigureParts& parts, const SpectrogramLook& look,
              const FigureSize& size) {
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(size.dpi);
    generator.setSize(size.pixels());
    generator.setViewBox(QRect(QPoint(), size.pixels()));
    generator.setTitle(QCoreApplication::translate("Figure", "Spectrograms of a style transfer"));
    generator.setDescription(QStringLiteral("Tonegraft"));
    paint(generator, parts, look, size.pixels());
}

void writePdf(QBuffer& buffer, const FigureParts& parts, const SpectrogramLook& look,
              const FigureSize& size) {
    QPdfWriter writer(&buffer);
    writer.setResolution(size.dpi);
    writer.setPageSize(QPageSize(QSizeF(size.widthMm, size.heightMm), QPageSize::Millimeter, {},
                                 QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(QCoreApplication::translate("Figure", "Spectrograms of a style transfer"));
    writer.setCreator(QStringLiteral("Tonegraft"));
    paint(writer, parts, look, size.pixels());
}

} // namespace

QSize FigureSize::pixels() const {
    return {pixelsOf(widthMm, dpi), pixelsOf(heightMm, dpi)};
}

bool FigureSize::possible() const {
    const auto isLength = [](double mm) { return mm >= kLeastFigureMm && mm <= kMostFigureMm; };
    return isLength(widthMm) && isLength(heightMm) && dpi >= kLeastFigureDpi &&
           dpi <= kMostFigureDpi &&
           static_cast<double>(pixels().width()) * pixels().height() <= kMostFigurePixels;
}

QByteArray figureFile(const FigureParts& parts, const SpectrogramLook& look, FigureFormat format,
                      const FigureSize& size) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    switch (format) {
    case FigureFormat::png:
        writePng(buffer, parts, look, size);
        break;
    case FigureFormat::svg:
        writeSvg(buffer, parts, look, size);
        break;
    case FigureFormat::pdf:
        writePdf(buffer, parts, look, size);
        break;
    }
    return bytes;
}

} // namespace tonegraft
