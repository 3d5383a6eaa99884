package io.boxstream.ingest.archive;

import static java.util.Objects.requireNonNull;

/** The whole archive is rejected: not an archive, unsafe, too large, or without labelled images. */
public final class UnusableArchiveException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with an archive. */
  public enum Fault {
    /** Neither zip nor tar, damaged, or encrypted. */
    NOT_AN_ARCHIVE,
    /**
     * An entry's name points outside the archive: an absolute path, a drive letter or {@code ..}
     * segments.
     */
    UNSAFE_ENTRY_NAME,
    /** Two entries have the same name. Zip readers differ in which one they use. */
    DUPLICATE_ENTRY,
    /** A tar has a link, a device or a sparse file. */
    UNSUPPORTED_ENTRY,
    /** Too many entries or bytes, or a compression ratio that is too high for images. */
    ARCHIVE_TOO_LARGE,
    /** The archive contains no image and no labels. */
    NO_IMAGES,
    /** The archive contains images, and no labels in a format that is understood. */
    UNKNOWN_LAYOUT,
    /** The file with the labels of many images cannot be read. */
    UNUSABLE_LABELS
  }

  private final Fault fault;

  /**
   * @param fault what is wrong
   * @param message human-readable, for the sender of the archive
   */
  public UnusableArchiveException(Fault fault, String message) {
    super(message);
    this.fault = requireNonNull(fault, "fault");
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }
}
