package io.boxstream.detection.parameters;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorArchitecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The base networks that come with Boxstream, trained on ImageNet. {@code detection/weights} says
 * where they are from and how the files were made.
 */
public final class BundledBase {
  private static final Map<Backbone, String> FILES =
      Map.of(Backbone.EFFICIENTNET_LITE0, "efficientnet_lite0.safetensors");

  private BundledBase() {}

  /** Whether there is a base network for detectors on that backbone. */
  public static boolean exists(Backbone backbone) {
    return FILES.containsKey(backbone);
  }

  /**
   * Reads the base network of a detector.
   *
   * @return arrays by structural name
   * @throws IllegalArgumentException if there is none for its backbone
   */
  public static Map<String, ParameterArray> read(DetectorArchitecture architecture) {
    Backbone backbone = architecture.preset().backbone();
    if (!exists(backbone)) {
      throw new IllegalArgumentException(
          "no base network comes with Boxstream for the backbone " + backbone.label());
    }
    try {
      Path file = Files.createTempFile("base", ".safetensors");
      try (InputStream bytes =
          requireNonNull(BundledBase.class.getResourceAsStream(FILES.get(backbone)))) {
        Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        return new BaseNetworkFile(architecture).read(file, List.of());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the base network to a temporary file", e);
    }
  }
}
