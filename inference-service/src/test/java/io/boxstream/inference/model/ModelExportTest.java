package io.boxstream.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Preprocessing;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.inference.TestCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {
  @TempDir Path folder;

  private final Artifacts artifacts = new Artifacts(new InMemoryObjectStore());
  private ModelExport export;

  @BeforeEach
  void open() {
    export = new ModelExport(artifacts, folder.resolve("export"));
  }

  @Test
  void packsTheGraphTheParametersAndTheClasses() throws IOException {
    CheckpointId checkpoint = TestCheckpoints.saveFresh(artifacts, 1, 7);

    Map<String, byte[]> files = entries(checkpoint);

    assertThat(files)
        .containsOnlyKeys("detector-symbol.json", "detector-0000.params", "detector-classes.txt");
    assertThat(files.get("detector-classes.txt")).asString().isEqualTo("hat\nperson\n");
    assertThat(files.get("detector-symbol.json")).asString().contains("_contrib_box_nms");
    Path parameters = Files.write(folder.resolve("p"), files.get("detector-0000.params"));
    Path trained =
        artifacts
            .blobs()
            .fetch(artifacts.checkpoints().load(checkpoint).blobs().parameters(), folder);
    DetectorParameters detector =
        new DetectorParameters(
            new DetectorArchitecture(
                Presets.named(TestCheckpoints.PRESET), TestCheckpoints.CLASSES));
    assertThat(detector.read(parameters).arrays()).isEqualTo(detector.read(trained).arrays());
  }

  @Test
  void keepsOnlyTheArchiveOfTheLatestModelAndLetsTheOthersBeReadToTheirEnd() throws IOException {
    CheckpointId first = TestCheckpoints.saveFresh(artifacts, 1, 7);
    CheckpointId second = TestCheckpoints.saveFresh(artifacts, 2, 8);

    try (ModelExport.Archive archive = export.open(identity(first), ModelFormat.MXNET);
        ModelExport.Archive next = export.open(identity(second), ModelFormat.ONNX)) {
      assertThat(archive.content().readAllBytes()).hasSize((int) archive.bytes());
      assertThat(next.bytes()).isPositive();
    }

    try (var files = Files.list(folder.resolve("export"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("run-000002.onnx");
    }
  }

  @Test
  void keepsBothFormatsOfAModel() throws IOException {
    ModelIdentity model = identity(TestCheckpoints.saveFresh(artifacts, 1, 7));

    for (int time = 0; time < 2; time++) {
      for (ModelFormat format : ModelFormat.values()) {
        try (ModelExport.Archive archive = export.open(model, format)) {
          assertThat(archive.content().readAllBytes()).hasSize((int) archive.bytes());
        }
      }
    }

    try (var files = Files.list(folder.resolve("export"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("run-000001.onnx", "run-000001.zip");
    }
  }

  @Test
  void doesNotGiveOutTheFileOfAnEarlierProcess() throws IOException {
    ModelIdentity model = identity(TestCheckpoints.saveFresh(artifacts, 1, 7));
    Path earlier = Files.createDirectories(folder.resolve("export")).resolve("run-000001.zip");
    Files.writeString(earlier, "in the form of an earlier release");

    try (ModelExport.Archive archive = export.open(model, ModelFormat.MXNET)) {
      assertThat(archive.content().readNBytes(2)).asString().isEqualTo("PK");
    }
  }

  @Test
  void refusesANetworkThatThisReleaseDoesNotKnow() {
    CheckpointId checkpoint =
        TestCheckpoints.save(
            artifacts,
            1,
            artifacts.blobs().put(new byte[] {1}),
            Network.of("ssd_9", List.of("hat"), Preprocessing.imageNet(9)));

    assertThatThrownBy(() -> export.open(identity(checkpoint), ModelFormat.MXNET))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no preset ssd_9");
  }

  private Map<String, byte[]> entries(CheckpointId checkpoint) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ModelExport.Archive archive = export.open(identity(checkpoint), ModelFormat.MXNET);
        ZipInputStream zip = new ZipInputStream(archive.content())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static ModelIdentity identity(CheckpointId checkpoint) {
    return new ModelIdentity(
        TestCheckpoints.MODEL,
        1,
        checkpoint.toString(),
        TestCheckpoints.PRESET,
        TestCheckpoints.CLASSES,
        OptionalDouble.empty(),
        Optional.empty());
  }
}
