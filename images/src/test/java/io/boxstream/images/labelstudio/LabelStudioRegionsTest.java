package io.boxstream.images.labelstudio;

import static io.boxstream.images.formats.JsonTree.array;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.JsonTree;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.RawBox;
import org.junit.jupiter.api.Test;

class LabelStudioRegionsTest {

  @Test
  void convertsPercentToPixelsAlsoOfARegionThatWasDrawnUpwards() {
    Annotation annotation =
        read(region("\"x\":75,\"y\":75,\"width\":-50,\"height\":-50,\"rotation\":0"));

    assertThat(annotation.size()).isEqualTo(new DeclaredSize(200, 100));
    assertThat(annotation.boxes()).containsExactly(new RawBox("hat", 50, 25, 150, 75, false));
  }

  @Test
  void refusesARotatedRectangle() {
    String rotated = region("\"x\":10,\"y\":10,\"width\":50,\"height\":50,\"rotation\":12.5");

    assertThatThrownBy(() -> read(rotated))
        .isInstanceOf(MalformedAnnotationException.class)
        .hasMessage("region 1 is rotated; draw an upright rectangle");
  }

  @Test
  void noRegionsAreNoBoxes() {
    assertThat(read("").boxes()).isEmpty();
  }

  private static String region(String value) {
    return """
        {"id": "r", "type": "rectanglelabels", "original_width": 200, "original_height": 100,
         "value": {%s, "rectanglelabels": ["hat"]}}
        """
        .formatted(value);
  }

  private static Annotation read(String regions) {
    return LabelStudioRegions.read(array(JsonTree.parse(("[" + regions + "]").getBytes(UTF_8))));
  }
}
