// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// What the engine can tell the user, each with its words and its arguments' places in
/// tonegraft/MessageTexts.h.
enum class MessageCode {
    // worded already: the application's own errors
    plain,
    // what only a mistake in Tonegraft or a broken system can cause
    internal,
    // a file cannot be read: %1 is its path
    readNoFile,
    readNoFolder,
    readNoPermission,
    readLinkCircle,
    readNameTooLong,
    readDiskFailed,
    readFailed,
    readNoRegularFile,
    readNameEmpty,
    readNameZeroByte,
    readEmptyFile,
    readUnknownFormat,
    readTagOnly,
    readHeaderOnly,
    readOggCoding,
    readCoding,
    readNoTrack,
    readCopyProtected,
    readHeaderCutOff,
    readHeaderMissing,
    readHeaderPackets,
    readHeaderChannels,
    readHeaderRate,
    readHeaderBits,
    readDamagedData,
    readNothingDecoded,
    readChannels,
    readRate,
    readTooLong,
    readNeedsMemory,
    readOutOfMemory,
    readRegionStart,
    readRegionLength,
    readRegionTooLong,
    readRegionBeyondEnd,
    // a file was read, but: %1 is its path
    cutOff,
    noProperEnd,
    headerClaimsMore,
    headerClaimsLess, // %2: bytes, %3: bytes behind them
    neverClosed,
    damagedParts,
    replacedSamples,
    severalTracks,
    // a file cannot be written: %1 is its path
    writeNoName,
    writeNameZeroByte,
    writeNameTooLong,
    writeNoRegularFile,
    writeSameFile,
    writeProtected,
    writeNoFile,
    writeNoFolder,
    writeIntoNoFolder,
    writeFolderProtected,
    writePartNoFolder,
    writeReadOnlySystem,
    writeNoPermission,
    writeLinkCircle,
    writeNoSpace,
    writeDiskFull,
    writeQuota,
    writeTooLarge,
    writeFailed,
    writeNoSound,
    writeUnevenChannels,
    writeImpossible,
    writeSampleFormat,
    writeEncoderFailed,
    // a clip or a region cannot be used: %1 is "content", "style" or "output" where it is a clip
    clipEmpty,
    clipSamplesTooFew,
    clipRate,
    resampleRates,
    loudnessMemory,
    loudnessFormat,
    loudnessNoNumbers,
    regionNoTime,
    regionBeyondEnd,
    regionNeedsMemory,
    regionLimited,
    measureEmpty,
    measureTooShort,
    measureNoNumbers,
    measureSilent,
    measureSame,
    // settings: %1 is the control's label
    settingRange,
    settingRangeOrInfinite,
    threadsRange,
    unknownMethod,
    // a transfer
    transferNoSamples,
    transferUnevenChannels,
    transferNoNumbers,
    transferSilent,
    transferTooShort,
    transferTooShortForWindow,
    transferChannels,
    transferRate,
    transferNothingInBand, // %2: Hz
    transferNeedsMemory,
    transferNeedsMemoryOrFilters,
    transferNeedsMemoryOfFilters, // no region is short enough, but %3 filters are few enough
    transferNeedsMemoryAtAll,     // neither
    transferOutOfMemory,
    transferNotFinite,
    transferTooShortForNetwork,
    // a network's weights cannot be used: %1 is the file's path
    networkDamaged, // %2: what is wrong with it
    networkNamesTwice,
    networkTensorDamaged, // %2: the tensor, %3: what is wrong with it
    networkTensorMissing,
    networkTensorShape,
    networkTensorType,
    networkTensorNoNumbers,
    networkOfOtherKind,
    networkUnknown,
    networkMeansNothing, // %1: the method
    networkNeeded,       // %1: the network
    // the library of networks: %1 is the reason
    networksNotLoaded,
    networksFailed,
    // a transfer came to its end, but
    objectiveRanAway,
    stoppedUnprepared,
    outputQuieter,
    sameStatistics,
    firstSecondsOnly,
    worksInMono,
    transferCancelsInMono, // %2: the method
    styleFramesChosen,
    contentFrom, // %1: second
    // the method grinstein
    transferTooShortForModulations,
    transferRateTooLow,
    slowModulationsLeftOut,
    lastLayersLeftOut,
    // a transfer came to its end, but
    outputLimited, // %1: dB
};

} // namespace tonegraft
