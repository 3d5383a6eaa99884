package io.boxstream.console.detections;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestImageTest {

  @Test
  void knowsFormatsByTheirFirstBytes() {
    assertThat(type("\u00ff\u00d8\u00ff\u00e0")).isEqualTo("image/jpeg");
    assertThat(type("\u0089PNG\r\n\u001a\n and so on")).isEqualTo("image/png");
    assertThat(type("RIFFsizeWEBPVP8 ")).isEqualTo("image/webp");
    assertThat(type("BM and so on")).isEqualTo("image/bmp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "<html><script>alert(1)</script>",
        "GIF89a",
        "RIFFsizeWAVE"
      })
  void showsNothingElse(String content) {
    assertThat(RequestImage.of(content.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void hasNoImageOfARecordWithoutAValue() {
    assertThat(RequestImage.of(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "detections-1",
        "annotated-images-0-1",
        "detections-1-2/..",
        "detections--1-2"
      })
  void knowsNoRecordOfAnotherName(String id) {
    assertThat(DetectionId.parse(id)).isEmpty();
  }

  @Test
  void namesARecord() {
    DetectionId id = new DetectionId(3, 1729);
    assertThat(id).hasToString("detections-3-1729");
    assertThat(DetectionId.parse("detections-3-1729")).contains(id);
  }

  private static String type(String head) {
    return RequestImage.of(head.getBytes(ISO_8859_1)).orElseThrow().contentType();
  }
}
