package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * Paints small things, many of them round and yellow, orange or white, so that colour and roundness
 * alone do not make a helmet. Each is drawn in its own coordinates: about 1 high, standing on the
 * origin.
 */
final class Clutter {

  private static final List<Color> HELMET_LIKE =
      List.of(
          new Color(0xF2C315),
          new Color(0xEDEDE8),
          new Color(0xE8641B),
          new Color(0xC8281E),
          new Color(0x2158B0));

  private static final List<Color> SKIN_LIKE =
      List.of(new Color(0xD7AE8C), new Color(0xA97B55), new Color(0x6D4A33));

  private final Graphics2D graphics;
  private final RandomChoices choices;

  Clutter(Graphics2D graphics, RandomChoices choices) {
    this.graphics = graphics;
    this.choices = choices;
  }

  /** Paints one thing standing at a point. */
  void paint(double x, double y, double size) {
    Graphics2D local = (Graphics2D) graphics.create();
    local.translate(x, y);
    Ink.fill(local, Ink.disc(size * 0.1, 0, size * 0.5, size * 0.1), Ink.glaze(Color.BLACK, 0.25));
    local.scale(size, size);
    switch (choices.count(0, 8)) {
      case 0 -> barrel(local);
      case 1, 2 -> cone(local);
      case 3 -> bucket(local);
      case 4 -> lamp(local);
      case 5 -> ball(local);
      case 6 -> sign(local);
      case 7 -> sack(local);
      default -> barrier(local);
    }
    local.dispose();
  }

  /** Paints a round thing that hangs or is fixed somewhere: a lamp, a balloon marker, a reel. */
  void paintHanging(double x, double y, double size) {
    Graphics2D local = (Graphics2D) graphics.create();
    local.translate(x, y);
    local.scale(size, size);
    Color color = choices.near(choices.pick(HELMET_LIKE), 24);
    if (choices.chance(0.5)) {
      Ink.stroke(local, Ink.from(0, -2.5, 0, -0.5), 0.05, new Color(0x303030));
      Ink.fill(
          local, Ink.disc(0, 0, 0.42, 0.42), Ink.acrossLight(color, -0.4, 0.4, choices.side()));
      Ink.fill(local, Ink.disc(-0.12, -0.15, 0.1, 0.1), Ink.glaze(Color.WHITE, 0.6));
    } else {
      Ink.fill(local, Ink.disc(0, 0, 0.5, 0.5), color);
      Ink.fill(local, Ink.disc(0, 0, 0.36, 0.36), Ink.shade(color, 0.55));
      Ink.fill(local, Ink.disc(0, 0, 0.14, 0.14), new Color(0x302E2C));
    }
    local.dispose();
  }

  private void barrel(Graphics2D local) {
    Color color = choices.near(choices.pick(HELMET_LIKE), 30);
    Ink.fill(local, Ink.rounded(-0.33, -1, 0.66, 1, 0.08), Ink.acrossLight(color, -0.33, 0.33, 1));
    for (double y : new double[] {-0.95, -0.66, -0.34, -0.08}) {
      Ink.fill(local, Ink.box(-0.35, y, 0.7, 0.05), Ink.shade(color, 0.7));
    }
    Ink.fill(local, Ink.disc(0, -0.99, 0.33, 0.09), Ink.shade(color, 1.15));
  }

  private void cone(Graphics2D local) {
    Color color = choices.near(new Color(0xEE6A1C), 16);
    Ink.fill(local, Ink.polygon(-0.06, -1, 0.06, -1, 0.3, -0.08, -0.3, -0.08), color);
    Ink.fill(local, Ink.polygon(-0.13, -0.72, 0.13, -0.72, 0.18, -0.52, -0.18, -0.52), Color.WHITE);
    Ink.fill(local, Ink.polygon(-0.22, -0.36, 0.22, -0.36, 0.26, -0.2, -0.26, -0.2), Color.WHITE);
    Ink.fill(local, Ink.rounded(-0.42, -0.1, 0.84, 0.12, 0.04), Ink.shade(color, 0.7));
  }

