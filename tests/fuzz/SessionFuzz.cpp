// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a session file: what is not refused can be used as it is, and is the same when it has been
// written and read again.
#include "app/session/SessionFile.h"
#include "tonegraft/Error.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace tonegraft;

void require(bool holds) {
    if (!holds)
        std::abort();
}

void check(const SessionMaking& making, int clips) {
    making.settings.validate();
    require(making.content >= -1 && making.content < clips);
    require(making.style >= -1 && making.style < clips);
    for (const ClipRegion& region : {making.contentRegion, making.styleRegion})
        require(region.startSeconds >= 0.0 && region.durationSeconds >= 0.0);
}

void check(const SessionFile& session) {
    const int clips = static_cast<int>(session.clips.size());
    check(session.shown, clips);
    require(session.output >= -1 && session.output < static_cast<int>(session.takes.size()));
    for (const SessionTake& take : session.takes) {
        check(take.making, clips);
        require(isTakeSoundName(take.sound));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    SessionFile session;
    try {
        session = parsedSession({reinterpret_cast<const char*>(data), size}, "mutant");
    } catch (const Error&) { // the one way to refuse
        return 0;
    }
    try {
        check(session);
        const std::string text = sessionText(session);
        require(sessionText(parsedSession(text, "again")) == text);
    } catch (const Error&) { // nothing may be wrong with what was read
        std::abort();
    }
    return 0;
}
