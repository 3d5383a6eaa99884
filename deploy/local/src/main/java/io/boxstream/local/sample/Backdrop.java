package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;

/** Paints what is far away: the sky, the town, the building under construction, the ground. */
final class Backdrop {

  private static final List<List<Color>> SKIES =
      List.of(
          List.of(new Color(0x5E9BD6), new Color(0xCFE3F0)),
          List.of(new Color(0x9FB2C2), new Color(0xDCE2E5)),
          List.of(new Color(0x7C8894), new Color(0xB9C0C4)),
          List.of(new Color(0x4C6FA6), new Color(0xF0C79A)),
          List.of(new Color(0x35507E), new Color(0xD8906A)));

  private static final List<Color> GROUNDS =
      List.of(
          new Color(0x9A8465),
          new Color(0x8B7355),
          new Color(0x8E8C86),
          new Color(0xA59D8B),
          new Color(0x6F6A5E));

  private static final List<Color> CONCRETES =
      List.of(new Color(0xA8A59C), new Color(0x8F8E89), new Color(0xBDB7A8));

  private static final List<Color> BRICKS =
      List.of(new Color(0x9C4A35), new Color(0xB0684A), new Color(0xC08A62), new Color(0x7C3C30));

  private final Graphics2D graphics;
  private final Ground ground;
  private final RandomChoices choices;

  Backdrop(Graphics2D graphics, Ground ground, RandomChoices choices) {
    this.graphics = graphics;
    this.ground = ground;
    this.choices = choices;
  }

  void paint() {
    sky();
    town();
    floor();
    int buildings = choices.count(1, 3);
    for (int i = 0; i < buildings; i++) {
      building();
    }
  }

  private void sky() {
    List<Color> sky = choices.pick(SKIES);
    Color top = choices.near(sky.get(0), 20);
    Color low = choices.near(sky.get(1), 16);
    Ink.fill(
        graphics,
        Ink.box(0, 0, ground.width(), ground.height()),
        Ink.downwards(top, 0, low, ground.horizon()));
    int clouds = choices.count(0, 5);
    for (int i = 0; i < clouds; i++) {
      double x = choices.between(0, ground.width());
      double y = choices.between(0, ground.horizon() * 0.7);
      for (int puff = 0; puff < 12; puff++) {
        Ink.fill(
            graphics,
            Ink.disc(
                x + choices.between(-60, 60),
                y + choices.between(-8, 8),
                choices.between(18, 46),
                choices.between(6, 14)),
            Ink.glaze(Color.WHITE, 0.12));
      }
    }
  }

  private void town() {
    double x = -20;
    while (x < ground.width()) {
      double width = choices.between(24, 90);
      double height = choices.between(10, ground.horizon() * 0.5);
      Color color = choices.near(new Color(0x9AA5AE), 22);
      Ink.fill(graphics, Ink.box(x, ground.horizon() - height, width, height + 4), color);
      for (double wy = ground.horizon() - height + 5; wy < ground.horizon() - 4; wy += 9) {
        for (double wx = x + 4; wx < x + width - 5; wx += 8) {
          Ink.fill(graphics, Ink.box(wx, wy, 4, 5), Ink.shade(color, 0.82));
        }
      }
      x += width + choices.between(-4, 30);
    }
  }

  private void floor() {
    Color color = choices.near(choices.pick(GROUNDS), 18);
    double horizon = ground.horizon();
    Ink.fill(
        graphics,
        Ink.box(0, horizon, ground.width(), ground.height() - horizon),
        Ink.downwards(Ink.shade(color, 1.18), horizon, Ink.shade(color, 0.8), ground.height()));
    for (int i = 0; i < 160; i++) {
      double depth = choices.between(0, 1);
      double y = horizon + depth * depth * (ground.height() - horizon);
      double size = 0.6 + depth * depth * choices.between(1, 14);
      Color stone = Ink.shade(color, choices.between(0.7, 1.3));
      Ink.fill(
          graphics,
          Ink.disc(choices.between(0, ground.width()), y, size * 1.8, size * 0.5),
          Ink.glaze(stone, 0.55));
    }
    if (choices.chance(0.5)) {
      tracks(color);
    }
  }

  private void tracks(Color color) {
    double vanish = choices.between(0, ground.width());
    double bottom = choices.between(-100, ground.width() + 100);
    for (int side = -1; side <= 1; side += 2) {
      Ink.fill(
          graphics,
          Ink.polygon(
              vanish + side * 4,
              ground.horizon() + 2,
              bottom + side * 110 - 26,
              ground.height(),
              bottom + side * 110 + 26,
              ground.height()),
          Ink.glaze(Ink.shade(color, 0.6), 0.5));
    }
  }

