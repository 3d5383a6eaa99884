package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;

/**
 * Draws a head, bare or with a helmet, in its own coordinates: the origin is its centre, it is 1
 * high from the crown to the chin, and y points down.
 */
final class HeadPainter {

  private HeadPainter() {}

  /** What a box around the head encloses: skull, face, ears, and the helmet or the hair on it. */
  static Area outline(Look look) {
    Area outline = new Area(skull(look.view()));
    outline.add(look.helmet() ? HelmetPainter.outline(look.view()) : HairPainter.outline(look));
    outline.intersect(new Area(Ink.box(-2, -2, 4, 2.52)));
    return outline;
  }

  static void paint(Graphics2D graphics, Look look, RandomChoices choices) {
    if (!look.helmet()) {
      HairPainter.paintBehind(graphics, look);
    }
    neck(graphics, look);
    ears(graphics, look);
    Ink.fill(graphics, skull(look.view()), Ink.acrossLight(look.skin(), -0.45, 0.45, look.light()));
    if (look.view().showsFace()) {
      face(graphics, look, choices);
    } else {
      Ink.fill(graphics, Ink.rounded(-0.37, -0.2, 0.74, 0.46, 0.2), napeColor(look));
    }
    if (look.helmet()) {
      HelmetPainter.paint(graphics, look, choices);
      return;
    }
    HairPainter.paintFront(graphics, look, choices);
  }

  private static Color napeColor(Look look) {
    return look.helmet() ? Ink.shade(look.skin(), 0.35) : look.cover();
  }

  private static Shape skull(HeadView view) {
    Area skull = new Area(Ink.disc(0, -0.1, 0.38, 0.4));
    skull.add(new Area(Ink.disc(0.06 * view.turn(), 0.12, 0.31, 0.38)));
    if (view.isProfile()) {
      double d = view.turn();
      skull.add(new Area(Ink.polygon(0.3 * d, -0.05, 0.47 * d, 0.13, 0.3 * d, 0.17)));
    }
    return skull;
  }

  private static void neck(Graphics2D graphics, Look look) {
    Ink.fill(graphics, Ink.rounded(-0.17, 0.2, 0.34, 0.55, 0.1), Ink.shade(look.skin(), 0.72));
  }

  private static void ears(Graphics2D graphics, Look look) {
    if (!look.view().isProfile()) {
      double shift = -0.1 * look.view().turn();
      Color ear = Ink.shade(look.skin(), 0.85);
      Ink.fill(graphics, Ink.disc(-0.37 + shift, 0.04, 0.06, 0.1), ear);
      Ink.fill(graphics, Ink.disc(0.37 + shift, 0.04, 0.06, 0.1), ear);
    }
  }

  private static void face(Graphics2D graphics, Look look, RandomChoices choices) {
    double turn = look.view().turn();
    Color dark = Ink.shade(look.skin(), 0.55);
    if (choices.chance(0.3)) {
      beard(graphics, look, choices);
    }
    if (look.view().isProfile()) {
      Ink.fill(graphics, Ink.disc(-0.05 * turn, 0.06, 0.06, 0.1), Ink.shade(look.skin(), 0.8));
      eye(graphics, 0.25 * turn, look);
      Ink.stroke(graphics, Ink.from(0.22 * turn, 0.27, 0.33 * turn, 0.26), 0.03, dark);
      return;
    }
    eye(graphics, -0.15 + 0.2 * turn, look);
    eye(graphics, 0.15 + 0.2 * turn, look);
    double nose = 0.28 * turn;
    Ink.stroke(
        graphics, Ink.from(nose, 0.0, nose + 0.05 * Math.signum(turn + 0.1), 0.14), 0.03, dark);
    mouth(graphics, 0.22 * turn, look, choices);
    if (choices.chance(0.15)) {
      glasses(graphics, turn);
    }
  }

  private static void eye(Graphics2D graphics, double x, Look look) {
    Ink.fill(graphics, Ink.disc(x, 0.02, 0.06, 0.032), new Color(0xF3EFE8));
    Ink.fill(graphics, Ink.disc(x, 0.02, 0.03, 0.032), new Color(0x2A1D14));
    Color brow = look.helmet() ? new Color(0x33241A) : Ink.shade(look.cover(), 0.7);
    Ink.stroke(graphics, Ink.from(x - 0.07, -0.05, x + 0.07, -0.055), 0.03, brow);
  }

  private static void mouth(Graphics2D graphics, double x, Look look, RandomChoices choices) {
    Path2D mouth = new Path2D.Double();
    mouth.moveTo(x - 0.1, 0.27);
    mouth.quadTo(x, 0.27 + choices.between(-0.02, 0.06), x + 0.1, 0.27);
    Ink.stroke(graphics, mouth, 0.03, Ink.mix(look.skin(), new Color(0x7A2A22), 0.6));
  }

  private static void beard(Graphics2D graphics, Look look, RandomChoices choices) {
    Area beard = new Area(skull(look.view()));
    beard.intersect(new Area(Ink.box(-1, choices.between(0.14, 0.22), 2, 1)));
    Color color = look.helmet() ? new Color(0x3A2A1E) : look.cover();
    Ink.fill(graphics, beard, Ink.glaze(color, choices.between(0.35, 0.9)));
  }

  private static void glasses(Graphics2D graphics, double turn) {
    Color frame = new Color(0x222222);
    for (int side = -1; side <= 1; side += 2) {
      Shape lens = Ink.disc(side * 0.15 + 0.2 * turn, 0.03, 0.1, 0.075);
      Ink.fill(graphics, lens, Ink.glaze(new Color(0xBFD8E6), 0.4));
      Ink.stroke(graphics, lens, 0.025, frame);
    }
  }
}
