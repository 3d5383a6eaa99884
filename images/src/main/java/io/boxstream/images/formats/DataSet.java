package io.boxstream.images.formats;

import java.util.List;
import java.util.function.Supplier;

/** Labelled images. Several threads may read labels. */
public interface DataSet extends AutoCloseable {

  /** What was read, for people: {@code COCO, 2 files, splits train and val}. */
  String description();

  /**
   * Every image, those for the test first, then validation, then training. The order is the same
   * whenever the same files are read.
   */
  List<LabelledItem> items();

  /**
   * The labels of an image.
   *
   * @param item position in {@link #items}
   * @param size of the upright image, read only where the labels are relative to it; {@link
   *     DeclaredSize#UNKNOWN} where the image cannot be read
   * @throws MalformedAnnotationException if the labels of this image cannot be used
   * @throws UnreadableFileException if the file with the labels is damaged
   */
  ItemLabels labels(int item, Supplier<DeclaredSize> size);

  /** What the sender may not expect, for people. */
  List<String> warnings();

  @Override
  void close();
}
