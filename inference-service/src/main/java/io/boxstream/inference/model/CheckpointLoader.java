package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.inference.Pace;
import io.boxstream.images.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a promoted checkpoint from the object store: its manifest, the thresholds of its
 * evaluation, the parameters by their hash, the network, and a first detection. A failed load frees
 * everything.
 */
public final class CheckpointLoader implements ModelLoader, ModelMemory {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointLoader.class);

  private final Artifacts artifacts;
  private final DetectorFactory detectors;
  private final ToLongFunction<DetectorArchitecture> memory;
  private final Path directory;
  private final Supplier<Pace> pace;
  private final EvaluatedThresholds thresholds;

  /**
   * Creates a loader.
   *
   * @param artifacts store of the checkpoints
   * @param detectors loads detectors
   * @param memory what a detector takes, in bytes, by estimate
   * @param directory holds the parameters of the model that was loaded last; must hold no other
   *     files
   * @param pace of the next load: whether a model serves, which must not wait for the processors
   */
  public CheckpointLoader(
      Artifacts artifacts,
      DetectorFactory detectors,
      ToLongFunction<DetectorArchitecture> memory,
      Path directory,
      Supplier<Pace> pace) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.detectors = requireNonNull(detectors, "detectors");
    this.memory = requireNonNull(memory, "memory");
    this.directory = requireNonNull(directory, "directory");
    this.pace = requireNonNull(pace, "pace");
    this.thresholds = new EvaluatedThresholds(artifacts.evaluations());
  }

  @Override
  public LoadedModel load(Promotion promotion) {
    Pace now = pace.get();
    CheckpointManifest manifest =
        now.step(() -> artifacts.checkpoints().load(promotion.checkpoint()));
    DetectorArchitecture architecture = architecture(manifest, promotion);
    ModelIdentity identity = now.step(() -> identity(promotion, architecture));
    Path parameters =
        now.step(() -> artifacts.blobs().fetch(manifest.blobs().parameters(), directory));
    Detector detector = detectors.open(architecture, parameters, now);
    try {
      answerOnce(detector, architecture);
    } catch (RuntimeException e) {
      detector.close();
      throw new ModelLoadException(
          "checkpoint " + promotion.checkpoint() + " does not answer: " + e.getMessage(), e);
    }
    removeAllBut(parameters);
    return new LoadedModel(identity, detector, memory.applyAsLong(architecture));
  }

  @Override
  public long bytes(Promotion promotion) {
    CheckpointManifest manifest = artifacts.checkpoints().load(promotion.checkpoint());
    return memory.applyAsLong(architecture(manifest, promotion));
  }

  private static DetectorArchitecture architecture(
      CheckpointManifest manifest, Promotion promotion) {
    if (!manifest.model().equals(promotion.model())) {
      throw new ModelLoadException(
          "checkpoint %s is one of %s, not of %s"
              .formatted(promotion.checkpoint(), manifest.model(), promotion.model()));
    }
    return ManifestNetwork.architecture(manifest);
  }

  private static void answerOnce(Detector detector, DetectorArchitecture architecture) {
    int side = architecture.preset().inputSize();
    byte[] grey = new byte[3 * side * side];
    Arrays.fill(grey, (byte) 127);
    RgbImage image = new RgbImage(side, side, grey);
    List<List<Detection>> answer = detector.detect(List.of(image));
    if (answer.size() != 1) {
      throw new ModelLoadException(answer.size() + " answers for an image");
    }
  }

  private ModelIdentity identity(Promotion promotion, DetectorArchitecture architecture) {
    return new ModelIdentity(
        promotion.model(),
        promotion.generation(),
        promotion.checkpoint().toString(),
        architecture.preset().name(),
        architecture.classes(),
        promotion.voc07().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        thresholds.of(promotion));
  }

  /**
   * The engine has read its file; what older generations left behind would fill the disk in the
   * end.
   */
  private void removeAllBut(Path parameters) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> !file.equals(parameters)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("Could not remove older parameters from {}", directory, e);
    }
  }
}
