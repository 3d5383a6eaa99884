package io.boxstream.images.cvat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.JsonTree;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.formats.UnusableDataSetException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvatJobShapesTest {

  private static final DeclaredSize SIZE = new DeclaredSize(100, 80);

  @Test
  void readsRectanglesPolygonsAndMasksOfEachFrame() {
    // Given a mask of one row, whose last pixel is part of it
    String shapes =
        shape("rectangle", 0, 0, 5, "1.5, 2, 30, 40.25")
            + ","
            + shape("polygon", 0, 0, 6, "10, 20, 30, 5, 20, 50")
            + ","
            + shape("mask", 4, 0, 5, "0, 3, 7, 9, 9, 9");

    // When
    CvatJobShapes job = job(shapes, "");

    // Then
    assertThat(boxes(job, 0))
        .containsExactly(
            new RawBox("hat", 1.5, 2, 30, 40.25, false),
            new RawBox("person", 10, 5, 30, 50, false));
    assertThat(boxes(job, 4)).containsExactly(new RawBox("hat", 7, 9, 10, 10, false));
    assertThat(boxes(job, 1)).isEmpty();
    assertThat(job.frame(1, SIZE).annotation().size()).isEqualTo(SIZE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rectangle | 12.5 | 5 | 1, 2, 3, 4    | shape 1 (rectangle) is rotated",
        "rectangle | 0    | 9 | 1, 2, 3, 4    | shape 1 (rectangle) has no label",
        "ellipse   | 0    | 5 | 1, 2, 3, 4    | shape 1 (ellipse) is no rectangle or polygon",
        "rectangle | 0    | 5 | 1, 2, 3       | shape 1 (rectangle) is no rectangle",
        "polygon   | 0    | 5 | 1, null       | shape 1 (polygon) is no rectangle or polygon"
      })
  void refusesWhatCannotBecomeABox(
      String type, double rotation, int label, String points, String reason) {
    CvatJobShapes job = job(shape(type, 0, rotation, label, points), "");

    assertThatThrownBy(() -> boxes(job, 0))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessageContaining(reason);
    assertThat(boxes(job, 1)).isEmpty();
  }

  @Test
  void refusesAJobWithTracks() {
    assertThatThrownBy(() -> job("", "{\"frame\": 0, \"shapes\": []}"))
        .isInstanceOf(UnusableDataSetException.class)
        .hasMessageContaining("tracks");
  }

  private static List<RawBox> boxes(CvatJobShapes job, int frame) {
    return job.frame(frame, SIZE).annotation().boxes();
  }

  private static String shape(String type, int frame, double rotation, int label, String points) {
    return """
        {"id": 7, "type": "%s", "frame": %d, "rotation": %s, "label_id": %d, "points": [%s],
         "occluded": true, "outside": false, "attributes": [], "elements": []}
        """
        .formatted(type, frame, rotation, label, points);
  }

  private static CvatJobShapes job(String shapes, String tracks) {
    String json =
        "{\"version\": 3, \"tags\": [{\"frame\": 0, \"label_id\": 5}], \"shapes\": [%s],"
                .formatted(shapes)
            + "\"tracks\": [%s]}".formatted(tracks);
    return new CvatJobShapes(
        JsonTree.parse(json.getBytes(UTF_8)), Map.of("5", "hat", "6", "person"));
  }
}
