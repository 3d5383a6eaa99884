package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;

/** Draws hair on a head of height 1 whose centre is the origin. */
final class HairPainter {

  private HairPainter() {}

  /** Everything the hair covers, in front of the face and behind it. */
  static Area outline(Look look) {
    Area outline = new Area(front(look));
    outline.add(new Area(behind(look)));
    return outline;
  }

  /** What is drawn before the face. */
  static void paintBehind(Graphics2D graphics, Look look) {
    Ink.fill(graphics, behind(look), Ink.shade(look.cover(), 0.75));
  }

  /** What is drawn over the face. */
  static void paintFront(Graphics2D graphics, Look look, RandomChoices choices) {
    Shape hair = front(look);
    Ink.fill(graphics, hair, Ink.acrossLight(look.cover(), -0.5, 0.5, look.light()));
    Graphics2D inside = (Graphics2D) graphics.create();
    inside.clip(hair);
    for (int i = 0; i < 14; i++) {
      double x = choices.between(-0.45, 0.45);
      Path2D strand = new Path2D.Double();
      strand.moveTo(x * 0.3, -0.6);
      strand.quadTo(x, -0.55, x * 1.1, choices.between(-0.3, 0.4));
      Color color = choices.chance(0.5) ? Color.WHITE : Color.BLACK;
      Ink.stroke(inside, strand, 0.02, Ink.glaze(color, 0.12));
    }
    inside.dispose();
    if (look.hair() == Look.HairStyle.BALD) {
      Ink.fill(
          graphics, Ink.disc(0.12 * look.light(), -0.36, 0.12, 0.07), Ink.glaze(Color.WHITE, 0.3));
    }
  }

  private static Shape behind(Look look) {
    return switch (look.hair()) {
      case LONG -> Ink.rounded(-0.45, -0.5, 0.9, 1.15, 0.3);
      case BUN -> Ink.disc(-0.18 * look.view().turn(), -0.6, 0.17, 0.15);
      case CURLY -> curls(0.5);
      case SHORT, BALD -> new Area();
    };
  }

  private static Shape front(Look look) {
    HeadView view = look.view();
    if (look.hair() == Look.HairStyle.BALD) {
      return view.showsFace() && !view.isProfile() ? sides() : fringe(view);
    }
    if (!view.showsFace()) {
      return Ink.disc(0, -0.1, 0.4, look.hair() == Look.HairStyle.SHORT ? 0.46 : 0.52);
    }
    return view.isProfile() ? profile(view.turn()) : cap(view.turn());
  }

  private static Shape cap(double turn) {
    double part = 0.2 * turn;
    Path2D path = new Path2D.Double();
    path.moveTo(-0.4, 0.05);
    path.curveTo(-0.48, -0.42, -0.26, -0.6, 0, -0.6);
    path.curveTo(0.26, -0.6, 0.48, -0.42, 0.4, 0.05);
    path.quadTo(0.36, -0.12, 0.28 + part * 0.5, -0.22);
    path.quadTo(0.05 + part, -0.24, -0.02 + part, -0.32);
    path.quadTo(-0.1 + part, -0.2, -0.28 + part * 0.5, -0.18);
    path.quadTo(-0.36, -0.1, -0.4, 0.05);
    path.closePath();
    return path;
  }

  private static Shape profile(double d) {
    Path2D path = new Path2D.Double();
    path.moveTo(0.36 * d, -0.24);
    path.curveTo(0.34 * d, -0.56, 0.05 * d, -0.62, -0.1 * d, -0.6);
    path.curveTo(-0.45 * d, -0.56, -0.52 * d, -0.1, -0.36 * d, 0.24);
    path.lineTo(-0.2 * d, 0.26);
    path.quadTo(-0.14 * d, 0.1, -0.06 * d, 0.06);
    path.lineTo(0.02 * d, -0.14);
    path.quadTo(0.2 * d, -0.16, 0.36 * d, -0.24);
    path.closePath();
    return path;
  }

  private static Shape sides() {
    Area sides = new Area(Ink.disc(-0.36, -0.02, 0.07, 0.18));
    sides.add(new Area(Ink.disc(0.36, -0.02, 0.07, 0.18)));
    return sides;
  }

  private static Shape fringe(HeadView view) {
    if (!view.showsFace()) {
      return Ink.rounded(-0.39, -0.1, 0.78, 0.36, 0.15);
    }
    return Ink.disc(-0.26 * view.turn(), 0.02, 0.15, 0.2);
  }

  private static Shape curls(double radius) {
    Area curls = new Area(Ink.disc(0, -0.2, radius * 0.8, radius * 0.75));
    for (int i = 0; i < 11; i++) {
      double angle = Math.PI * (0.9 + 1.2 * i / 10.0);
      double x = Math.cos(angle) * radius * 0.8;
      double y = -0.18 + Math.sin(angle) * radius * 0.75;
      curls.add(new Area(Ink.disc(x, y, 0.12, 0.12)));
    }
    return curls;
  }
}
