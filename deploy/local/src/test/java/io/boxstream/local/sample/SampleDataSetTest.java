package io.boxstream.local.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class SampleDataSetTest {

  private static final SampleSettings SMALL = new SampleSettings(10, 3, 3, 7);

  @Test
  void writesListsThatNameEveryImageOnceWithItsAnnotation(@TempDir Path folder) throws IOException {
    // When
    new SampleDataSet(SMALL).write(folder);

    // Then
    List<String> names = new ArrayList<>();
    for (String list : List.of("train", "val", "test")) {
      names.addAll(Files.readAllLines(folder.resolve("ImageSets/Main/" + list + ".txt")));
    }
    assertThat(names).hasSize(16);
    assertThat(new HashSet<>(names)).hasSize(16);
    assertThat(names)
        .allSatisfy(
            name -> {
              assertThat(folder.resolve("JPEGImages/" + name + ".jpg")).isNotEmptyFile();
              assertThat(folder.resolve("Annotations/" + name + ".xml")).isNotEmptyFile();
            });
  }

  @Test
  void drawsBothClassesWithBoxesInsideTheImage(@TempDir Path folder) throws Exception {
    // When
    new SampleDataSet(SMALL).write(folder);

    // Then
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < SMALL.images(); i++) {
      String name = "site_%05d".formatted(i);
      var image = ImageIO.read(folder.resolve("JPEGImages/" + name + ".jpg").toFile());
      Document xml =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(folder.resolve("Annotations/" + name + ".xml").toFile());
      assertThat(number(xml, "width", 0)).isEqualTo(image.getWidth());
      NodeList objects = xml.getElementsByTagName("name");
      for (int box = 0; box < objects.getLength(); box++) {
        labels.add(objects.item(box).getTextContent());
        assertThat(number(xml, "xmin", box)).isBetween(1, number(xml, "xmax", box) - 1);
        assertThat(number(xml, "ymin", box)).isBetween(1, number(xml, "ymax", box) - 1);
        assertThat(number(xml, "xmax", box)).isLessThanOrEqualTo(image.getWidth());
        assertThat(number(xml, "ymax", box)).isLessThanOrEqualTo(image.getHeight());
      }
    }
    assertThat(labels).hasSizeGreaterThan(16).contains("hat", "person");
    assertThat(new HashSet<>(labels)).hasSize(2);
  }

  @Test
  void givesTheSameFilesForTheSameSeedAndOthersForAnother(
      @TempDir Path first, @TempDir Path second, @TempDir Path third) throws IOException {
    // When
    new SampleDataSet(new SampleSettings(1, 1, 1, 5)).write(first);
    new SampleDataSet(new SampleSettings(1, 1, 1, 5)).write(second);
    new SampleDataSet(new SampleSettings(1, 1, 1, 6)).write(third);

    // Then
    String image = "JPEGImages/site_00002.jpg";
    assertThat(second.resolve(image)).hasSameBinaryContentAs(first.resolve(image));
    assertThat(Files.mismatch(first.resolve(image), third.resolve(image))).isNotNegative();
  }

  @Test
  void refusesASplitWithoutImages() {
    assertThatThrownBy(() -> new SampleSettings(10, 0, 3, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("val")
        .hasMessageContaining("0");
  }

  private static int number(Document xml, String tag, int index) {
    return Integer.parseInt(xml.getElementsByTagName(tag).item(index).getTextContent());
  }
}
