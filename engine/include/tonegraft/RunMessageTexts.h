// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/MessageText.h"

namespace tonegraft {

/// Of clips, settings, networks and transfers, in the order of the codes, of which these are the
/// last.
inline constexpr MessageText kRunMessageTexts[] = {
    {MessageCode::clipEmpty, TONEGRAFT_TEXT("The clip is empty: there is nothing to show.")},
    {MessageCode::clipSamplesTooFew,
     TONEGRAFT_TEXT(
         "The clip is too short: it has %1 samples, and the analysis needs at least %2.")},
    {MessageCode::clipRate, TONEGRAFT_TEXT("A sample rate of %1 Hz is not possible.")},
    {MessageCode::resampleRates,
     TONEGRAFT_TEXT("Cannot resample from %1 Hz to %2 Hz: rates must be positive.")},
    {MessageCode::loudnessMemory,
     TONEGRAFT_TEXT("The loudness could not be measured: out of memory.")},
    {MessageCode::loudnessFormat,
     TONEGRAFT_TEXT("The loudness of %1 channels at %2 Hz cannot be measured.")},
    {MessageCode::loudnessNoNumbers,
     TONEGRAFT_TEXT(
         "The loudness cannot be measured: the sound contains values that are no numbers.")},
    {MessageCode::regionNoTime,
     TONEGRAFT_TEXT("The region's start or length is no time. Set both to 0 s or more.")},
    {MessageCode::regionBeyondEnd,
     TONEGRAFT_TEXT("The region starts at %1, but the sound ends at %2. Set an earlier start.")},
    {MessageCode::regionNeedsMemory,
     TONEGRAFT_TEXT(
         "The whole content with the region in it needs %1 of memory, and only %2 are free. "
         "Choose a shorter content.")},
    {MessageCode::regionLimited,
     TONEGRAFT_TEXT(
         "The content outside the region passes the ceiling of -1 dBTP; its peaks were turned "
         "down by up to %1 dB.")},
    {MessageCode::measureEmpty,
     TONEGRAFT_TEXT("The %1 clip is empty: there is nothing to measure.")},
    {MessageCode::measureTooShort,
     TONEGRAFT_TEXT("The %1 clip is too short: the measures need at least %2 ms.")},
    {MessageCode::measureNoNumbers,
     TONEGRAFT_TEXT("The %1 clip contains values that are no numbers.")},
    {MessageCode::measureSilent,
     TONEGRAFT_TEXT("The %1 clip is silent (mixed to mono): there is nothing to measure.")},
    {MessageCode::measureSame,
     TONEGRAFT_TEXT(
         "The content and the style are the same sound: measures relative to the distance "
         "between them are undefined. Choose two different clips.")},
    {MessageCode::settingRange, TONEGRAFT_TEXT("%1 is %2, but must be between %3 and %4.")},
    {MessageCode::settingRangeOrInfinite,
     TONEGRAFT_TEXT("%1 is %2, but must be between %3 and %4, or inf.")},
    {MessageCode::threadsRange,
     TONEGRAFT_TEXT("Threads is %1, but must be between 0 (all processors) and 1024.")},
    {MessageCode::unknownMethod, TONEGRAFT_TEXT("There is no method \"%1\". The methods are: %2.")},
    {MessageCode::transferNoSamples, TONEGRAFT_TEXT("There is no %1: the clip has no samples.")},
    {MessageCode::transferUnevenChannels, TONEGRAFT_TEXT("The %1's channels differ in length.")},
    {MessageCode::transferNoNumbers, TONEGRAFT_TEXT("The %1 holds samples that are not numbers.")},
    {MessageCode::transferSilent,
     TONEGRAFT_TEXT("The %1 is silent. Choose a clip or region with sound in it.")},
    {MessageCode::transferTooShort,
     TONEGRAFT_TEXT(
         "The %1 is too short: %2 ms, but at least %3 ms are needed for filters over %4 frames. "
         "Choose a longer clip or region.")},
    {MessageCode::transferTooShortForWindow,
     TONEGRAFT_TEXT("The %1 is too short: %2 ms, but at least %3 ms are needed. Choose a longer "
                    "clip or region.")},
    {MessageCode::transferChannels,
     TONEGRAFT_TEXT("The content has %1 channels; one or two are possible. Mix it down first.")},
    {MessageCode::transferRate,
     TONEGRAFT_TEXT(
         "The content's rate is %1 Hz; 8,000 to 192,000 Hz are possible. Resample it first.")},
    {MessageCode::transferNothingInBand,
     TONEGRAFT_TEXT("The %1 has no sound below %2 Hz, and this transfer uses nothing above. Choose "
                    "another clip or region.")},
    {MessageCode::transferNeedsMemory,
     TONEGRAFT_TEXT(
         "This transfer needs about %1 of memory, and %2 are free. Regions of at most %3 s "
         "would fit.")},
    {MessageCode::transferNeedsMemoryOrFilters,
     TONEGRAFT_TEXT(
         "This transfer needs about %1 of memory, and %2 are free. Regions of at most %3 s "
         "would fit, or %4 filters.")},
    {MessageCode::transferNeedsMemoryOfFilters,
     TONEGRAFT_TEXT(
         "This transfer needs about %1 of memory, and %2 are free. No region is short enough, but "
         "%3 filters are few enough.")},
    {MessageCode::transferNeedsMemoryAtAll,
     TONEGRAFT_TEXT(
         "This transfer needs about %1 of memory, and %2 are free, which no region is short enough "
         "for. Close other programs or choose another method.")},
    {MessageCode::transferOutOfMemory,
     TONEGRAFT_TEXT(
         "There is not enough memory for this transfer. Choose a shorter region or fewer "
         "filters.")},
    {MessageCode::transferNotFinite,
     TONEGRAFT_TEXT(
         "The objective is not finite from the first step on: nothing could be transferred. "
         "Lower the style weight or choose another region.")},
    {MessageCode::transferTooShortForNetwork,
     TONEGRAFT_TEXT("The %1 is too short: %2 ms, but the network needs at least %3 ms. Choose a "
                    "longer clip or region.")},
    {MessageCode::networkDamaged,
     TONEGRAFT_TEXT("Cannot read %1: %2. Choose a complete safetensors file of a network that "
                    "fits.")},
    {MessageCode::networkNamesTwice,
     TONEGRAFT_TEXT("Cannot read %1: its header names %2 twice. Choose a complete safetensors file "
                    "of a network that fits.")},
    {MessageCode::networkTensorDamaged,
     TONEGRAFT_TEXT("Cannot read %1: the tensor %2 %3. Choose a complete safetensors file of a "
                    "network that fits.")},
    {MessageCode::networkTensorMissing,
     TONEGRAFT_TEXT("Cannot use the network in %1: the tensor %2 is missing. Choose a complete "
                    "safetensors file of a network that fits.")},
    {MessageCode::networkTensorShape,
     TONEGRAFT_TEXT("Cannot use the network in %1: the tensor %2 should have the shape %3, but has "
                    "%4. Choose a file with the weights of a network that fits.")},
    {MessageCode::networkTensorType,
     TONEGRAFT_TEXT("Cannot use the network in %1: the tensor %2 holds numbers of the type %3; "
                    "F16, BF16, F32 and F64 can be read. Convert the weights to one of them.")},
    {MessageCode::networkTensorNoNumbers,
     TONEGRAFT_TEXT("Cannot use the network in %1: the tensor %2 holds values that are not "
                    "numbers. Choose another file.")},
    {MessageCode::networkOfOtherKind,
     TONEGRAFT_TEXT("Cannot use the network in %1: it is %2, and this method takes %3. Choose "
                    "another file or method.")},
    {MessageCode::networkUnknown,
     TONEGRAFT_TEXT("Cannot use the network in %1: its tensors are named like those of no network "
                    "that Tonegraft knows (%2). Convert the weights as the guide describes.")},
    {MessageCode::networkMeansNothing,
     TONEGRAFT_TEXT("The method %1 takes no network from a file. Choose another method.")},
    {MessageCode::networkNeeded,
     TONEGRAFT_TEXT(
         "The network %1 is not built in. Choose a safetensors file with its weights, or "
         "another model.")},
    {MessageCode::networksNotLoaded,
     TONEGRAFT_TEXT(
         "Tonegraft's networks cannot be loaded: %1. Install Tonegraft once more, with LibTorch; "
         "what needs no network works as before.")},
    {MessageCode::networksFailed,
     TONEGRAFT_TEXT("Tonegraft's networks failed: %1. Methods without a network work as before.")},
    {MessageCode::objectiveRanAway,
     TONEGRAFT_TEXT(
         "The objective ran away on the way; the best state before it was kept. A lower style "
         "weight or fewer steps avoid this.")},
    {MessageCode::stoppedUnprepared,
     TONEGRAFT_TEXT("The run was stopped before its first step: the output is the content.")},
    {MessageCode::outputQuieter,
     TONEGRAFT_TEXT(
         "The output is %1 LU quieter than the content: to be as loud, its peaks would have to be "
         "turned down by more than 24 dB.")},
    {MessageCode::sameStatistics,
     TONEGRAFT_TEXT(
         "Content and style have the same statistics: there is nothing to transfer, and the "
         "content comes out again.")},
    {MessageCode::firstSecondsOnly,
     TONEGRAFT_TEXT("The method %1 takes the first %2 s of the %3.")},
    {MessageCode::worksInMono, TONEGRAFT_TEXT("The method %1 works and writes in mono at %2 Hz.")},
    {MessageCode::transferCancelsInMono,
     TONEGRAFT_TEXT(
         "The %1's channels cancel each other out, and the method %2 works in mono. Choose "
         "another clip or method.")},
    {MessageCode::styleFramesChosen,
     TONEGRAFT_TEXT(
         "The style is long: a choice of its passages, drawn by the seed, stands for it. A shorter "
         "region is used whole.")},
    {MessageCode::contentFrom,
     TONEGRAFT_TEXT("Stopped on the way: from %1 s on, the output is the content.")},
    {MessageCode::transferTooShortForModulations,
     TONEGRAFT_TEXT(
         "The %1 is too short: %2 ms, but how it flickers can only be told from %3 ms upward. "
         "Choose a longer clip or region.")},
    {MessageCode::transferRateTooLow,
     TONEGRAFT_TEXT(
         "The %1's rate is too low: %2 Hz, but the model of the ear needs at least %3 Hz. Choose "
         "another clip.")},
    {MessageCode::slowModulationsLeftOut,
     TONEGRAFT_TEXT(
         "The shorter clip lasts less than %1 s: the slowest of the style's modulations are left "
         "out.")},
    {MessageCode::lastLayersLeftOut,
     TONEGRAFT_TEXT(
         "The shorter clip lasts less than %1 s: it does not reach the last layer of the "
         "network, which is left out.")},
    {MessageCode::outputLimited,
     TONEGRAFT_TEXT(
         "The output is as loud as the content only because its peaks were turned down, by up to "
         "%1 dB: it has fewer and higher ones than the content.")},
};

} // namespace tonegraft
