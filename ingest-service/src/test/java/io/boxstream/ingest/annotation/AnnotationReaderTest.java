package io.boxstream.ingest.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.RawBox;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationReaderTest {

  private static final String BODY =
      "<annotation><object><name>größe</name><bndbox><xmin>2</xmin><ymin>2</ymin>"
          + "<xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>";

  @ParameterizedTest
  @CsvSource({
    "'', UTF-8, ''",
    "'', UTF-8, EFBBBF",
    "'<?xml version=\"1.0\"?>', UTF-8, ''",
    "'<?xml version=\"1.0\" encoding=\"utf-8\"?>', UTF-8, EFBBBF",
    "'<?xml version=\"1.0\" encoding=\"utf-16\"?>', UTF-8, ''",
    "'<?xml version=\"1.0\" encoding=\"no-such-charset\"?>', UTF-8, ''",
    "'<?xml version=''1.0'' encoding=''ISO-8859-1''?>', ISO-8859-1, ''",
    "'<?xml version=\"1.0\" encoding=\"windows-1252\" standalone=\"no\"?>', windows-1252, ''",
    "'<?xml version=\"1.0\" encoding=\"utf-16\"?>', UTF-16LE, FFFE",
    "'<?xml version=\"1.0\" encoding=\"utf-16\"?>', UTF-16BE, FEFF",
    "'<?xml version=\"1.0\"?>', UTF-16LE, ''",
    "'  \n<?xml version=\"1.0\"?>', UTF-8, ''",
  })
  void readsXmlInAnyEncodingItMayCome(String declaration, String charset, String mark) {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(mark));
    bytes.writeBytes((declaration + BODY).getBytes(Charset.forName(charset)));

    // When
    Annotation annotation = AnnotationReader.read(AnnotationText.decode(bytes.toByteArray()));

    // Then
    assertThat(annotation.boxes()).containsExactly(new RawBox("größe", 1, 1, 4, 4, false));
  }

  @Test
  void refusesBytesThatAreNotText() {
    byte[] bytes = {'<', 'a', (byte) 0xC3, (byte) 0x28};
    assertThatThrownBy(() -> AnnotationText.decode(bytes))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> AnnotationText.decode(new byte[AnnotationText.MAX_BYTES + 1]))
        .isInstanceOf(MalformedAnnotationException.class);
  }

  @Test
  void readsJsonBoxesAsTheyAre() {
    // Given
    String json =
        """
        {"boxes": [
          {"label": " hat ", "xMin": 1, "yMin": 2.5, "xMax": 30, "yMax": 40, "difficult": true},
          {"label": "person", "xMin": 0, "yMin": 0, "xMax": 5, "yMax": 5}]}
        """;

    // When
    Annotation annotation =
        AnnotationReader.read(AnnotationText.decode(json.getBytes(StandardCharsets.UTF_8)));

    // Then
    assertThat(annotation.boxes())
        .containsExactly(
            new RawBox("hat", 1, 2.5, 30, 40, true), new RawBox("person", 0, 0, 5, 5, false));
  }

  @Test
  void writesJsonBoxesAsItReadsThem() {
    // Given coordinates that have no short decimal form
    Annotation annotation =
        new Annotation(
            new DeclaredSize(640, 480),
            List.of(
                new RawBox("größe \"1\"", 1.0 / 3, -0.1, 1e-17, 639.9999999999999, true),
                new RawBox("person", 0, 0, 5, 5, false)));

    // When
    String json = JsonBoxes.write(annotation);

    // Then
    assertThat(AnnotationReader.read(json)).isEqualTo(annotation);
    assertThat(
            AnnotationReader.read(JsonBoxes.write(new Annotation(DeclaredSize.UNKNOWN, List.of()))))
        .isEqualTo(new Annotation(DeclaredSize.UNKNOWN, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"width\": 0, \"height\": 5, \"boxes\": []}|0x5",
        "{}|boxes",
        "null|boxes",
        "[]|JSON",
        "{\"boxes\": [{\"xMin\": 1}]}|label",
        "{\"boxes\": [{\"label\": \"a\", \"xMin\": 1, \"yMin\": 1, \"xMax\": 2}]}|yMax",
        "{\"boxes\": [], \"boxs\": []}|boxs",
        "{\"boxes\": []} trailing|JSON",
        "hello|JSON",
      })
  void refusesOtherJson(String json, String message) {
    assertThatThrownBy(() -> AnnotationReader.read(json))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> AnnotationReader.read(" \n"))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining("empty");
  }
}
