package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ParameterFile;
import io.boxstream.detection.training.Initialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorNetworkTest {
  @TempDir Path folder;

  static List<String> presets() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetHasANetworkWhoseMapsFitItsAnchors(String name) {
    NetworkGraph graph =
        new DetectorNetwork(architecture(name, 3)).trainingGraph(Kernels.ONEDNN, FineTuning.NONE);

    assertThat(graph.inputs())
        .containsExactly("data", "class_targets", "box_targets", "batch_positives");
    assertThat(graph.parameters()).extracting(ParameterSpec::name).doesNotHaveDuplicates();
  }

  /** SSD.md 1.7, with 20 classes; the running statistics and the input's scale are not trained. */
  @ParameterizedTest
  @CsvSource({
    "ssd_300_vgg16_atrous, 26285486",
    "ssd_512_vgg16_atrous, 27188676",
    "ssd_512_resnet50_v1, 36468974",
    "ssd_512_mobilenet1.0, 13781550",
    "ssd_300_mobilenet0.25, 3254078"
  })
  void hasTheReferencesNumberOfTrainedElements(String name, int elements) {
    List<ParameterSpec> parameters = new DetectorNetwork(architecture(name, 20)).parameters();

    assertThat(
            parameters.stream()
                .filter(spec -> spec.role().trained())
                .mapToInt(ParameterSpec::size)
                .sum())
        .isEqualTo(elements);
  }

  @Test
  void refusesAPresetWhoseAnchorsAreForOtherMaps() {
    DetectorPreset preset =
        new DetectorPreset(
            "odd",
            Backbone.MOBILENET_0_25,
            300,
            List.of(new AnchorLayer(0, 20, 16, 30, 60, List.of(1.0, 2.0))));

    DetectorNetwork network = new DetectorNetwork(new DetectorArchitecture(preset, List.of("hat")));

    assertThatThrownBy(network::inferenceGraph).hasMessageContaining("[19, 10, 5, 3, 2, 1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssd_300_mobilenet0.25", "boxstream_300_lite0"})
  void storesAGraphThatTakesEveryArrayOfTheFileAndGivesTheAnchorsToo(String name) {
    DetectorArchitecture architecture = architecture(name, 2);
    DetectorNetwork network = new DetectorNetwork(architecture);
    Path file = folder.resolve("detector.params");
    new DetectorParameters(architecture)
        .write(file, Initialization.HE.arrays(network.parameters(), 1));
    Map<String, ParameterArray> stored = ParameterFile.read(file);
    NetworkGraph graph =
        new NetworkGraph(network.storedSymbol(), List.of("data"), network.parameters());

    try (NDManager manager = new EngineRuntime().newManager();
        BoundGraph bound =
            new BoundGraph(manager, graph, EngineArrays.upload(manager, stored), false)) {
      NDArray data = manager.zeros(new Shape(1, 3, 300, 300));
      NDList outputs = bound.forward(List.of(data), false);

      assertThat(bound.names()).hasSize(stored.size() + 1).containsAll(stored.keySet());
      assertThat(outputs.get(2).toFloatArray()).isEqualTo(Anchors.of(architecture.preset()));
    }
  }

  private static DetectorArchitecture architecture(String preset, int classes) {
    return new DetectorArchitecture(
        Presets.named(preset), IntStream.range(0, classes).mapToObj(i -> "class" + i).toList());
  }
}
