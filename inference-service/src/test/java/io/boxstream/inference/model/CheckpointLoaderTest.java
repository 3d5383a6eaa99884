package io.boxstream.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Preprocessing;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.inference.Pace;
import io.boxstream.detection.network.PresetDescription;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.TestCheckpoints;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointLoaderTest {
  private static final byte[] PARAMETERS = "parameters".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Artifacts artifacts = new Artifacts(store);
  private final Recorder recorder = new Recorder();

  @Test
  void opensTheParametersAndAnswersOnce() throws Exception {
    // Given
    CheckpointId checkpoint = TestCheckpoints.save(artifacts, 3, artifacts.blobs().put(PARAMETERS));

    // When
    LoadedModel model = load(checkpoint);

    // Then
    assertThat(recorder.opened).isEqualTo(PARAMETERS);
    assertThat(recorder.architecture.classes()).isEqualTo(TestCheckpoints.CLASSES);
    assertThat(recorder.batches).containsExactly(1);
    assertThat(model.identity())
        .isEqualTo(
            new ModelIdentity(
                TestCheckpoints.MODEL,
                2,
                "run-000003",
                TestCheckpoints.PRESET,
                TestCheckpoints.CLASSES,
                OptionalDouble.of(0.5),
                Optional.empty()));
    model.close();
    assertThat(recorder.closed).isTrue();
  }

  @Test
  void findsTheThresholdsOfTheEvaluationThatThePromotionNames() {
    // Given
    CheckpointId checkpoint = TestCheckpoints.save(artifacts, 3, artifacts.blobs().put(PARAMETERS));
    ScoreThresholds thresholds = new ScoreThresholds(0.4, Map.of("hat", 0.3));
    TestCheckpoints.evaluate(artifacts, checkpoint, Optional.of(thresholds));

    // When, Then
    assertThat(load(checkpoint).identity().thresholds()).contains(thresholds);
  }

  @Test
  void servesWithoutThresholdsWhereTheDetailsOfTheEvaluationAreGone() {
    // Given
    CheckpointId checkpoint = TestCheckpoints.save(artifacts, 3, artifacts.blobs().put(PARAMETERS));
    store.delete(
        TestCheckpoints.evaluate(
                artifacts, checkpoint, Optional.of(new ScoreThresholds(0.4, Map.of())))
            .key());

    // When, Then
    assertThat(load(checkpoint).identity().thresholds()).isEmpty();
  }

  @Test
  void keepsOnlyTheNewestParameters() throws Exception {
    // Given
    CheckpointId first = TestCheckpoints.save(artifacts, 1, artifacts.blobs().put(PARAMETERS));
    CheckpointId second =
        TestCheckpoints.save(artifacts, 2, artifacts.blobs().put(new byte[] {1, 2, 3}));

    // When
    load(first).close();
    load(second).close();

    // Then
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly(Sha256.of(new byte[] {1, 2, 3}));
    }
  }

  @Test
  void refusesAMissingBlob() {
    CheckpointId checkpoint =
        TestCheckpoints.save(artifacts, 1, new BlobReference("ab".repeat(32), 10));

    assertThatThrownBy(() -> load(checkpoint)).isInstanceOf(ObjectNotFoundException.class);
  }

  @Test
  void refusesOtherBytesThanTheManifestNames() {
    // Given
    BlobReference reference = artifacts.blobs().put(PARAMETERS);
    CheckpointId checkpoint = TestCheckpoints.save(artifacts, 1, reference);
    store.put(reference.key(), "PARAMETERS".getBytes(StandardCharsets.UTF_8));

    // When, Then
    assertThatThrownBy(() -> load(checkpoint)).isInstanceOf(CorruptBlobException.class);
    assertThat(recorder.opened).isNull();
  }

  @Test
  void refusesAPresetOfAnotherRelease() {
    CheckpointId checkpoint =
        TestCheckpoints.save(
            artifacts,
            1,
            artifacts.blobs().put(PARAMETERS),
            Network.of("ssd_900_tomorrow", List.of("hat"), Preprocessing.imageNet(900)));

    assertThatThrownBy(() -> load(checkpoint))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("ssd_900_tomorrow");
  }

  @Test
  void opensAPresetOfTheUsersOwn() {
    DetectorPreset known = Presets.named(TestCheckpoints.PRESET);
    DetectorPreset own = new DetectorPreset("mine", known.backbone(), 300, known.layers());
    CheckpointId checkpoint =
        TestCheckpoints.save(
            artifacts,
            1,
            artifacts.blobs().put(PARAMETERS),
            new Network(
                "mine",
                Optional.of(PresetDescription.write(own)),
                List.of("hat"),
                Preprocessing.imageNet(300)));

    load(checkpoint).close();

    assertThat(recorder.architecture.preset()).isEqualTo(own);
  }

  @Test
  void refusesAnInputSizeThatIsNotThePresets() {
    CheckpointId checkpoint =
        TestCheckpoints.save(
            artifacts,
            1,
            artifacts.blobs().put(PARAMETERS),
            Network.of(TestCheckpoints.PRESET, List.of("hat"), Preprocessing.imageNet(512)));

    assertThatThrownBy(() -> load(checkpoint))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("512");
  }

  @Test
  void refusesANormalizationThatIsNotThePresets() {
    Preprocessing other = new Preprocessing(300, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));
    CheckpointId checkpoint =
        TestCheckpoints.save(
            artifacts,
            1,
            artifacts.blobs().put(PARAMETERS),
            Network.of(TestCheckpoints.PRESET, List.of("hat"), other));

    assertThatThrownBy(() -> load(checkpoint))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("0.25");
  }

  @Test
  void closesADetectorThatDoesNotAnswer() {
    // Given
    CheckpointId checkpoint = TestCheckpoints.save(artifacts, 1, artifacts.blobs().put(PARAMETERS));
    recorder.failure = new IllegalStateException("not a number");

    // When, Then
    assertThatThrownBy(() -> load(checkpoint))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("checkpoint run-000001 does not answer: not a number");
    assertThat(recorder.closed).isTrue();
  }

  private LoadedModel load(CheckpointId checkpoint) {
    return new CheckpointLoader(
            artifacts, recorder, architecture -> 7, directory, () -> Pace.BESIDE_OTHERS)
        .load(TestCheckpoints.promotion(2, checkpoint));
  }

  /** Opens itself. Remembers what it was given. */
  private static final class Recorder implements DetectorFactory, Detector {
    private final List<Integer> batches = new ArrayList<>();
    private DetectorArchitecture architecture;
    private byte[] opened;
    private RuntimeException failure;
    private boolean closed;

    @Override
    public Detector open(DetectorArchitecture wanted, Path parameters, Pace wantedPace) {
      assertThat(wantedPace).isEqualTo(Pace.BESIDE_OTHERS);
      architecture = wanted;
      try {
        opened = Files.readAllBytes(parameters);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return this;
    }

    @Override
    public List<List<Detection>> detect(List<RgbImage> images) {
      if (failure != null) {
        throw failure;
      }
      batches.add(images.size());
      return images.stream().map(image -> List.<Detection>of()).toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
