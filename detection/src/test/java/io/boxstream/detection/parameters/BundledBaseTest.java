package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.fixture.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BundledBaseTest {
  private static final DetectorArchitecture ARCHITECTURE = architecture("boxstream_300_lite0");

  /** Half precision has 11 significant bits; below 2⁻¹⁴ its numbers are 2⁻²⁴ apart. */
  private static final double RELATIVE_ERROR = 0x1p-11;

  private static final double SMALLEST_ERROR = 0x1p-25;

  @Test
  void isTheFileThatIsDocumented() throws IOException, NoSuchAlgorithmException {
    byte[] content;
    try (InputStream stream =
        BundledBase.class.getResourceAsStream("efficientnet_lite0.safetensors")) {
      content = stream.readAllBytes();
    }

    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    assertThat(hash).isEqualTo("8bce00c457c9572b14c0c37a0c2d4f5fa4553161616c3bc215fd61e9700cb7f2");
    assertThat(Files.readString(Path.of("weights/README.md"))).contains(hash);
  }

  @Tag("parity")
  @Test
  void isThePackagesFileInHalfPrecision() {
    Path original = Fixtures.path("../models/efficientnet_lite0.safetensors");
    Map<String, ParameterArray> expected =
        new BaseNetworkFile(ARCHITECTURE).read(original, List.of());

    Map<String, ParameterArray> bundled = BundledBase.read(ARCHITECTURE);

    assertThat(bundled).containsOnlyKeys(expected.keySet());
    bundled.forEach((name, array) -> assertClose(name, array, expected.get(name)));
  }

  private static void assertClose(String name, ParameterArray actual, ParameterArray expected) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    float[] halves = actual.floats();
    float[] floats = expected.floats();
    for (int i = 0; i < floats.length; i++) {
      double bound = Math.max(SMALLEST_ERROR, RELATIVE_ERROR * Math.abs(floats[i]));
      if (!(Math.abs((double) halves[i] - floats[i]) <= bound)) {
        fail("%s has %s at %d, the package's file %s", name, halves[i], i, floats[i]);
      }
    }
  }

  @Test
  void existsForOneBackbone() {
    assertThat(Backbone.values())
        .filteredOn(BundledBase::exists)
        .containsExactly(Backbone.EFFICIENTNET_LITE0);
    assertThatThrownBy(() -> BundledBase.read(architecture("ssd_300_mobilenet0.25")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "no base network comes with Boxstream for the backbone mobilenet0.25");
  }

  private static DetectorArchitecture architecture(String preset) {
    return new DetectorArchitecture(Presets.named(preset), List.of("hat"));
  }
}
