package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;

/** Paints the large things of a building site: cranes, scaffolding, diggers, piles of material. */
final class Site {

  private static final Color STEEL = new Color(0x7D858C);
  private static final Color PLANK = new Color(0xA8824F);

  private final Graphics2D graphics;
  private final Ground ground;
  private final RandomChoices choices;

  Site(Graphics2D graphics, Ground ground, RandomChoices choices) {
    this.graphics = graphics;
    this.ground = ground;
    this.choices = choices;
  }

  void crane() {
    double x = choices.between(0.05, 0.95) * ground.width();
    double top = choices.between(0.02, 0.3) * ground.horizon();
    Color color = choices.near(choices.pick(List.of(new Color(0xE3B021), new Color(0xC8452C))), 16);
    double mast = choices.between(7, 14);
    lattice(x, top, x, ground.horizon() + 6, mast, color);
    double reach = choices.between(0.3, 0.7) * ground.width() * choices.side();
    lattice(x - reach * 0.25, top, x + reach, top, mast * 0.8, color);
    Ink.fill(graphics, Ink.box(x - reach * 0.25 - 9, top, 18, 20), new Color(0x77756E));
    Ink.fill(graphics, Ink.box(x - 8, top + 4, 18, 16), Ink.shade(color, 0.8));
    double hook = x + reach * choices.between(0.4, 0.95);
    double drop = choices.between(20, Math.max(30, ground.horizon() * 0.6));
    Ink.stroke(graphics, Ink.from(hook, top, hook, top + drop), 1.2, new Color(0x333333));
    Ink.fill(graphics, Ink.box(hook - 12, top + drop, 24, 8), PLANK);
  }

  private void lattice(double x1, double y1, double x2, double y2, double width, Color color) {
    double length = Math.hypot(x2 - x1, y2 - y1);
    Graphics2D local = (Graphics2D) graphics.create();
    local.translate(x1, y1);
    local.rotate(Math.atan2(y2 - y1, x2 - x1));
    Ink.stroke(local, Ink.from(0, -width / 2, length, -width / 2), 1.6, color);
    Ink.stroke(local, Ink.from(0, width / 2, length, width / 2), 1.6, color);
    for (double at = 0; at < length - width; at += width) {
      Ink.stroke(local, Ink.from(at, -width / 2, at + width, width / 2), 1.1, color);
      Ink.stroke(local, Ink.from(at, width / 2, at + width, -width / 2), 1.1, color);
    }
    local.dispose();
  }

  /** Paints scaffolding and returns the heights of its decks, on which people can stand. */
  List<Double> scaffolding(double x, double width, double bottom, double storey) {
    int storeys = choices.count(2, 4);
    double bay = storey * choices.between(0.8, 1.3);
    Color tube = choices.near(STEEL, 18);
    double thick = Math.max(1.4, storey * 0.035);
    for (int level = 0; level <= storeys; level++) {
      double y = bottom - level * storey;
      if (level > 0) {
        Ink.fill(graphics, Ink.box(x, y, width, thick * 2), choices.near(PLANK, 14));
        Ink.fill(graphics, Ink.box(x, y + thick * 2, width, 2), Ink.glaze(Color.BLACK, 0.3));
      }
      Ink.stroke(
          graphics,
          Ink.from(x, y - storey * 0.42, x + width, y - storey * 0.42),
          thick * 0.8,
          tube);
    }
    double top = bottom - (storeys + 0.5) * storey;
    for (double post = x; post <= x + width; post += bay) {
      Ink.stroke(graphics, Ink.from(post, top, post, bottom), thick, tube);
      if (choices.chance(0.5)) {
        Ink.stroke(
            graphics, Ink.from(post, bottom, post + bay, bottom - storey), thick * 0.7, tube);
      }
    }
    if (choices.chance(0.35)) {
      Ink.fill(
          graphics,
          Ink.box(x, bottom - storeys * storey, bay, storey * storeys),
          Ink.glaze(choices.pick(List.of(new Color(0x3E8C5A), new Color(0x3C6FA8))), 0.45));
    }
    double highest = bottom - storeys * storey;
    return List.of(bottom - storey, Math.max(highest, bottom - 2 * storey));
  }

