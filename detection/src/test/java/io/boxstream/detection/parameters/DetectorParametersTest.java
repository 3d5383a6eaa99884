package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.training.Initialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorParametersTest {
  private static final DetectorArchitecture ARCHITECTURE =
      new DetectorArchitecture(
          Presets.named("boxstream_300_mobilenet0.25"), List.of("hat", "person"));

  private static final String FIRST = "features.mobilenet0_conv0_weight";

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

    assertThat(detector.anchors()).isEqualTo(Anchors.of(Presets.named("ssd_300_mobilenet0.25")));
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
    "features.stage1.0.weight, resnetv1b_conv0_weight",
    "features.stage1.1.running_var, resnetv1b_batchnorm0_running_var",
    "features.stage2.0.3.conv2.weight, resnetv1b_layers3_conv7_weight",
    "features.stage1.5.1.bn1.gamma, resnetv1b_layers2_batchnorm2_gamma",
    "features.stage2.1.0.downsample.0.weight, resnetv1b_down4_conv0_weight",
    "features.stage2.1.0.downsample.1.beta, resnetv1b_down4_batchnorm0_beta",
    "features.more_stages.3.2.bias, resnetv1bssd0_conv7_bias",
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
    arrays.remove("features.mobilenet0_conv3_weight");

    assertRefused(
        () -> read(ARCHITECTURE, arrays),
        "has no features.mobilenet0_conv3_weight, which a boxstream_300_mobilenet0.25 of 2 classes needs");
  }

  @Test
  void refusesAnArrayOfAnotherShape() {
    DetectorArchitecture other = new DetectorArchitecture(ARCHITECTURE.preset(), List.of("hat"));

    assertRefused(
        () -> read(other, fresh()),
        "has class_predictors.0.predictor.weight as FLOAT32 [12, 64, 3, 3];"
            + " a boxstream_300_mobilenet0.25 of 1 classes needs FLOAT32 [8, 64, 3, 3]");
  }

  @Test
  void refusesAnArrayOfWholeNumbers() {
    Map<String, ParameterArray> arrays = fresh();
    arrays.put(FIRST, ParameterArray.ofLongs(List.of(8, 3, 3, 3), new long[216]));

    assertRefused(() -> read(ARCHITECTURE, arrays), "has " + FIRST + " as INT64 [8, 3, 3, 3];");
  }

  @Test
  void refusesAnchorsForAnotherMap() {
    Map<String, ParameterArray> arrays = fresh();
    String name = "anchor_generators.0.anchors";
    arrays.put(name, ParameterArray.ofFloats(List.of(1, 1, 2, 2, 16), new float[64]));

    assertRefused(() -> read(ARCHITECTURE, arrays), "has " + name + " as FLOAT32 [1, 1, 2, 2, 16]");
  }

  /** The names stand at the end, so only the order tells which array the file ends in. */
  @Test
  void namesTheArrayInWhichATruncatedFileEnds() throws IOException {
    Path file = directory.resolve("truncated.params");
    new DetectorParameters(ARCHITECTURE).write(file, fresh());
    int end;
    try (ParameterFileReader reader = ParameterFileReader.open(file)) {
      end = (int) reader.headers().get("features.mobilenet0_conv2_weight").position() + 10;
    }
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), end));

    assertRefused(
        () -> new DetectorParameters(ARCHITECTURE).read(file),
        "with 10 bytes to come; in a file of a boxstream_300_mobilenet0.25 of 2 classes"
            + " this array is features.mobilenet0_conv2_weight, FLOAT32 [16, 8, 1, 1]");
  }

  @Test
  void namesOnlyTheNumberWhereTheFileIsInAnotherOrder() throws IOException {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    arrays.put("other", ParameterArray.ofFloats(List.of(1), new float[1]));
    arrays.putAll(fresh());
    Path file = write(arrays);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));

    assertThatThrownBy(() -> new DetectorParameters(ARCHITECTURE).read(file))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("array 3 of ")
        .hasMessageNotContaining("in a file of");
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    Map<String, ParameterArray> arrays = fresh();
    float[] values = arrays.get(FIRST).floats();
    values[values.length / 2] = Float.NaN;
    arrays.put(FIRST, ParameterArray.ofFloats(arrays.get(FIRST).shape(), values));

    assertRefused(() -> read(ARCHITECTURE, arrays), "NaN in " + FIRST);
  }

  private static void assertRefused(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading)
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining(message);
  }

  private StoredDetector read(
      DetectorArchitecture architecture, Map<String, ParameterArray> arrays) {
    return new DetectorParameters(architecture).read(write(arrays));
  }

  private Path write(Map<String, ParameterArray> arrays) {
    Path file = directory.resolve("detector.params");
    ParameterFile.write(file, arrays);
    return file;
  }

  private static Map<String, ParameterArray> fresh() {
    return Initialization.HE.arrays(new DetectorNetwork(ARCHITECTURE).parameters(), 1);
  }
}
