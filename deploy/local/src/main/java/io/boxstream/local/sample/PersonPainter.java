package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * Draws the body below a head. Lengths are in heights of the head, the origin is the centre of the
 * head, the feet stand {@link #FEET} below it.
 */
final class PersonPainter {

  /** How far the soles are below the centre of the head. */
  static final double FEET = 6.2;

  private static final double SHOULDER = 0.86;
  private static final double HIP = 3.1;
  private static final Color STRIP = new Color(0xDDE3E0);

  private PersonPainter() {}

  static void paint(Graphics2D graphics, Look look, RandomChoices choices) {
    legs(graphics, look, choices);
    double width = choices.between(0.78, 1.0) * (look.view().isProfile() ? 0.7 : 1);
    boolean armBehind = choices.chance(0.5);
    if (armBehind) {
      arm(graphics, look, choices, -width);
    }
    torso(graphics, look, width);
    vest(graphics, look, width);
    if (!armBehind) {
      arm(graphics, look, choices, -width);
    }
    arm(graphics, look, choices, width);
  }

  private static void legs(Graphics2D graphics, Look look, RandomChoices choices) {
    double stride = choices.between(0.1, 0.55);
    for (int side = -1; side <= 1; side += 2) {
      Color cloth = Ink.shade(look.trousers(), side == look.light() ? 1.1 : 0.8);
      Ink.stroke(
          graphics,
          Ink.from(side * 0.3, HIP - 0.1, side * (0.25 + stride), FEET - 0.3),
          0.55,
          cloth);
      Ink.fill(
          graphics,
          Ink.rounded(side * (0.25 + stride) - 0.3, FEET - 0.3, 0.62, 0.3, 0.12),
          new Color(0x2A221C));
    }
  }

  private static Shape trunk(double width) {
    Path2D trunk = new Path2D.Double();
    trunk.moveTo(-0.2, 0.5);
    trunk.quadTo(-width * 0.95, 0.58, -width, SHOULDER + 0.2);
    trunk.lineTo(-width * 0.8, HIP);
    trunk.lineTo(width * 0.8, HIP);
    trunk.lineTo(width, SHOULDER + 0.2);
    trunk.quadTo(width * 0.95, 0.58, 0.2, 0.5);
    trunk.quadTo(0, 0.72, -0.2, 0.5);
    trunk.closePath();
    return trunk;
  }

  private static void torso(Graphics2D graphics, Look look, double width) {
    Shape trunk = trunk(width);
    Ink.fill(graphics, trunk, Ink.acrossLight(look.jacket(), -width, width, look.light()));
    if (look.view().showsFace() && !look.view().isProfile()) {
      Ink.stroke(graphics, Ink.from(0, 0.7, 0, HIP), 0.04, Ink.glaze(Color.BLACK, 0.3));
    }
    Ink.stroke(graphics, trunk, 0.03, Ink.glaze(Color.BLACK, 0.25));
  }

  private static void vest(Graphics2D graphics, Look look, double width) {
    if (look.vest() == Look.Vest.NONE) {
      return;
    }
    Color color = look.vest() == Look.Vest.YELLOW ? new Color(0xC9E02A) : new Color(0xF07A1E);
    Graphics2D inside = (Graphics2D) graphics.create();
    inside.clip(trunk(width));
    Ink.fill(
        inside,
        Ink.box(-width, 0.4, 2 * width, HIP),
        Ink.acrossLight(color, -width, width, look.light()));
    if (look.view().showsFace()) {
      Ink.fill(inside, Ink.polygon(-0.24, 0.4, 0.24, 0.4, 0, 1.4), look.jacket());
    }
    Ink.fill(inside, Ink.box(-width * 0.62, 0.4, 0.2, 2), STRIP);
    Ink.fill(inside, Ink.box(width * 0.62 - 0.2, 0.4, 0.2, 2), STRIP);
    Ink.fill(inside, Ink.box(-width, 1.75, 2 * width, 0.2), STRIP);
    Ink.fill(inside, Ink.box(-width, 2.3, 2 * width, 0.2), STRIP);
    inside.dispose();
  }

  private static void arm(Graphics2D graphics, Look look, RandomChoices choices, double shoulder) {
    int side = shoulder < 0 ? -1 : 1;
    double upper = choices.pick(List.of(0.15, 0.25, 0.4, 0.9, 2.3));
    double lower = upper - choices.between(0.0, 1.4) * (choices.chance(0.6) ? 1 : -0.4);
    double x = shoulder - side * 0.12;
    double elbowX = x + side * Math.sin(upper) * 1.05;
    double elbowY = SHOULDER + Math.cos(upper) * 1.05;
    double handX = elbowX + side * Math.sin(lower) * 0.95;
    double handY = elbowY + Math.cos(lower) * 0.95;
    Color sleeve = Ink.shade(look.jacket(), side == look.light() ? 1.15 : 0.82);
    Ink.stroke(graphics, Ink.from(x, SHOULDER + 0.05, elbowX, elbowY), 0.4, sleeve);
    Ink.stroke(graphics, Ink.from(elbowX, elbowY, handX, handY), 0.34, Ink.shade(sleeve, 0.95));
    tool(graphics, choices, handX, handY);
    Color hand = choices.chance(0.3) ? new Color(0x4A4642) : look.skin();
    Ink.fill(graphics, Ink.disc(handX, handY, 0.17, 0.18), hand);
  }

  private static void tool(Graphics2D graphics, RandomChoices choices, double x, double y) {
    double which = choices.between(0, 1);
    if (which < 0.12) {
      Ink.stroke(graphics, Ink.from(x, y - 0.5, x + 0.2, y + 0.9), 0.1, new Color(0x7A5732));
      Ink.fill(graphics, Ink.rounded(x - 0.3, y - 0.7, 0.6, 0.25, 0.05), new Color(0x4C5157));
      return;
    }
    if (which < 0.22) {
      Ink.fill(graphics, Ink.rounded(x - 0.35, y - 0.6, 0.7, 0.95, 0.06), new Color(0x8A6238));
      Ink.fill(graphics, Ink.box(x - 0.28, y - 0.48, 0.56, 0.76), new Color(0xF1EEE4));
      return;
    }
    if (which < 0.32) {
      Ink.stroke(graphics, Ink.from(x, y, x, y + 0.4), 0.04, new Color(0x333333));
      Ink.fill(
          graphics,
          Ink.polygon(x - 0.3, y + 0.35, x + 0.3, y + 0.35, x + 0.22, y + 0.95, x - 0.22, y + 0.95),
          choices.pick(List.of(new Color(0xE9C22B), new Color(0x3A3D42), new Color(0xDDDBD4))));
    }
  }
}