  void digger() {
    double size = choices.between(0.5, 1.1) * ground.height() * 0.3;
    double x = choices.between(0, ground.width());
    double y = ground.horizon() + choices.between(0.1, 0.35) * (ground.height() - ground.horizon());
    int d = choices.side();
    Color body = choices.near(choices.pick(List.of(new Color(0xE8B11E), new Color(0xDD7A1F))), 16);
    Graphics2D local = (Graphics2D) graphics.create();
    local.translate(x, y);
    local.scale(d * size, size);
    Ink.fill(local, Ink.rounded(-0.5, -0.2, 1.0, 0.2, 0.1), new Color(0x2B2B2D));
    for (double wheel = -0.4; wheel <= 0.41; wheel += 0.2) {
      Ink.fill(local, Ink.disc(wheel, -0.1, 0.07, 0.07), new Color(0x66666A));
    }
    Ink.fill(local, Ink.rounded(-0.5, -0.55, 0.75, 0.36, 0.05), body);
    Ink.fill(local, Ink.rounded(-0.1, -0.85, 0.35, 0.5, 0.04), Ink.shade(body, 0.9));
    Ink.fill(local, Ink.box(-0.04, -0.8, 0.24, 0.26), new Color(0x9FC0CF));
    Ink.stroke(local, Ink.from(0.2, -0.45, 0.7, -1.05), 0.1, body);
    Ink.stroke(local, Ink.from(0.7, -1.05, 1.0, -0.55), 0.08, Ink.shade(body, 0.9));
    Ink.fill(
        local, Ink.polygon(0.9, -0.6, 1.12, -0.5, 1.02, -0.28, 0.82, -0.34), new Color(0x4A4B4D));
    local.dispose();
  }

  void bricksPile() {
    double y = depth();
    double unit = ground.headHeight(y) * 0.7 + 2;
    double x = choices.between(0, ground.width());
    Color color = choices.near(new Color(0xA9573D), 24);
    int rows = choices.count(2, 5);
    int columns = choices.count(3, 7);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        Ink.fill(
            graphics,
            Ink.box(x + column * unit, y - (row + 1) * unit * 0.5, unit - 1, unit * 0.5 - 1),
            Ink.shade(color, choices.between(0.8, 1.15)));
      }
    }
    Ink.fill(graphics, Ink.box(x - 3, y, columns * unit + 6, unit * 0.22), PLANK);
  }

  void pipes() {
    double y = depth();
    double unit = ground.headHeight(y) * choices.between(0.5, 0.9) + 2;
    double x = choices.between(0, ground.width());
    Color color =
        choices.near(
            choices.pick(List.of(new Color(0xE0812B), new Color(0x8D9296), new Color(0x3B6FA0))),
            16);
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 4 - row; i++) {
        double px = x + (i * 2 + row) * unit;
        double py = y - unit - row * unit * 1.75;
        Ink.fill(graphics, Ink.disc(px, py, unit, unit), color);
        Ink.fill(graphics, Ink.disc(px, py, unit * 0.8, unit * 0.8), Ink.shade(color, 0.3));
      }
    }
  }

  void sand() {
    double y = depth();
    double size = ground.headHeight(y) * choices.between(2, 5) + 10;
    double x = choices.between(0, ground.width());
    Color color = choices.near(new Color(0xC9AE7C), 20);
    Ink.fill(
        graphics,
        Ink.polygon(
            x - size * 1.6,
            y,
            x - size * 0.5,
            y - size * 0.55,
            x,
            y - size * 0.72,
            x + size * 0.6,
            y - size * 0.5,
            x + size * 1.7,
            y),
        Ink.acrossLight(color, x - size, x + size, choices.side()));
  }

  private double depth() {
    double share = choices.between(0.05, 0.9);
    return ground.horizon() + share * share * (ground.height() - ground.horizon());
  }
}
