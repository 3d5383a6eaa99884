package io.boxstream.benchmarks;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.training.Initialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A detector that has learnt nothing, in a file that goes when this is closed.
 *
 * @param architecture what it is
 * @param file its parameters
 */
record StoredSample(DetectorArchitecture architecture, Path file) implements AutoCloseable {

  /** Writes a detector of that preset. */
  static StoredSample of(String preset) throws IOException {
    return of(Samples.architecture(preset));
  }

  /** Writes a detector. */
  static StoredSample of(DetectorArchitecture architecture) throws IOException {
    Path file = Files.createTempFile("benchmark", ".params");
    new DetectorParameters(architecture)
        .write(
            file,
            Initialization.REFERENCE.arrays(new DetectorNetwork(architecture).parameters(), 1));
    return new StoredSample(architecture, file);
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}
