// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/DefaultDevices.h"

#include <QElapsedTimer>

#include <pulse/pulseaudio.h>

namespace tonegraft {

namespace {

constexpr int kAgainAfterMs = 2000;
constexpr int kAnswerWithinMs = 500;
constexpr int kWaitMicroseconds = 20000; // at a time

} // namespace

struct DefaultDevices::Connection {
    pa_mainloop* loop = pa_mainloop_new();
    pa_context* context = nullptr;
    QElapsedTimer sinceTried;
    QByteArray output;
    QByteArray input;

    ~Connection() {
        close();
        pa_mainloop_free(loop);
    }

    void open() {
        sinceTried.start();
        context = pa_context_new(pa_mainloop_get_api(loop), "Tonegraft");
        pa_context_set_state_callback(context, &Connection::onState, this);
        pa_context_set_subscribe_callback(context, &Connection::onEvent, this);
        pa_context_connect(context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr);
    }

    void close() {
        if (context == nullptr)
            return;
        pa_context_set_state_callback(context, nullptr, nullptr);
        pa_context_set_subscribe_callback(context, nullptr, nullptr);
        pa_context_disconnect(context);
        pa_context_unref(context);
        context = nullptr;
        output.clear();
        input.clear();
    }

    bool failed() const { return PA_CONTEXT_IS_GOOD(pa_context_get_state(context)) == 0; }

    static void forget(pa_operation* operation) {
        if (operation != nullptr)
            pa_operation_unref(operation);
    }

    void ask() { forget(pa_context_get_server_info(context, &Connection::onServerInfo, this)); }

    static void onState(pa_context* context, void* user) {
        if (pa_context_get_state(context) != PA_CONTEXT_READY)
            return;
        forget(pa_context_subscribe(context, PA_SUBSCRIPTION_MASK_SERVER, nullptr, nullptr));
        static_cast<Connection*>(user)->ask();
    }

    static void onEvent(pa_context*, pa_subscription_event_type_t, std::uint32_t, void* user) {
        static_cast<Connection*>(user)->ask();
    }

    static void onServerInfo(pa_context*, const pa_server_info* info, void* user) {
        if (info == nullptr)
            return;
        static_cast<Connection*>(user)->output = info->default_sink_name;
        static_cast<Connection*>(user)->input = info->default_source_name;
    }

    bool ready() const {
        return context != nullptr && pa_context_get_state(context) == PA_CONTEXT_READY;
    }

    // False if it was still on its way when the time was up; then nothing calls back any more.
    bool finish(pa_operation* operation) const {
        QElapsedTimer waited;
        waited.start();
        while (operation != nullptr && pa_operation_get_state(operation) == PA_OPERATION_RUNNING &&
               waited.elapsed() < kAnswerWithinMs) {
            if (pa_mainloop_prepare(loop, kWaitMicroseconds) < 0 || pa_mainloop_poll(loop) < 0 ||
                pa_mainloop_dispatch(loop) < 0)
                break;
        }
        const bool done =
            operation != nullptr && pa_operation_get_state(operation) == PA_OPERATION_DONE;
        if (operation != nullptr && !done)
            pa_operation_cancel(operation);
        forget(operation);
        return done;
    }

    // Called once for a device that is there, and once at the end.
    template <class Info> static void onDevice(pa_context*, const Info* info, int, void* found) {
        *static_cast<bool*>(found) |= info != nullptr;
    }
};

DefaultDevices::DefaultDevices() : m_connection(std::make_unique<Connection>()) {}

DefaultDevices::~DefaultDevices() = default;

void DefaultDevices::poll() {
    Connection& connection = *m_connection;
    if (connection.context != nullptr && connection.failed())
        connection.close();
    const QElapsedTimer& tried = connection.sinceTried;
    if (connection.context == nullptr && (!tried.isValid() || tried.elapsed() > kAgainAfterMs))
        connection.open();
    while (pa_mainloop_iterate(connection.loop, 0, nullptr) > 0) {
    }
}

const QByteArray& DefaultDevices::output() const {
    return m_connection->output;
}

const QByteArray& DefaultDevices::input() const {
    return m_connection->input;
}

bool DefaultDevices::hasOutput(const QByteArray& id) {
    const Connection& connection = *m_connection;
    bool found = false;
    return !connection.ready() ||
           !connection.finish(pa_context_get_sink_info_by_name(
               connection.context, id.constData(), &Connection::onDevice<pa_sink_info>, &found)) ||
           found;
}

bool DefaultDevices::hasInput(const QByteArray& id) {
    const Connection& connection = *m_connection;
    bool found = false;
    return !connection.ready() ||
           !connection.finish(
               pa_context_get_source_info_by_name(connection.context, id.constData(),
                                                  &Connection::onDevice<pa_source_info>, &found)) ||
           found;
}

} // namespace tonegraft
