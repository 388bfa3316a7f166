// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/Libraries.h"

#include <fftw3.h>

namespace tonegraft {

std::vector<LibraryVersion> dspLibraries() {
    // "fftw-3.3.10-sse2-avx": the name once more, and what it was built for.
    const std::string text = fftwf_version;
    const std::size_t begin = text.find('-') + 1;
    return {{"FFTW", text.substr(begin, text.find('-', begin) - begin)}};
}

} // namespace tonegraft
