package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.training.Initialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorParametersTest {
  private static final DetectorArchitecture ARCHITECTURE =
      new DetectorArchitecture(
          Presets.named("boxstream_300_mobilenet0.25"), List.of("hat", "person"));

  @TempDir Path directory;

  @Test
  void readsWhatItWrote() {
    Map<String, ParameterArray> arrays = fresh();

    assertThat(read(ARCHITECTURE, arrays).arrays()).isEqualTo(arrays);
  }

  @Tag("parity")
  @Test
  void writesADetectorAsGluonWroteIt() throws IOException {
    Path original = Fixtures.path("ssd_300_mobilenet0.25_voc.params");
    List<String> classes = IntStream.range(0, 20).mapToObj(index -> "class" + index).toList();
    DetectorParameters parameters =
        new DetectorParameters(
            new DetectorArchitecture(Presets.named("ssd_300_mobilenet0.25"), classes));

    StoredDetector detector = parameters.read(original);
    Path copy = directory.resolve("copy.params");
    parameters.write(copy, detector.arrays());

    assertThat(detector.presetAnchors()).isTrue();
    assertThat(Files.mismatch(original, copy)).isEqualTo(-1);
  }

  @Tag("parity")
  @Test
  void readsWhatGluonExported() {
    List<String> classes = IntStream.range(0, 20).mapToObj(index -> "class" + index).toList();
    DetectorParameters parameters =
        new DetectorParameters(
            new DetectorArchitecture(Presets.named("ssd_300_mobilenet0.25"), classes));

    StoredDetector exported =
        parameters.read(Fixtures.path("ssd_300_mobilenet0.25_voc-0000.params"));
    StoredDetector saved = parameters.read(Fixtures.path("ssd_300_mobilenet0.25_voc.params"));

    assertThat(exported.arrays()).isEqualTo(saved.arrays());
    assertThat(exported.anchors()).isEqualTo(saved.anchors());
  }

  @ParameterizedTest
  @CsvSource({
    "features.stages.3.2.weight, vggatrousextractor0_conv8_weight",
    "features.stages.5.2.bias, vggatrousextractor0_dilated_conv1_bias",
    "features.extras.4.2.weight, vggatrousextractor0_extra4_conv1_weight",
    "features.norm4.scale, vggatrousextractor0_normalize0_normalize_scale",
    "features.expand_bn1_moving_var, expand_bn1_moving_var",
    "class_predictors.2.predictor.bias, convpredictor4_conv0_bias",
    "box_predictors.2.predictor.weight, convpredictor5_conv0_weight",
    "anchor_generators.3.anchors, ssdanchorgenerator3_anchor_3"
  })
  void knowsTheNamesOfGluonsTrainingScript(String structural, String legacy) {
    assertThat(LegacyNames.legacy(structural)).isEqualTo(legacy);
  }

  @Test
  void refusesAFileWithoutAnArrayThatIsNeeded() {
    Map<String, ParameterArray> arrays = fresh();
    String name = arrays.keySet().iterator().next();
    arrays.remove(name);

    assertThatThrownBy(() -> read(ARCHITECTURE, arrays))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining(name);
  }

  @Test
  void refusesADetectorOfOtherClasses() {
    DetectorArchitecture other = new DetectorArchitecture(ARCHITECTURE.preset(), List.of("hat"));

    assertThatThrownBy(() -> read(other, fresh())).isInstanceOf(ParameterFileException.class);
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    Map<String, ParameterArray> arrays = fresh();
    String name = arrays.keySet().iterator().next();
    float[] values = arrays.get(name).floats();
    values[values.length / 2] = Float.NaN;
    arrays.put(name, ParameterArray.ofFloats(arrays.get(name).shape(), values));

    assertThatThrownBy(() -> read(ARCHITECTURE, arrays))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("NaN in " + name);
  }

  private StoredDetector read(
      DetectorArchitecture architecture, Map<String, ParameterArray> arrays) {
    Path file = directory.resolve("detector.params");
    ParameterFile.write(file, arrays);
    return new DetectorParameters(architecture).read(file);
  }

  private static Map<String, ParameterArray> fresh() {
    return Initialization.HE.arrays(new DetectorNetwork(ARCHITECTURE).parameters(), 1);
  }
}
