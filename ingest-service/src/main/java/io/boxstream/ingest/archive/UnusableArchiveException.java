package io.boxstream.ingest.archive;

import static java.util.Objects.requireNonNull;

/** The whole archive is refused: not a zip, dangerous, too large, or without images. */
public final class UnusableArchiveException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with an archive. */
  public enum Fault {
    /** Not a zip, damaged, or encrypted. */
    NOT_AN_ARCHIVE,
    /** An entry's name leaves the archive: absolute, a drive, or with dots that climb. */
    UNSAFE_ENTRY_NAME,
    /** Two entries of one name: readers disagree about which one counts. */
    DUPLICATE_ENTRY,
    /** More entries or bytes than allowed, or packed tighter than images ever are. */
    ARCHIVE_TOO_LARGE,
    /** No image and no annotation in it. */
    NO_IMAGES
  }

  private final Fault fault;

  /**
   * @param fault what is wrong
   * @param message for the person who sent the archive
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
