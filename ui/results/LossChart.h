// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"
#include "tonegraft/Transfer.h"

#include <QImage>
#include <QPointF>
#include <QWidget>

#include <memory>
#include <vector>

namespace tonegraft {

/// The terms of the objective over the steps, on a logarithmic axis. The only file that knows Qt
/// Charts (deprecated upstream): replacing it replaces this class's .cpp alone.
class LossChart : public QWidget {
    Q_OBJECT

public:
    enum Term { style, content, melody, dynamics, total };
    static constexpr int kTerms = 5; ///< behind them come the method's own

    explicit LossChart(QWidget* parent = nullptr);
    ~LossChart() override;

    /// The terms that the method alone has; first of all.
    void setTerms(const std::vector<TermInfo>& own);
    /// All points so far. Values that a logarithmic axis cannot show (zero, negative, not finite)
    /// are left out; of more than 200 points, the least and greatest of each group of neighbors are
    /// drawn, and the newest. The axis reaches to `steps` at least.
    void setLosses(const std::vector<LossPoint>& losses, int steps = 0);
    void clear();
    /// The total of another run, drawn as a broken line until there is another: for comparison.
    /// Called `name` in the legend. Empty: none.
    void setCompared(const std::vector<LossPoint>& losses, const QString& name);

    /// What is drawn of a term: step and value. From kTerms on they are the method's own.
    QList<QPointF> drawnPoints(int term) const;
    QString nameOf(int term) const;
    QList<QPointF> comparedPoints() const;
    QString comparedName() const;
    /// Range of the logarithmic axis; whole decades, low < high, both above 0.
    double lowestShown() const;
    double highestShown() const;
    int labelsOfValues() const;
    double lastStepShown() const;
    /// As it is shown, at twice the resolution of the screen.
    QImage picture();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Parts;
    void applyPalette();
    std::unique_ptr<Parts> m_parts;
};

} // namespace tonegraft
