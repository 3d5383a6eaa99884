package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrientationTest {

  @Test
  void quarterClockwiseTakesTheUpperLeftCornerToTheUpperRight() {
    double[] box = Orientation.ROTATED_90.toUpright(new double[] {0, 0, 10, 20}, 100, 50);

    assertThat(box).containsExactly(30, 0, 50, 10);
  }

  @Test
  void quarterCounterClockwiseTakesTheUpperLeftCornerToTheLowerLeft() {
    double[] box = Orientation.ROTATED_270.toUpright(new double[] {0, 0, 10, 20}, 100, 50);

    assertThat(box).containsExactly(0, 90, 20, 100);
  }

  @Test
  void valuesThatExifDoesNotDefineMeanUpright() {
    assertThat(Orientation.ofExif(0)).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.ofExif(9)).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.ofExif(6)).isEqualTo(Orientation.ROTATED_90);
  }

  @Property
  void thereAndBackIsTheSameBox(
      @ForAll Orientation orientation,
      @ForAll @IntRange(min = 1, max = 500) int x,
      @ForAll @IntRange(min = 1, max = 500) int y,
      @ForAll @IntRange(min = 1, max = 500) int width,
      @ForAll @IntRange(min = 1, max = 500) int height) {
    double[] box = {x, y, x + width, y + height};

    double[] upright = orientation.toUpright(box, 1000, 1001);

    assertThat(orientation.toStored(upright, 1000, 1001)).containsExactly(box);
    assertThat((upright[2] - upright[0]) * (upright[3] - upright[1])).isEqualTo(width * height);
  }
}
