package io.boxstream.inference.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.ImageCanvas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTextTest {

  @ParameterizedTest
  @CsvSource({
    "helmet, helmet 0.87",
    "Müllçontainer, Mullcontainer 0.87",
    "安全帽, class 3 0.87",
    "каска, class 3 0.87",
    "'a\nb', class 3 0.87"
  })
  void writesWhatCanBeDrawn(String label, String text) {
    assertThat(LabelText.of(label, 3, 0.8712, 11, 1000)).isEqualTo(text);
  }

  @Test
  void cutsTheLabelAndKeepsTheScore() {
    String text = LabelText.of("a label that is much longer than its image", 0, 0.5, 11, 120);

    assertThat(text).startsWith("a l").endsWith(".. 0.50");
    assertThat(ImageCanvas.measure(text, 11).width()).isLessThanOrEqualTo(120);
  }
}
