package io.boxstream.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and repairs inconsistencies after a crash when a view is opened. */
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

  /**
   * Whether the index has this format version and every image in it has a file of the right size.
   */
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
   * Sets the format version of the index and deletes files without an image. While the index is
   * empty, complete image files are kept, because reading the topic again needs them.
   */
  void finish() throws IOException {
    index.property(FORMAT, FORMAT_VERSION);
    index.commit();
    boolean empty = index.isEmpty();
    int deleted =
        files.deleteOthers(name -> empty ? SnapshotEntry.isId(name) : index.contains(name));
    LOG.info("Opened a data set view, deleted {} files without an image", deleted);
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
