package io.boxstream.inference.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlateLayoutTest {

  @Test
  void placesAPlateAboveItsBox() {
    Plate plate = new PlateLayout(640, 480).place(new Plate(100, 200, 80, 60), 70, 16);

    assertThat(plate).isEqualTo(new Plate(100, 184, 70, 16));
  }

  @Test
  void staysInsideTheImage() {
    PlateLayout layout = new PlateLayout(640, 480);

    assertThat(layout.place(new Plate(600, 0, 40, 30), 70, 16))
        .isEqualTo(new Plate(570, 0, 70, 16));
    assertThat(layout.place(new Plate(0, 470, 10, 10), 70, 16))
        .isEqualTo(new Plate(0, 454, 70, 16));
  }

  @Test
  void hidesNoPlateWhereThereIsRoom() {
    PlateLayout layout = new PlateLayout(640, 480);
    List<Plate> plates = new ArrayList<>();

    for (int i = 0; i < 8; i++) {
      plates.add(layout.place(new Plate(300 + i, 200, 60, 60), 70, 16));
    }

    assertNoOverlap(plates);
  }

  @Test
  void findsAPlaceForEveryPlateOfAFullImage() {
    Random random = new Random(1);
    PlateLayout layout = new PlateLayout(320, 240);

    for (int i = 0; i < 100; i++) {
      Plate plate =
          layout.place(new Plate(random.nextInt(300), random.nextInt(200), 20, 40), 60, 14);

      assertThat(plate.left()).isBetween(0, 260);
      assertThat(plate.top()).isBetween(0, 226);
    }
  }

  private static void assertNoOverlap(List<Plate> plates) {
    for (Plate one : plates) {
      assertThat(plates).filteredOn(other -> other.overlap(one) > 0).containsExactly(one);
    }
  }
}
