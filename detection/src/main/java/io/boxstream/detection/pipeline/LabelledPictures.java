package io.boxstream.detection.pipeline;

/** A frozen list of training pictures. Called by several threads at a time. */
public interface LabelledPictures {

  /** How many there are. Never changes. */
  int size();

  /**
   * The picture at that position, always the same.
   *
   * @param index from 0 to size() - 1
   */
  LabelledPicture get(int index);
}
