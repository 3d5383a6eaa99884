package io.boxstream.dataset;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Whether the index has this format version. */
  boolean isReadable() {
    return index.property(FORMAT).map(FORMAT_VERSION::equals).orElse(true);
  }

  /**
   * Counts the images of the index. Takes time for each image.
   *
   * @return the counts; empty if an image has no file of the right size
   */
  Optional<DataSetCounter> count() {
    DataSetCounter counter = new DataSetCounter();
    try {
      index.forEach(
          image -> {
            requireIntact(image);
            counter.add(image.entry());
          });
      return Optional.of(counter);
    } catch (MissingImageException missing) {
      return Optional.empty();
    }
  }

  /**
   * Sets the format version of the index and deletes files without an image. While the index is
   * empty, complete image files are kept, because reading the topic again needs them.
   *
   * @return whether such files were kept
   */
  boolean finish() throws IOException {
    index.property(FORMAT, FORMAT_VERSION);
    index.commit();
    boolean empty = index.size() == 0;
    AtomicBoolean kept = new AtomicBoolean();
    int deleted = files.deleteOthers(name -> empty ? isKept(name, kept) : index.contains(name));
    LOG.info("Opened a data set view, deleted {} files without an image", deleted);
    return kept.get();
  }

  private static boolean isKept(String name, AtomicBoolean kept) {
    boolean complete = SnapshotEntry.isId(name);
    kept.compareAndSet(false, complete);
    return complete;
  }

  private void requireIntact(IndexedImage image) {
    if (!files.isIntact(image.entry().id(), image.size())) {
      throw new MissingImageException(image.entry().id(), null);
    }
  }
}
