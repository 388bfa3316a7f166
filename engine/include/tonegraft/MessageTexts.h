// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/MessageCode.h"
#include "tonegraft/MessageWords.h"

#include <cstddef>

namespace tonegraft {

/// A message in English, %1 to %9 in place of its arguments.
struct MessageText {
    MessageCode code;
    const char* english;
};

/// In the order of the codes.
inline constexpr MessageText kMessageTexts[] = {
    {MessageCode::plain, TONEGRAFT_TEXT("%1")},
    {MessageCode::internal, TONEGRAFT_TEXT("%1")},
    {MessageCode::readNoFile,
     TONEGRAFT_TEXT(
         "Cannot read %1: there is no such file or folder. Check the name, or whether the file "
         "was moved.")},
    {MessageCode::readNoFolder,
     TONEGRAFT_TEXT(
         "Cannot read %1: a part of the path is not a folder. Check the name, or whether the "
         "file was moved.")},
    {MessageCode::readNoPermission,
     TONEGRAFT_TEXT(
         "Cannot read %1: the permission is missing. Change the file's permissions or copy it "
         "to a place of your own.")},
    {MessageCode::readLinkCircle,
     TONEGRAFT_TEXT(
         "Cannot read %1: its symbolic links lead round in a circle. Choose another file.")},
    {MessageCode::readNameTooLong,
     TONEGRAFT_TEXT("Cannot read %1: the name is too long for this file system. Check the name.")},
    {MessageCode::readDiskFailed,
     TONEGRAFT_TEXT("Cannot read %1: %2. Check the disk, or copy the file to another one.")},
    {MessageCode::readFailed, TONEGRAFT_TEXT("Cannot read %1: %2. Choose another file.")},
    {MessageCode::readNoRegularFile,
     TONEGRAFT_TEXT("Cannot read %1: it is %2. Choose another file.")},
    {MessageCode::readNameEmpty,
     TONEGRAFT_TEXT("Cannot read %1: the file name is empty. Choose a file.")},
    {MessageCode::readNameZeroByte,
     TONEGRAFT_TEXT("Cannot read %1: the name contains a zero byte. Choose another file.")},
    {MessageCode::readEmptyFile,
     TONEGRAFT_TEXT("Cannot read %1: the file is empty. Export or download it again.")},
    {MessageCode::readUnknownFormat,
     TONEGRAFT_TEXT(
         "Cannot read %1: it is not a sound file of a kind that Tonegraft reads. Choose one of "
         "these kinds: %2.")},
    {MessageCode::readTagOnly,
     TONEGRAFT_TEXT(
         "Cannot read %1: it has an ID3 tag but no MP3 sound. Export or download it again.")},
    {MessageCode::readHeaderOnly,
     TONEGRAFT_TEXT(
         "Cannot read %1: it has the header of a %2 file but no sound. Export or record it "
         "again.")},
    {MessageCode::readOggCoding,
     TONEGRAFT_TEXT(
         "Cannot read %1: it is an Ogg file, but neither Vorbis, Opus, FLAC nor Speex. Convert "
         "it to uncompressed WAV or to FLAC.")},
    {MessageCode::readCoding,
     TONEGRAFT_TEXT(
         "Cannot read %1: this %2 file is coded as %3, which Tonegraft does not read. Convert "
         "it to uncompressed WAV or to FLAC.")},
    {MessageCode::readNoTrack,
     TONEGRAFT_TEXT("Cannot read %1: this %2 file has no sound track. Choose another file.")},
    {MessageCode::readCopyProtected,
     TONEGRAFT_TEXT("Cannot read %1: its sound is copy-protected. Choose another file.")},
    {MessageCode::readHeaderCutOff,
     TONEGRAFT_TEXT(
         "Cannot read %1: the file is damaged: its format description is cut off. Export or "
         "download it again.")},
    {MessageCode::readHeaderMissing,
     TONEGRAFT_TEXT(
         "Cannot read %1: the file is damaged: its format description is missing. Export or "
         "download it again.")},
    {MessageCode::readHeaderPackets,
     TONEGRAFT_TEXT(
         "Cannot read %1: the file is damaged: its packet size makes no sense. Export or "
         "download it again.")},
    {MessageCode::readHeaderChannels,
     TONEGRAFT_TEXT("Cannot read %1: the file is damaged: its header claims %2 channels. Export or "
                    "download it again.")},
    {MessageCode::readHeaderRate,
     TONEGRAFT_TEXT(
         "Cannot read %1: the file is damaged: its header gives no possible sample rate. Export "
         "or download it again.")},
    {MessageCode::readHeaderBits,
     TONEGRAFT_TEXT(
         "Cannot read %1: the file is damaged: its header claims samples of %2 bits. Export or "
         "download it again.")},
    {MessageCode::readDamagedData,
     TONEGRAFT_TEXT(
         "Cannot read %1: the %2 data is damaged or cut off. Export or download it again.")},
    {MessageCode::readNothingDecoded,
     TONEGRAFT_TEXT(
         "Cannot read %1: no sound could be decoded from it. Export or download it again.")},
    {MessageCode::readChannels,
     TONEGRAFT_TEXT(
         "Cannot read %1: it has %2 channels, and %3 may have at most %4. Mix it down to fewer "
         "channels first.")},
    {MessageCode::readRate,
     TONEGRAFT_TEXT(
         "Cannot read %1: its sample rate is %2 Hz, and that of %3 must be %4 to %5 Hz. Convert "
         "it to 44100 Hz first.")},
    {MessageCode::readTooLong,
     TONEGRAFT_TEXT(
         "Cannot read %1: it is longer than two hours. Choose a region of it by start and "
         "length.")},
    {MessageCode::readNeedsMemory,
     TONEGRAFT_TEXT(
         "Cannot read %1: it needs %2 of memory, and only %3 are free. Choose a shorter region "
         "of it by start and length.")},
    {MessageCode::readOutOfMemory,
     TONEGRAFT_TEXT(
         "Cannot read %1: there is not enough memory for it. Choose a shorter region of it by "
         "start and length.")},
    {MessageCode::readRegionStart,
     TONEGRAFT_TEXT(
         "Cannot read %1: the start of the region is no time. Set a start of 0 s or more.")},
    {MessageCode::readRegionLength,
     TONEGRAFT_TEXT(
         "Cannot read %1: the length of the region is no time. Set a length of 0 s (all) or "
         "more.")},
    {MessageCode::readRegionTooLong,
     TONEGRAFT_TEXT("Cannot read %1: the region is longer than two hours. Set a shorter length.")},
    {MessageCode::readRegionBeyondEnd,
     TONEGRAFT_TEXT(
         "Cannot read %1: the region starts at %2, but the sound ends at %3. Set an earlier "
         "start.")},
    {MessageCode::cutOff,
     TONEGRAFT_TEXT(
         "%1 is cut off or damaged: it claims %2, but only %3 could be read and were used.")},
    {MessageCode::noProperEnd,
     TONEGRAFT_TEXT(
         "%1 has no proper end, it is probably cut off; %2 could be read and were used.")},
    {MessageCode::headerClaimsMore,
     TONEGRAFT_TEXT("%1 is cut off: its header claims %2 of sound, %3 are there and were used.")},
    {MessageCode::headerClaimsLess,
     TONEGRAFT_TEXT(
         "%1 may hold more than was used: its header claims %2 of sound, and behind them are %3 "
         "that it does not describe.")},
    {MessageCode::neverClosed,
     TONEGRAFT_TEXT(
         "%1 was never closed properly (its header gives no length); it was read to the end of "
         "the file.")},
    {MessageCode::damagedParts, TONEGRAFT_TEXT("%1 is damaged: parts of it may be missing.")},
    {MessageCode::replacedSamples,
     TONEGRAFT_TEXT(
         "%1 contains %2 samples that are no numbers or absurdly large; they were replaced by "
         "silence.")},
    {MessageCode::severalTracks, TONEGRAFT_TEXT("%1 has %2 sound tracks; the first one was read.")},
    {MessageCode::writeNoName,
     TONEGRAFT_TEXT("Cannot write %1: there is no file name. Add a name.")},
    {MessageCode::writeNameZeroByte,
     TONEGRAFT_TEXT("Cannot write %1: the name contains a zero byte. Choose another name.")},
    {MessageCode::writeNameTooLong,
     TONEGRAFT_TEXT(
         "Cannot write %1: the name is too long for this file system. Choose a shorter name.")},
    {MessageCode::writeNoRegularFile,
     TONEGRAFT_TEXT("Cannot write %1: it is %2. Choose another name.")},
    {MessageCode::writeSameFile,
     TONEGRAFT_TEXT("Cannot write %1: it is the same file as %2. Choose another name.")},
    {MessageCode::writeProtected,
     TONEGRAFT_TEXT(
         "Cannot write %1: there is a file of this name that is write-protected. Choose another "
         "name.")},
    {MessageCode::writeNoFile,
     TONEGRAFT_TEXT(
         "Cannot write %1: there is no such file or folder. Choose a folder that exists.")},
    {MessageCode::writeNoFolder,
     TONEGRAFT_TEXT(
         "Cannot write %1: its folder does not exist. Create the folder or choose another.")},
    {MessageCode::writeIntoNoFolder,
     TONEGRAFT_TEXT("Cannot write %1: %2 is not a folder. Choose another folder.")},
    {MessageCode::writeFolderProtected,
     TONEGRAFT_TEXT("Cannot write %1: its folder may not be written to. Choose another folder.")},
    {MessageCode::writePartNoFolder,
     TONEGRAFT_TEXT(
         "Cannot write %1: a part of the path is not a folder. Choose a folder that exists.")},
    {MessageCode::writeReadOnlySystem,
     TONEGRAFT_TEXT("Cannot write %1: the file system is read-only. Choose another folder.")},
    {MessageCode::writeNoPermission,
     TONEGRAFT_TEXT("Cannot write %1: the permission is missing. Choose another folder.")},
    {MessageCode::writeLinkCircle,
     TONEGRAFT_TEXT(
         "Cannot write %1: its symbolic links lead round in a circle. Choose another folder.")},
    {MessageCode::writeNoSpace,
     TONEGRAFT_TEXT(
         "Cannot write %1: the disk is full: it needs %2, and %3 are free. Free some space or "
         "choose another disk.")},
    {MessageCode::writeDiskFull,
     TONEGRAFT_TEXT("Cannot write %1: the disk is full. Free some space or choose another disk.")},
    {MessageCode::writeQuota,
     TONEGRAFT_TEXT(
         "Cannot write %1: the disk quota is used up. Free some space or choose another disk.")},
    {MessageCode::writeTooLarge,
     TONEGRAFT_TEXT(
         "Cannot write %1: the file would be larger than this system allows. Free some space or "
         "choose another disk.")},
    {MessageCode::writeFailed, TONEGRAFT_TEXT("Cannot write %1: %2. Choose another folder.")},
    {MessageCode::writeNoSound,
     TONEGRAFT_TEXT("Cannot write %1: there is no sound to write. Run a transfer first.")},
    {MessageCode::writeUnevenChannels,
     TONEGRAFT_TEXT("Cannot write %1: the channels differ in length. Report this as a bug.")},
    {MessageCode::writeImpossible,
     TONEGRAFT_TEXT(
         "Cannot write %1: a %2 file of %3 channels at %4 Hz is not possible. Choose another "
         "format.")},
    {MessageCode::writeSampleFormat,
     TONEGRAFT_TEXT(
         "Cannot write %1: a %2 file cannot hold samples of %3. Choose another format.")},
    {MessageCode::writeEncoderFailed,
     TONEGRAFT_TEXT("Cannot write %1: the %2 encoder failed. Choose another format.")},
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

namespace detail {
constexpr bool messageTextsAreInOrder() {
    std::size_t next = 0;
    for (const MessageText& text : kMessageTexts) {
        if (text.code != static_cast<MessageCode>(next++)) {
            return false;
        }
    }
    return next == static_cast<std::size_t>(MessageCode::outputLimited) + 1;
}
} // namespace detail
static_assert(detail::messageTextsAreInOrder(), "every code has its text, in the codes' order");

} // namespace tonegraft
