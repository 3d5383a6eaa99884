package io.boxstream.images.voc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.RawBox;
import org.junit.jupiter.api.Test;

class VocXmlTest {

  @Test
  void readsBoxesAsZeroBasedPixels() {
    // Given
    String xml =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <annotation>
          <filename>other.jpg</filename>
          <size><width>640</width><height>480</height><depth>3</depth></size>
          <object>
            <name> RBC </name>
            <difficult>1</difficult>
            <bndbox><xmin>68</xmin><ymin>315</ymin><xmax>286</xmax><ymax>480</ymax></bndbox>
          </object>
          <object>
            <bndbox><ymax>9.5</ymax><xmax>8.25</xmax><ymin>1e0</ymin><xmin> 2.75 </xmin></bndbox>
            <name><![CDATA[a & b]]></name>
          </object>
        </annotation>
        """;

    // When
    Annotation annotation = VocXml.read(xml);

    // Then
    assertThat(annotation.size()).isEqualTo(new DeclaredSize(640, 480));
    assertThat(annotation.boxes())
        .containsExactly(
            new RawBox("RBC", 67, 314, 285, 479, true),
            new RawBox("a & b", 1.75, 0, 7.25, 8.5, false));
  }

  @Test
  void takesNoSizeAndNoObjectsAsTheyAre() {
    // When
    Annotation annotation = VocXml.read("<annotation/>");

    // Then
    assertThat(annotation.size().known()).isFalse();
    assertThat(annotation.boxes()).isEmpty();
  }

  @Test
  void leavesThePartsOfAnObjectAlone() {
    // Given
    String xml =
        """
        <annotation><object><name>person</name>
          <part><name>head</name><bndbox><xmin>1</xmin></bndbox></part>
          <bndbox><xmin>2</xmin><ymin>3</ymin><xmax>4</xmax><ymax>5</ymax></bndbox>
        </object></annotation>
        """;

    // When
    Annotation annotation = VocXml.read(xml);

    // Then
    assertThat(annotation.boxes()).containsExactly(new RawBox("person", 1, 2, 3, 4, false));
  }

  @Test
  void refusesADocumentTypeBeforeItsEntitiesGrow() {
    // Given
    StringBuilder bomb = new StringBuilder("<!DOCTYPE annotation [<!ENTITY a0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      bomb.append("<!ENTITY a").append(i).append(" \"");
      bomb.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    bomb.append("]><annotation><folder>&a11;</folder></annotation>");

    // When, Then
    assertThatThrownBy(() -> VocXml.read(bomb.toString()))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining("document type");
  }

  @Test
  void refusesExternalEntities() {
    // Given
    String xml =
        """
        <!DOCTYPE annotation [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
        <annotation><object><name>&secret;</name></object></annotation>
        """;

    // When, Then
    assertThatThrownBy(() -> VocXml.read(xml)).isInstanceOf(MalformedAnnotationException.class);
  }

  @Test
  void refusesAnExternalDocumentType() {
    assertThatThrownBy(
            () ->
                VocXml.read(
                    "<!DOCTYPE annotation SYSTEM \"http://127.0.0.1:9/a.dtd\"><annotation/>"))
        .isInstanceOf(MalformedAnnotationException.class);
  }

  @Test
  void refusesAnUndeclaredEntity() {
    assertThatThrownBy(
            () -> VocXml.read("<annotation><object><name>&nbsp;</name></object></annotation>"))
        .isInstanceOf(MalformedAnnotationException.class);
  }

  @Test
  void refusesDeepNestingAndLongTexts() {
    assertThatThrownBy(() -> VocXml.read("<annotation>" + "<a>".repeat(100_000)))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining("nested");
    assertThatThrownBy(
            () ->
                VocXml.read(
                    "<annotation><folder>" + "x".repeat(100_000) + "</folder></annotation>"))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining("longer");
  }

  @Test
  void saysWhichObjectIsIncomplete() {
    assertThatThrownBy(
            () -> VocXml.read("<annotation><object><name>hat</name></object></annotation>"))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessage("object 1 (hat) has no <bndbox>");
    assertThatThrownBy(() -> VocXml.read(withXmin("abc")))
        .hasMessage("object 1 has <xmin> \"abc\", which is not a number");
    assertThatThrownBy(() -> VocXml.read(withXmin("NaN")))
        .isInstanceOf(MalformedAnnotationException.class);
    assertThatThrownBy(() -> VocXml.read(withXmin("0x1p3")))
        .isInstanceOf(MalformedAnnotationException.class);
  }

  @Test
  void refusesOtherDocuments() {
    assertThatThrownBy(() -> VocXml.read("<html/>"))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining("<html>");
    assertThatThrownBy(() -> VocXml.read("<annotation><object>"))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining("parsed");
  }

  private static String withXmin(String xmin) {
    return "<annotation><object><name>hat</name><bndbox><xmin>"
        + xmin
        + "</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>";
  }
}
