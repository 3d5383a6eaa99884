package io.boxstream.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and removes the inconsistencies of a view after a crash, when it is opened. */
final class ViewRepair {
  private static final Logger LOG = LoggerFactory.getLogger(ViewRepair.class);
  private static final String FORMAT = "format";
  private static final String FORMAT_VERSION = "1";

  private final DataSetIndex index;
  private final ImageFiles files;

  ViewRepair(DataSetIndex index, ImageFiles files) {
    this.index = index;
    this.files = files;
  }

  /** Whether the index is of this version, and every image in it is there as long as it was. */
  boolean isUsable() throws IOException {
    if (!index.property(FORMAT).map(FORMAT_VERSION::equals).orElse(true)) {
      return false;
    }
    try {
      index.forEach(this::requireIntact);
      return true;
    } catch (MissingImageException missing) {
      return false;
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  /**
   * Marks the index as of this version and deletes files of no image. While the index is empty
   * whole images stay: reading the log again needs them.
   */
  void finish() throws IOException {
    index.property(FORMAT, FORMAT_VERSION);
    index.commit();
    boolean empty = index.isEmpty();
    int deleted =
        files.deleteOthers(name -> empty ? SnapshotEntry.isId(name) : index.contains(name));
    LOG.info("Opened a data set view; {} files of no image were deleted", deleted);
  }

  private void requireIntact(IndexedImage image) {
    try {
      if (!files.isIntact(image.entry().id(), image.size())) {
        throw new MissingImageException(image.entry().id(), null);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
