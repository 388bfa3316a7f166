// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/Failure.h"

#include "tonegraft/Error.h"
#include "ui/kit/Translated.h"

#include <QCoreApplication>

#include <exception>
#include <new>
#include <system_error>

namespace tonegraft {

QString failureOf(const std::function<void()>& work) {
    try {
        work();
        return {};
    } catch (const std::bad_alloc&) {
        return QCoreApplication::translate(
            "Failure", "Not enough memory. Choose shorter clips or fewer filters.");
    } catch (const std::system_error& error) {
        // A thread that could not be started says no more than "Resource temporarily unavailable".
        return error.code() == std::errc::resource_unavailable_try_again
                   ? QCoreApplication::translate("Failure", "The system allows no more threads. "
                                                            "Close other programs and try again.")
                   : QString::fromUtf8(error.what());
    } catch (const Error& error) {
        return worded(error.message());
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    } catch (...) {
        return QCoreApplication::translate("Failure", "An unknown error occurred.");
    }
}

} // namespace tonegraft
