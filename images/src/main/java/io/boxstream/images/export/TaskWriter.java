package io.boxstream.images.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes images as tasks of a labelling tool, with pre-annotations. Used by one thread. */
public interface TaskWriter extends Closeable {

  /**
   * Writes a task.
   *
   * @param bytes the encoded image
   */
  void add(PredictedImage image, byte[] bytes) throws IOException;

  /** Writes what describes the tasks as a whole, after the last one. */
  void finish() throws IOException;
}
