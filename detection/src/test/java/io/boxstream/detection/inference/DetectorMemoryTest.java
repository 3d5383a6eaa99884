package io.boxstream.detection.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorMemoryTest {

  /** What a process of its own grew by, in kilobytes, when it was prepared for batches of four. */
  @ParameterizedTest
  @CsvSource({
    "boxstream_300_compact, 1, 54916",
    "boxstream_300_compact, 2, 92292",
    "boxstream_300_mobilenet0.25, 1, 50480",
    "boxstream_300_mobilenet0.25, 2, 86464",
    "ssd_300_resnet34_v1b, 1, 936728",
    "ssd_300_resnet34_v1b, 2, 1619824",
    "ssd_300_vgg16_atrous, 1, 1403244",
    "ssd_300_vgg16_atrous, 2, 2461748",
    "ssd_512_mobilenet1.0, 1, 145308",
    "ssd_512_mobilenet1.0, 2, 221980",
    "ssd_512_resnet50_v1, 1, 559780",
    "ssd_512_resnet50_v1, 2, 804304",
    "ssd_512_vgg16_atrous, 1, 733656",
    "ssd_512_vgg16_atrous, 2, 1146468"
  })
  void isNearWhatWasMeasured(String preset, int instances, long kilobytes) {
    assertThat(DetectorMemory.bytes(architecture(preset), instances, 4 * instances))
        .isCloseTo(kilobytes * 1024, withinPercentage(15));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void growsWithInstancesAndBatches(int instances) {
    DetectorArchitecture compact = architecture("boxstream_300_compact");

    assertThat(DetectorMemory.bytes(compact, instances + 1, 4 * (instances + 1)))
        .isGreaterThan(DetectorMemory.bytes(compact, instances, 4 * instances));
    assertThat(DetectorMemory.bytes(compact, instances, 8 * instances))
        .isGreaterThan(DetectorMemory.bytes(compact, instances, 4 * instances));
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> DetectorMemory.bytes(architecture("boxstream_300_compact"), 0, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static DetectorArchitecture architecture(String preset) {
    return new DetectorArchitecture(Presets.named(preset), List.of("hat", "person"));
  }
}
