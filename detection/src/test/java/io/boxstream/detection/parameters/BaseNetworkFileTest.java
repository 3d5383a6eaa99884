package io.boxstream.detection.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.training.Initialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The name lists in {@code base-names} were taken from files that GluonCV wrote: every array of a
 * base network by its name in a detector (found by its values in a detector that GluonCV built on
 * that file), in the file, and in a file of the older kind. The list of ResNet 50 v1b was made by
 * the rules of GluonCV's source, which has no detector on that network.
 */
class BaseNetworkFileTest {
  private static final DetectorArchitecture SMALL = architecture("ssd_300_mobilenet0.25");
  private static final String CLASS_WEIGHTS = "class_predictors.0.predictor.weight";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "vgg16_atrous, ssd_300_vgg16_atrous, vggatrousextractor0_",
    "vgg16_atrous, ssd_512_vgg16_atrous, vggbase0_",
    "resnet50_v1, ssd_512_resnet50_v1, resnetv10_",
    "mobilenet, ssd_512_mobilenet1.0, mobilenet0_",
    "mobilenet, ssd_300_mobilenet0.25, mobilenet7_",
    "mobilenet, boxstream_300_mobilenet0.25, mobilenet0_",
    "resnet34_v1b, ssd_300_resnet34_v1b, resnetv1b_",
    "resnet50_v1b, ssd_512_resnet50_v1b, resnetv1b0_"
  })
  void putsEveryArrayOfABaseNetworkWhereGluonPutsIt(String list, String preset, String network)
      throws IOException {
    DetectorArchitecture architecture = architecture(preset);
    Map<String, ParameterArray> base = base(architecture, list);

    for (Function<String[], String> naming :
        List.<Function<String[], String>>of(
            columns -> columns[1], columns -> columns[2], columns -> network + columns[2])) {
      Map<String, ParameterArray> named = new LinkedHashMap<>();
      for (String[] columns : names(list)) {
        named.put(naming.apply(columns), base.get(columns[0]));
      }
      assertThat(read(architecture, named, List.of())).containsExactlyInAnyOrderEntriesOf(base);
    }
  }

  /** The lists are in the order of the detectors' files. */
  @ParameterizedTest
  @CsvSource({
    "vgg16_atrous, ssd_300_vgg16_atrous",
    "resnet50_v1, ssd_512_resnet50_v1",
    "mobilenet, ssd_512_mobilenet1.0",
    "resnet34_v1b, ssd_300_resnet34_v1b"
  })
  void writesThoseArraysInGluonsOrder(String list, String preset) throws IOException {
    List<String> order = names(list).stream().map(columns -> columns[0]).toList();
    Path file = folder.resolve("detector.params");

    new DetectorParameters(architecture(preset)).write(file, detector(architecture(preset)));

    try (ParameterFileReader reader = ParameterFileReader.open(file)) {
      assertThat(reader.headers().keySet().stream().filter(order::contains).toList())
          .isEqualTo(order);
    }
  }

  @Test
  void refusesTheBaseNetworkOfAnotherPreset() throws IOException {
    Map<String, ParameterArray> vgg = new LinkedHashMap<>();
    base(architecture("ssd_300_vgg16_atrous"), "vgg16_atrous")
        .forEach((name, array) -> vgg.put(name.replaceFirst("features.", ""), array));

    assertThatThrownBy(() -> read(SMALL, vgg, List.of()))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("neither a detector on the base network of ssd_300_mobilenet0.25")
        .hasMessageContaining("init_scale");
  }

  @Test
  void namesTheArrayThatDoesNotFit() throws IOException {
    Map<String, ParameterArray> wide = new LinkedHashMap<>();
    base(architecture("ssd_512_mobilenet1.0"), "mobilenet")
        .forEach((name, array) -> wide.put(BaseNames.published(name).orElseThrow(), array));

    assertThatThrownBy(() -> read(SMALL, wide, List.of()))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining(
            "has features.0.weight (features.mobilenet0_conv0_weight) as FLOAT32 [32, 3, 3, 3];")
        .hasMessageContaining("needs FLOAT32 [8, 3, 3, 3]");
  }

  @Test
  void takesADetectorWithItsClassPredictorsUnderEitherKindOfName() {
    Map<String, ParameterArray> detector = detector(SMALL);
    Map<String, ParameterArray> older = renamed(detector, LegacyNames::legacy);
    Map<String, ParameterArray> exported =
        renamed(detector, name -> "arg:ssd15_" + LegacyNames.legacy(name));
    DetectorArchitecture other = new DetectorArchitecture(SMALL.preset(), List.of("hat"));

    assertThat(read(other, detector, SMALL.classes())).isEqualTo(detector);
    assertThat(read(other, older, SMALL.classes())).isEqualTo(detector);
    assertThat(read(other, exported, SMALL.classes())).isEqualTo(detector);
  }

  @Test
  void takesWhatFitsOfADetectorWithOtherMaps() {
    DetectorArchitecture finer = architecture("boxstream_300_mobilenet0.25");

    Map<String, ParameterArray> taken = read(finer, detector(SMALL), SMALL.classes());

    assertThat(taken)
        .containsKey("features.mobilenet0_conv26_weight")
        .doesNotContainKey("features.expand_conv0_weight")
        .doesNotContainKey(CLASS_WEIGHTS);
  }

  @Test
  void takesPredictorsOfTheSameAnchors() {
    Map<String, ParameterArray> detector = detector(SMALL);
    Map<String, ParameterArray> stored = new LinkedHashMap<>(detector);
    stored.putAll(new StoredAnchors(SMALL.preset()).arrays());

    assertThat(read(SMALL, stored, SMALL.classes())).isEqualTo(detector);
  }

  @Test
  void leavesPredictorsThatHaveLearntWithOtherAnchors() {
    Map<String, ParameterArray> stored = detector(SMALL);
    Map<String, ParameterArray> anchors = new StoredAnchors(SMALL.preset()).arrays();
    ParameterArray first = anchors.get("anchor_generators.0.anchors");
    float[] moved = first.floats().clone();
    moved[16] += 8;
    anchors.put("anchor_generators.0.anchors", ParameterArray.ofFloats(first.shape(), moved));
    stored.putAll(anchors);

    assertThat(read(SMALL, stored, List.of()))
        .containsKey("features.mobilenet0_conv0_weight")
        .containsKey("box_predictors.1.predictor.weight")
        .doesNotContainKey(CLASS_WEIGHTS)
        .doesNotContainKey("box_predictors.0.predictor.weight");
    assertThatThrownBy(() -> read(SMALL, stored, SMALL.classes()))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("anchor 4 of anchor_generators.0.anchors is [20.0, 4.0, 21.0, 21.0]")
        .hasMessageContaining("not [12.0, 4.0, 21.0, 21.0]")
        .hasMessageContaining("ssd_300_mobilenet0.25");
  }

  @Test
  void refusesADetectorOfAnotherNumberOfClasses() {
    assertThatThrownBy(() -> read(SMALL, detector(SMALL), List.of("hat")))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining(CLASS_WEIGHTS + " as FLOAT32 [12, 128, 3, 3];")
        .hasMessageContaining("of 1 classes with 4 anchors a cell has 8 rows there");
  }

  @Test
  void refusesClassesOfABaseNetwork() throws IOException {
    Map<String, ParameterArray> base = new LinkedHashMap<>();
    base(SMALL, "mobilenet")
        .forEach((name, array) -> base.put(BaseNames.published(name).orElseThrow(), array));

    assertThatThrownBy(() -> read(SMALL, base, List.of("hat")))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("tells no classes apart");
  }

  private Map<String, ParameterArray> read(
      DetectorArchitecture architecture, Map<String, ParameterArray> arrays, List<String> classes) {
    Path file = folder.resolve("base.params");
    ParameterFile.write(file, arrays);
    return new BaseNetworkFile(architecture).read(file, classes);
  }

  /** The arrays of a list, each with values of its own. */
  private static Map<String, ParameterArray> base(DetectorArchitecture architecture, String list)
      throws IOException {
    Map<String, ParameterSpec> specs =
        new DetectorNetwork(architecture)
            .parameters().stream().collect(Collectors.toMap(ParameterSpec::name, spec -> spec));
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    float value = 1;
    for (String[] columns : names(list)) {
      ParameterSpec spec = specs.get(columns[0]);
      float[] values = new float[spec.size()];
      Arrays.fill(values, value++);
      arrays.put(spec.name(), ParameterArray.ofFloats(spec.shape(), values));
    }
    return arrays;
  }

  private static List<String[]> names(String list) throws IOException {
    try (InputStream stream =
        BaseNetworkFileTest.class.getResourceAsStream("/base-names/" + list + ".txt")) {
      return new String(stream.readAllBytes(), UTF_8).lines().map(line -> line.split(" ")).toList();
    }
  }

  private static Map<String, ParameterArray> detector(DetectorArchitecture architecture) {
    return Initialization.HE.arrays(new DetectorNetwork(architecture).parameters(), 1);
  }

  private static Map<String, ParameterArray> renamed(
      Map<String, ParameterArray> arrays, UnaryOperator<String> naming) {
    Map<String, ParameterArray> renamed = new LinkedHashMap<>();
    arrays.forEach((name, array) -> renamed.put(naming.apply(name), array));
    return renamed;
  }

  private static DetectorArchitecture architecture(String preset) {
    return new DetectorArchitecture(Presets.named(preset), List.of("hat", "person"));
  }
}