  private void bucket(Graphics2D local) {
    Color color = choices.near(choices.pick(HELMET_LIKE), 24);
    boolean upsideDown = choices.chance(0.5);
    double top = upsideDown ? 0.3 : 0.42;
    double bottom = upsideDown ? 0.42 : 0.3;
    Ink.fill(
        local,
        Ink.polygon(-top, -0.8, top, -0.8, bottom, 0, -bottom, 0),
        Ink.acrossLight(color, -0.4, 0.4, -1));
    Ink.fill(local, Ink.disc(0, -0.8, top, 0.1), Ink.shade(color, upsideDown ? 1.1 : 0.4));
  }

  private void lamp(Graphics2D local) {
    Ink.stroke(local, Ink.from(0, 0, 0, -1.1), 0.08, new Color(0x4A4D50));
    Color color = choices.pick(List.of(new Color(0xF7D774), new Color(0xF09A2A), Color.WHITE));
    Ink.fill(local, Ink.disc(0, -1.2, 0.32, 0.3), color);
    Ink.fill(local, Ink.disc(-0.08, -1.28, 0.1, 0.08), Ink.glaze(Color.WHITE, 0.7));
    Ink.fill(local, Ink.box(-0.2, -0.98, 0.4, 0.1), new Color(0x35373A));
  }

  private void ball(Graphics2D local) {
    Color color = choices.near(choices.pick(choices.chance(0.5) ? HELMET_LIKE : SKIN_LIKE), 24);
    Ink.fill(
        local, Ink.disc(0, -0.4, 0.4, 0.42), Ink.acrossLight(color, -0.4, 0.4, choices.side()));
    Ink.fill(local, Ink.disc(-0.1, -0.55, 0.13, 0.1), Ink.glaze(Color.WHITE, 0.35));
  }

  private void sign(Graphics2D local) {
    Ink.stroke(local, Ink.from(0, 0, 0, -1.3), 0.07, new Color(0x8B8F93));
    Color color =
        choices.pick(List.of(new Color(0xF0C419), new Color(0xC22A22), new Color(0x2761AE)));
    if (choices.chance(0.5)) {
      Ink.fill(local, Ink.disc(0, -1.35, 0.42, 0.42), color);
      Ink.fill(local, Ink.disc(0, -1.35, 0.3, 0.3), Color.WHITE);
      Ink.fill(local, Ink.rounded(-0.05, -1.55, 0.1, 0.4, 0.04), new Color(0x202020));
      return;
    }
    Ink.fill(local, Ink.polygon(0, -1.8, 0.48, -1, -0.48, -1), color);
    Ink.fill(local, Ink.rounded(-0.05, -1.5, 0.1, 0.36, 0.04), new Color(0x202020));
  }

  private void sack(Graphics2D local) {
    Color color = choices.near(choices.pick(SKIN_LIKE), 24);
    Path2D sack = new Path2D.Double();
    sack.moveTo(-0.5, 0);
    sack.curveTo(-0.6, -0.5, -0.3, -0.62, 0, -0.58);
    sack.curveTo(0.35, -0.64, 0.6, -0.45, 0.5, 0);
    sack.closePath();
    Ink.fill(local, sack, Ink.acrossLight(color, -0.5, 0.5, choices.side()));
    Ink.stroke(local, Ink.from(-0.3, -0.35, 0.3, -0.38), 0.03, Ink.shade(color, 0.6));
  }

  private void barrier(Graphics2D local) {
    for (int side = -1; side <= 1; side += 2) {
      Ink.stroke(local, Ink.from(side * 0.8, 0, side * 0.8, -1), 0.08, new Color(0x6B6F73));
    }
    for (int plank = 0; plank < 2; plank++) {
      for (int stripe = 0; stripe < 8; stripe++) {
        Ink.fill(
            local,
            Ink.box(-0.9 + stripe * 0.225, -0.95 + plank * 0.42, 0.225, 0.22),
            stripe % 2 == 0 ? new Color(0xD2392C) : new Color(0xF2F0EA));
      }
    }
  }
}
