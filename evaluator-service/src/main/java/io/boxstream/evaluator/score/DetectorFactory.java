package io.boxstream.evaluator.score;

import io.boxstream.detection.DetectorArchitecture;
import java.nio.file.Path;

/** Loads a detector. */
@FunctionalInterface
public interface DetectorFactory {

  /**
   * Builds the network and loads its parameters.
   *
   * @param parameters a {@code .params} file, not needed any more afterwards
   * @return a detector that the caller closes
   * @throws RuntimeException when the parameters do not belong to the network
   */
  ImageDetector open(DetectorArchitecture architecture, Path parameters);
}
