package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Normalization;
import io.boxstream.detection.Presets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresetDescriptionTest {
  private static final String CELLS =
      """
      {
        "name": "cells_200",
        "backbone": "mobilenet0.25",
        "inputSize": 200,
        "maps": [
          {"step": 16, "minimumSize": 20, "maximumSize": 40, "ratios": [1, 2, 0.5]},
          {"step": 32, "minimumSize": 40, "maximumSize": 80, "ratios": [1]},
          {"step": 50, "minimumSize": 80, "maximumSize": 110, "ratios": [1]},
          {"step": 100, "minimumSize": 110, "maximumSize": 140, "ratios": [1]},
          {"step": 200, "minimumSize": 140, "maximumSize": 170, "ratios": [1]},
          {"step": 200, "minimumSize": 170, "maximumSize": 200, "ratios": [1]}
        ]
      }
      """;

  private static final String LITE =
      """
      {
        "name": "lite_200",
        "backbone": "efficientnet_lite0",
        "inputSize": 200,
        "maps": [
          {"step": 8, "minimumSize": 20, "maximumSize": 40, "ratios": [1]},
          {"step": 16, "minimumSize": 40, "maximumSize": 80, "ratios": [1]},
          {"step": 32, "minimumSize": 80, "maximumSize": 120, "ratios": [1]},
          {"map": 2, "step": 32, "minimumSize": 120, "maximumSize": 180, "ratios": [1, 2]}
        ]
      }
      """;

  static List<String> presets() {
    return Presets.names();
  }

  @Test
  void readsAPresetWhoseMapsFollowFromTheNetwork() {
    DetectorPreset preset = PresetDescription.read(CELLS);

    assertThat(preset.name()).isEqualTo("cells_200");
    assertThat(preset.backbone()).isEqualTo(Backbone.MOBILENET_0_25);
    assertThat(preset.layers()).extracting(AnchorLayer::mapSize).containsExactly(13, 7, 4, 2, 1, 1);
    assertThat(preset.layers().get(0))
        .isEqualTo(new AnchorLayer(0, 13, 16, 20, 40, List.of(1.0, 2.0, 0.5)));
    assertThat(new DetectorNetwork(new DetectorArchitecture(preset, List.of("cell"))).parameters())
        .isNotEmpty();
  }

  @Test
  void readsWhatItWrote() {
    DetectorPreset preset = PresetDescription.read(CELLS);

    String description = PresetDescription.write(preset);

    assertThat(PresetDescription.read(description)).isEqualTo(preset);
    assertThat(PresetDescription.resolve("cells_200", Optional.of(description))).isEqualTo(preset);
  }

  @Test
  void readsAndWritesANormalizationThatIsNotTheUsualOne() {
    String described =
        CELLS.replace(
            "\"inputSize\": 200,",
            "\"inputSize\": 200, \"normalization\": {\"mean\": [0.5, 0.4, 0.3], \"deviation\": [1, 2, 3]},");

    DetectorPreset preset = PresetDescription.read(described);

    assertThat(preset.normalization())
        .isEqualTo(new Normalization(List.of(0.5, 0.4, 0.3), List.of(1.0, 2.0, 3.0)));
    assertThat(PresetDescription.read(PresetDescription.write(preset))).isEqualTo(preset);
  }

  @Test
  void readsAndWritesSeveralLayersOfAnchorsOnOneMap() {
    DetectorPreset preset = PresetDescription.read(LITE);

    assertThat(preset.mapCount()).isEqualTo(3);
    assertThat(preset.layers()).extracting(AnchorLayer::map).containsExactly(0, 1, 2, 2);
    assertThat(preset.layers()).extracting(AnchorLayer::mapSize).containsExactly(25, 13, 7, 7);
    assertThat(preset.anchorCount()).isEqualTo(2 * (25 * 25 + 13 * 13 + 7 * 7) + 3 * 7 * 7);
    assertThat(PresetDescription.write(preset)).containsOnlyOnce("\"map\":2");
    assertThat(PresetDescription.read(PresetDescription.write(preset))).isEqualTo(preset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | anchors of preset lite_200 must follow its maps without a gap: [0, 1, 2, 1]",
        "3 | describes 4 maps; efficientnet_lite0 at 200 pixels has 3, of [25, 13, 7] cells",
        "-1 | map is counted from 0, not -1"
      })
  void refusesALayerOnAMapThatIsNotThereOrWasBefore(int map, String message) {
    assertThatThrownBy(() -> PresetDescription.read(LITE.replace("\"map\": 2", "\"map\": " + map)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesADescriptionWithoutMaps() {
    String without = LITE.replaceFirst("(?s)\\[.*]", "[]");

    assertThatThrownBy(() -> PresetDescription.read(without))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lite_200 has no maps");
  }

  /** Earlier releases read it too. */
  @Test
  void leavesTheUsualNormalizationOut() {
    DetectorPreset preset = PresetDescription.read(CELLS);

    assertThat(preset.normalization()).isEqualTo(Normalization.IMAGENET);
    assertThat(PresetDescription.write(preset)).doesNotContain("normalization");
  }

  /** Any preset can be the start of one's own. */
  @ParameterizedTest
  @MethodSource("presets")
  void describesEveryPreset(String name) {
    DetectorPreset preset = Presets.named(name);
    String renamed =
        PresetDescription.write(
            new DetectorPreset(
                "mine",
                preset.backbone(),
                preset.inputSize(),
                preset.layers(),
                preset.normalization()));

    DetectorPreset read = PresetDescription.read(renamed);
    assertThat(read.layers()).isEqualTo(preset.layers());
    assertThat(read.normalization()).isEqualTo(preset.normalization());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cells_200 | ssd_300_vgg16_atrous_coco | preset ssd_300_vgg16_atrous_coco is a known one",
        "cells_200 | ../cells | is made of letters, digits",
        "mobilenet0.25 | vgg19 | no backbone vgg19; there are [vgg16_atrous_300,",
        "\"inputSize\": 200 | \"inputSize\": 0 | has an input of 0 pixels; 1 to 2048",
        "\"inputSize\": 200 | \"inputSize\": \"x\" | not a description of a preset",
        "\"step\": 16 | \"stepp\": 16 | property 'step'",
        "\"step\": 16 | \"step\": -16 | preset cells_200, entry 0 of maps: step and sizes must be positive",
        "\"step\": 16 | \"step\": 1e999 | preset cells_200, entry 0 of maps: step and sizes must be positive",
        "[1, 2, 0.5] | [2, 0.5] | preset cells_200, entry 0 of maps: ratios must be positive and start",
        "\"inputSize\": 200, | \"inputSize\": 200, \"normalization\": {\"mean\": [0, 0], \"deviation\": [1, 1, 1]}, "
            + "| preset cells_200, normalization: mean must be three numbers: [0.0, 0.0]",
        "\"inputSize\": 200, | \"inputSize\": 200, \"normalization\": {\"mean\": [0, 0, 0], \"deviation\": [1, 0, 1]}, "
            + "| preset cells_200, normalization: deviation must be three positive numbers",
        "\"inputSize\": 200, | \"inputSize\": 200, \"normalization\": {\"mean\": [0, 0, 0]}, | property 'deviation'",
        "[1, 2, 0.5] | null | ratios must not be null"
      })
  void saysWhatIsWrongWithADescription(String right, String wrong, String message) {
    assertThatThrownBy(() -> PresetDescription.read(CELLS.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesMapsThatTheNetworkHasNot() {
    String fewer = CELLS.replaceFirst(",\\s*\\{\"step\": 200, \"minimumSize\": 170[^}]*}", "");

    assertThatThrownBy(() -> PresetDescription.read(fewer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "describes 5 maps; mobilenet0.25 at 200 pixels has 6, of [13, 7, 4, 2, 1, 1] cells");
  }

  @Test
  void refusesAnInputThatIsTooSmallForTheNetwork() {
    String small = CELLS.replace("mobilenet0.25", "vgg16_atrous_300");

    assertThatThrownBy(() -> PresetDescription.read(small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200 pixels are too few for vgg16_atrous_300");
  }

  @Test
  void refusesADescriptionUnderAnotherName() {
    assertThatThrownBy(() -> PresetDescription.resolve("other", Optional.of(CELLS)))
        .hasMessageContaining("preset other is described under the name cells_200");
  }
}
