package io.boxstream.ingest.archive;

/**
 * How much an archive may hold.
 *
 * @param entries most entries, folders included
 * @param totalBytes most bytes of all entries unpacked
 * @param ratio most unpacked bytes per packed byte of an entry; images are near one, XML near ten
 */
public record ArchiveLimits(int entries, long totalBytes, int ratio) {

  /** Entries smaller than this may be packed as tightly as they like. */
  public static final long RATIO_FREE_BYTES = 1024 * 1024;

  /** Checks that each limit is positive. */
  public ArchiveLimits {
    if (entries < 1 || totalBytes < 1 || ratio < 1) {
      throw new IllegalArgumentException(
          "limits of " + entries + " entries, " + totalBytes + " bytes, ratio " + ratio);
    }
  }
}
