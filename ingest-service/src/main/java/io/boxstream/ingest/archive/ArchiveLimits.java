package io.boxstream.ingest.archive;

/**
 * Limits for the content of an archive.
 *
 * @param entries maximum number of entries, folders included
 * @param totalBytes maximum unpacked size of all entries in bytes
 * @param ratio maximum compression ratio of an entry; images have a ratio of about 1, XML of about
 *     10
 */
public record ArchiveLimits(int entries, long totalBytes, int ratio) {

  /** The compression ratio of smaller entries is not limited. */
  public static final long RATIO_FREE_BYTES = 1024 * 1024;

  /** A refusal because of {@link #entries}. */
  UnusableArchiveException tooManyEntries() {
    return tooLarge("it has more than " + entries + " entries", "max-entries");
  }

  /** A refusal because of {@link #totalBytes}. */
  UnusableArchiveException tooManyBytes() {
    return tooLarge("it unpacks to more than " + totalBytes + " bytes", "max-unpacked");
  }

  /** A refusal because of {@link #ratio}. */
  UnusableArchiveException tooHighRatio(String name) {
    return tooLarge(name + " unpacks to more than " + ratio + " times its size", "max-ratio");
  }

  private static UnusableArchiveException tooLarge(String reason, String key) {
    return new UnusableArchiveException(
        UnusableArchiveException.Fault.ARCHIVE_TOO_LARGE,
        "the archive is refused: %s (boxstream.ingest.archive.%s)".formatted(reason, key));
  }

  /** Checks that each limit is positive. */
  public ArchiveLimits {
    if (entries < 1 || totalBytes < 1 || ratio < 1) {
      throw new IllegalArgumentException(
          "limits of " + entries + " entries, " + totalBytes + " bytes, ratio " + ratio);
    }
  }
}
