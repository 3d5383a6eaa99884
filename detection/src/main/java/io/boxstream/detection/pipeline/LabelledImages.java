package io.boxstream.detection.pipeline;

/** A frozen list of training images. Called by several threads at a time. */
public interface LabelledImages {

  /** How many there are. Never changes. */
  int size();

  /**
   * The image at that position, always the same.
   *
   * @param index from 0 to size() - 1
   */
  LabelledImage get(int index);
}
