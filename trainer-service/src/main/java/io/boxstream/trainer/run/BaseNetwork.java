package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.parameters.BaseNetworkFile;
import io.boxstream.detection.parameters.ParameterFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with a network to start from where there is no promoted checkpoint yet.
 *
 * @param file a {@code .params} file: a detector of GluonCV's or of ours, or the base network of
 *     one; or a safetensors file with a base network of torchvision's or timm's
 * @param classes the classes that the file's detector distinguishes, in order; none to take only
 *     what comes before its class predictors
 */
public record BaseNetwork(Path file, List<String> classes) {

  public BaseNetwork {
    requireNonNull(file, "file");
    classes = List.copyOf(classes);
  }

  /**
   * Checks that a detector can start from it.
   *
   * @throws RunFailedException if not; the message names the file and the array, and says what to
   *     do
   */
  public void requireFor(DetectorArchitecture architecture) {
    if (!Files.isReadable(file)) {
      throw refused(file + " cannot be read", null);
    }
    try {
      new BaseNetworkFile(architecture).read(file, classes);
    } catch (ParameterFileException unfit) {
      throw refused(unfit.getMessage(), unfit);
    }
  }

  private RunFailedException refused(String reason, ParameterFileException cause) {
    return new RunFailedException(
        FailureCode.INVALID_CONFIGURATION,
        "no run can start: %s. Name another file or preset, or leave boxstream.trainer.base.file away"
            .formatted(reason),
        cause);
  }
}