  private void building() {
    double width = choices.between(0.25, 0.75) * ground.width();
    double x = choices.between(-0.3 * width, ground.width() - 0.6 * width);
    double bottom = ground.horizon() + choices.between(0.02, 0.22) * ground.height();
    double height = choices.between(0.45, 1.1) * bottom;
    double y = bottom - height;
    switch (choices.count(0, 3)) {
      case 0 -> bricks(x, y, width, height);
      case 1 -> slabs(x, y, width, height);
      case 2 -> skeleton(x, y, width, height);
      default -> fence(x, bottom - height * 0.4, width, height * 0.4);
    }
  }

  private void bricks(double x, double y, double width, double height) {
    Color color = choices.near(choices.pick(BRICKS), 14);
    Ink.fill(graphics, Ink.box(x, y, width, height), Ink.shade(color, 0.78));
    double course = choices.between(5, 10);
    int row = 0;
    for (double by = y; by < y + height - course; by += course, row++) {
      for (double bx = x + (row % 2) * course; bx < x + width - course * 2; bx += course * 2.2) {
        if (by > -course && bx > -2 * course && bx < ground.width()) {
          Ink.fill(
              graphics,
              Ink.box(bx, by, course * 2, course - 1.4),
              Ink.shade(color, choices.between(0.86, 1.14)));
        }
      }
    }
    openings(x, y, width, height, new Color(0x2E3338));
  }

  private void slabs(double x, double y, double width, double height) {
    Color color = choices.near(choices.pick(CONCRETES), 14);
    Ink.fill(
        graphics,
        Ink.box(x, y, width, height),
        Ink.downwards(Ink.shade(color, 1.08), y, Ink.shade(color, 0.86), y + height));
    double panel = choices.between(45, 90);
    for (double px = x; px < x + width; px += panel) {
      for (double py = y; py < y + height; py += panel * 0.7) {
        Ink.stroke(graphics, Ink.box(px, py, panel, panel * 0.7), 1.2, Ink.shade(color, 0.75));
        Ink.fill(graphics, Ink.disc(px + 9, py + 9, 1.8, 1.8), Ink.shade(color, 0.6));
      }
    }
    for (int i = 0; i < 6; i++) {
      double sx = choices.between(x, x + width);
      Ink.fill(
          graphics,
          Ink.polygon(sx, y, sx + 14, y, sx + 8, y + choices.between(20, height)),
          Ink.glaze(Ink.shade(color, 0.55), 0.25));
    }
    openings(x, y, width, height, new Color(0x3B3F42));
  }

  private void skeleton(double x, double y, double width, double height) {
    Color color = choices.near(choices.pick(CONCRETES), 14);
    Ink.fill(graphics, Ink.box(x, y, width, height), Ink.shade(color, 0.45));
    double floor = choices.between(60, 110);
    for (double fy = y; fy < y + height; fy += floor) {
      for (double column = x; column < x + width; column += floor * 0.9) {
        Ink.fill(graphics, Ink.box(column, fy, floor * 0.13, floor), Ink.shade(color, 0.92));
      }
      Ink.fill(graphics, Ink.box(x, fy, width, floor * 0.16), color);
      Ink.fill(graphics, Ink.box(x, fy + floor * 0.16, width, 4), Ink.glaze(Color.BLACK, 0.35));
    }
  }

  private void fence(double x, double y, double width, double height) {
    Color color =
        choices.near(
            choices.pick(List.of(new Color(0x4A6E8C), new Color(0x5C7A5A), new Color(0xC8CCCC))),
            20);
    double rib = choices.between(6, 14);
    int stripe = 0;
    for (double fx = x; fx < x + width; fx += rib, stripe++) {
      Ink.fill(
          graphics,
          Ink.box(fx, y, rib + 0.5, height),
          Ink.shade(color, stripe % 2 == 0 ? 1.06 : 0.88));
    }
    Ink.fill(graphics, Ink.box(x, y + height * 0.1, width, 3), Ink.shade(color, 0.7));
    Ink.fill(graphics, Ink.box(x, y + height * 0.85, width, 3), Ink.shade(color, 0.7));
  }

  private void openings(double x, double y, double width, double height, Color color) {
    double step = choices.between(70, 130);
    for (double ox = x + step * 0.4; ox < x + width - step * 0.6; ox += step) {
      for (double oy = y + step * 0.3; oy < y + height - step * 0.6; oy += step) {
        if (choices.chance(0.7)) {
          Ink.fill(graphics, Ink.box(ox, oy, step * 0.4, step * 0.5), choices.near(color, 14));
          Ink.stroke(graphics, Ink.box(ox, oy, step * 0.4, step * 0.5), 2, Ink.shade(color, 1.9));
        }
      }
    }
  }
}
