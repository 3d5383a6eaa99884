package io.boxstream.inference.model;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.inference.Pace;
import java.nio.file.Path;

/** Loads a detector. */
@FunctionalInterface
public interface DetectorFactory {

  /**
   * Builds the network and loads its parameters.
   *
   * @param architecture what the parameters belong to
   * @param parameters a {@code .params} file, read before this returns
   * @param pace how much it takes of the processors
   * @throws RuntimeException if the file does not fit the architecture or is damaged
   */
  Detector open(DetectorArchitecture architecture, Path parameters, Pace pace);
}
