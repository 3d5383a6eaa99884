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
