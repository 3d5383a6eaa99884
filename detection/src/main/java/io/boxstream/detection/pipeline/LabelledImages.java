package io.boxstream.detection.pipeline;

/** An immutable list of training images. Must be thread-safe. */
public interface LabelledImages {

  /** The number of images. Never changes. */
  int size();

  /**
   * The image at that position, always the same.
   *
   * @param index from 0 to size() - 1
   */
  LabelledImage get(int index);

  /** The id of the image at that position. */
  default String id(int index) {
    return get(index).id();
  }
}
