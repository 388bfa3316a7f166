// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notes/Transcription.h"
#include "tools/training/timbre/Recordings.h"

#include <string>
#include <vector>

namespace tonegraft::training {

/// Recordings of a group, borrowed: one to be changed, one that gives its sound, and the right
/// answer, which is the content's song on the style's instrument.
struct Transfer {
    const Recording* content;
    const Recording* style;
    const Recording* truth;
};

/// At most `most` of a group's transfers, drawn; always the same.
std::vector<Transfer> transfersOf(const Group& group, int most);

/// The notes that the network hears in the content, played with those that it hears in the style,
/// as the method tonegraft begins: samples at the pictures' rate, with what was heard.
struct PlayedTransfer {
    HeardClip content;
    HeardClip style;
    std::vector<float> samples;
};
PlayedTransfer played(const Transfer& transfer, const TimbreNetworks& networks, ThreadPool& pool);

/// Plays `transfersOfGroup` transfers of each group below the folder and writes them beside its
/// recordings, where readGroups() finds them. What is there already is left as it is. Prints each
/// group. Throws Error as readGroups() and the engine do.
void writeGrafts(const TimbreNetworks& networks, const std::string& folder, int transfersOfGroup,
                 ThreadPool& pool);

} // namespace tonegraft::training
