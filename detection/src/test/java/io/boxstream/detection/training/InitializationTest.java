package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spreads by hand from SSD.md 1.8 and from He et al. 2015. */
class InitializationTest {
  private static final String MOBILENET = "ssd_300_mobilenet0.25";
  private static final String VGG = "ssd_300_vgg16_atrous";

  @ParameterizedTest
  @CsvSource({
    // U(-0.07, 0.07): 0.07 / √3
    "REFERENCE, " + MOBILENET + ", features.mobilenet0_conv26_weight, 0.04041",
    "REFERENCE, " + MOBILENET + ", features.expand_conv0_weight, 0.04041",
    "REFERENCE, " + MOBILENET + ", features.expand_bn0_beta, 0.04041",
    // uniform to √(2 / mean(fan in 128·9, fan out 16·9)), over √3
    "REFERENCE, " + MOBILENET + ", box_predictors.0.predictor.weight, 0.03208",
    // normal with √(2 / (512·9))
    "REFERENCE, " + VGG + ", features.stages.3.0.weight, 0.02083",
    // normal with √(2 / fan in): 256, 256·9 and 256·9
    "HE, " + MOBILENET + ", features.mobilenet0_conv26_weight, 0.08839",
    "HE, " + MOBILENET + ", features.expand_conv0_weight, 0.02946",
    "HE, " + VGG + ", features.stages.3.0.weight, 0.02946"
  })
  void spreadsWeightsAsDescribed(
      Initialization initialization, String preset, String array, double deviation) {
    float[] values = arrays(initialization, preset, 5).get(array).floats();

    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double tolerance = 4 * deviation / Math.sqrt(values.length);
    assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, within(tolerance));
    assertThat(sum / values.length).isCloseTo(0, within(tolerance));
  }

  @Test
  void startsNormalisationAtTheIdentity() {
    Map<String, ParameterArray> arrays = arrays(Initialization.HE, MOBILENET, 5);

    assertThat(arrays.get("features.expand_bn0_gamma").floats()).containsOnly(1);
    assertThat(arrays.get("features.expand_bn0_beta").floats()).containsOnly(0);
    assertThat(arrays.get("features.expand_bn0_moving_mean").floats()).containsOnly(0);
    assertThat(arrays.get("features.expand_bn0_moving_var").floats()).containsOnly(1);
    assertThat(arrays(Initialization.REFERENCE, VGG, 5).get("features.norm4.scale").floats())
        .containsOnly(20);
  }

  @Test
  void givesTheSameValuesWhateverTheOrderAndOthersForAnotherSeed() {
    List<ParameterSpec> specs = new ArrayList<>(specs(MOBILENET));
    Map<String, ParameterArray> arrays = Initialization.HE.arrays(specs, 5);
    Collections.reverse(specs);

    assertThat(Initialization.HE.arrays(specs, 5)).containsExactlyInAnyOrderEntriesOf(arrays);
    assertThat(Initialization.HE.arrays(specs, 6)).isNotEqualTo(arrays);
  }

  private static Map<String, ParameterArray> arrays(
      Initialization initialization, String preset, long seed) {
    return initialization.arrays(specs(preset), seed);
  }

  private static List<ParameterSpec> specs(String preset) {
    return new DetectorNetwork(new DetectorArchitecture(Presets.named(preset), List.of("hat")))
        .parameters();
  }
}
