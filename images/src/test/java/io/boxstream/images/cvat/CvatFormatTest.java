package io.boxstream.images.cvat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.MemoryFiles;
import io.boxstream.images.formats.OpenedDataSet;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.formats.UnreadableFileException;
import io.boxstream.images.formats.UnusableDataSetException;
import io.boxstream.images.formats.XmlFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvatFormatTest {

  private static final CvatFormat FORMAT = new CvatFormat();
  private static final String META =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n<version>1.1</version>\n<meta>"
          + "<task><id>1</id><name>image</name><labels><label><name>hat</name></label></labels>"
          + "</task></meta>\n";

  @TempDir private Path directory;

  @Test
  void readsBoxesPolygonsAndMasks() {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/Train/a.jpg", "images/Validation/b.jpg", "images/c.jpg")
            .with(
                "annotations.xml",
                META
                    + "<image id=\"0\" name=\"a.jpg\" subset=\"Train\" width=\"200\" height=\"100\">"
                    + "<box label=\"hat\" source=\"manual\" occluded=\"1\" xtl=\"1.50\""
                    + " ytl=\"2.25\" xbr=\"30.00\" ybr=\"40.00\" z_order=\"0\">"
                    + "<attribute name=\"colour\">red</attribute></box>"
                    + "<polygon label=\"person\" occluded=\"0\" points=\"10.5,20;30,5;20,60.25\"/>"
                    + "<mask label=\"hat\" rle=\"1, 2\" left=\"5\" top=\"6\" width=\"7\""
                    + " height=\"8\"/><tag label=\"night\"/></image>"
                    + "<image id=\"1\" name=\"b.jpg\" subset=\"Validation\" width=\"200\""
                    + " height=\"100\"></image>"
                    + "<image id=\"2\" name=\"c.jpg\" width=\"200\" height=\"100\"/></annotations>");

    // When
    try (OpenedDataSet data = open(files)) {

      // Then
      assertThat(data.dataSet().description())
          .isEqualTo("CVAT for images, 1 file, splits train and val");
      assertThat(data.items())
          .containsExactly(
              "images/Validation/b.jpg VAL",
              "images/Train/a.jpg TRAIN",
              "images/c.jpg BY_IDENTITY");
      assertThat(data.annotation("images/Train/a.jpg").size())
          .isEqualTo(new DeclaredSize(200, 100));
      assertThat(data.boxes("images/Train/a.jpg"))
          .containsExactly(
              new RawBox("hat", 1.5, 2.25, 30, 40, false),
              new RawBox("person", 10.5, 5, 30, 60.25, false),
              new RawBox("hat", 5, 6, 12, 14, false));
      assertThat(data.boxes("images/c.jpg")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<box label='hat' xtl='1' ytl='1' xbr='9' ybr='9' rotation='30.5'/>|shape 1 (box) is rotated",
        "<box label='hat' xtl='1' ytl='1' xbr='9'/>|not a number",
        "<box label='hat' xtl='1' ytl='1' xbr='9' ybr='Infinity'/>|not a number",
        "<box xtl='1' ytl='1' xbr='9' ybr='9'/>|no label",
        "<points label='hat' points='1,2'/>|shape 1 (points) is no box",
        "<polyline label='hat' points='1,2;3,4'/>|no box",
        "<ellipse label='hat' cx='5' cy='5' rx='2' ry='2'/>|no box",
        "<skeleton label='hat'><points label='1' points='1,2'/></skeleton>|shape 1 (skeleton)"
      })
  void refusesAnImageWithAShapeThatIsNoBox(String shape, String reason) {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages("a.jpg", "b.jpg")
            .with(
                "annotations.xml",
                META
                    + "<image name='a.jpg'>"
                    + shape
                    + "</image><image name='b.jpg'><box label='hat' xtl='1' ytl='1' xbr='9'"
                    + " ybr='9'/></image></annotations>");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThatThrownBy(() -> data.labels("a.jpg"))
          .isInstanceOf(MalformedAnnotationException.class)
          .hasMessageContaining(reason);
      assertThat(data.boxes("b.jpg")).hasSize(1);
    }
  }

  @Test
  void refusesVideoAndBackupsWithAHint() {
    MemoryFiles video =
        new MemoryFiles()
            .withImages("images/frame_000000.jpg")
            .with(
                "annotations.xml",
                META + "<track id='0' label='hat'><box frame='0'/></track></annotations>");
    MemoryFiles backup =
        new MemoryFiles()
            .withImages("data/a.jpg")
            .with("task.json", "{\"name\":\"x\",\"data\":{\"chunk_size\":72},\"jobs\":[]}")
            .with("annotations.json", "[{\"version\":0,\"shapes\":[]}]");

    assertThatThrownBy(() -> FORMAT.recognise(video))
        .isInstanceOf(UnusableDataSetException.class)
        .hasMessageContaining("CVAT for video")
        .hasMessageContaining("CVAT for images 1.1");
    assertThatThrownBy(() -> FORMAT.recognise(backup))
        .isInstanceOf(UnusableDataSetException.class)
        .hasMessageContaining("backup");
  }

  @Test
  void saysWhereTheXmlCannotBeRead() {
    MemoryFiles cut =
        new MemoryFiles()
            .withImages("a.jpg")
            .with("annotations.xml", META + "<image name='a.jpg'>");
    MemoryFiles entity =
        new MemoryFiles()
            .withImages("a.jpg")
            .with(
                "annotations.xml",
                "<!DOCTYPE annotations [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                    + "<annotations><image name='a.jpg'>&x;</image></annotations>");

    assertThatThrownBy(() -> open(cut))
        .isInstanceOf(UnusableDataSetException.class)
        .hasMessageContaining("annotations.xml")
        .hasMessageContaining("line");
    assertThatThrownBy(() -> open(entity)).isInstanceOf(UnusableDataSetException.class);
  }

  @Test
  void refusesATagThatDoesNotFitIntoMemory() {
    // Given an attribute with everything that could end the tag, but no quote
    String endless = "points='" + "1,2;> -->\n".repeat(XmlFiles.MAX_MARKUP / 10) + "'";
    MemoryFiles files =
        new MemoryFiles()
            .withImages("a.jpg")
            .with(
                "annotations.xml",
                META
                    + "<!-- it's a > comment --><image name='a.jpg'><polygon label='hat' "
                    + endless
                    + "/></image></annotations>");

    // When, Then
    assertThatThrownBy(() -> open(files))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("tag");
  }

  @Test
  void leavesPascalVocAlone() {
    assertThat(
            FORMAT.recognise(
                new MemoryFiles().withImages("a.jpg").with("a.xml", "<annotation></annotation>")))
        .isEmpty();
  }

  private OpenedDataSet open(MemoryFiles files) {
    return OpenedDataSet.of(FORMAT, files, directory);
  }
}
