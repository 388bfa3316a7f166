// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/MessageText.h"

namespace tonegraft {

/// Of files that are read and written, in the order of the codes, of which these are the first.
inline constexpr MessageText kFileMessageTexts[] = {
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
};

} // namespace tonegraft
