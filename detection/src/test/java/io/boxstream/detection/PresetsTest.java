package io.boxstream.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetsTest {

  /** SSD.md 2, last column. */
  @ParameterizedTest
  @CsvSource({
    "ssd_300_vgg16_atrous, 8732",
    "ssd_300_vgg16_atrous_voc, 8732",
    "ssd_512_vgg16_atrous, 24564",
    "ssd_512_resnet50_v1, 6132",
    "ssd_512_resnet50_v1b, 6132",
    "ssd_512_mobilenet1.0, 6132",
    "ssd_512_mobilenet1.0_relu6, 6132",
    "ssd_300_mobilenet0.25, 2268",
    "ssd_300_resnet34_v1b, 8732",
    "boxstream_300_compact, 8744",
    "boxstream_300_lite0, 15640",
    "boxstream_512_lite0, 44032",
    "boxstream_300_mobilenet0.25, 8744"
  })
  void haveTheReferencesNumberOfAnchors(String name, int anchors) {
    assertThat(Presets.named(name).anchorCount()).isEqualTo(anchors);
    assertThat(Presets.named(name).name()).isEqualTo(name);
  }

  @Test
  void keepTheSizesForVocApartOnlyWhereTheyDiffer() {
    assertThat(Presets.named("ssd_300_vgg16_atrous_voc").layers().get(0).minimumSize())
        .isEqualTo(30);
    assertThat(Presets.named("ssd_300_vgg16_atrous_custom").layers().get(0).minimumSize())
        .isEqualTo(21);
    assertThat(Presets.named("ssd_512_mobilenet1.0_voc"))
        .isEqualTo(Presets.named("ssd_512_mobilenet1.0"));
  }

  @Test
  void nameTheOthersWhenAskedForOneThatIsNotThere() {
    assertThatThrownBy(() -> Presets.named("ssd_1024"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ssd_1024")
        .hasMessageContaining("boxstream_300_mobilenet0.25");
  }
}
