package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * Draws a safety helmet on a head of height 1 whose centre is the origin: shell, ribs, brim and the
 * light on it.
 */
final class HelmetPainter {

  private HelmetPainter() {}

  /** Everything the helmet covers. */
  static Area outline(HeadView view) {
    Area outline = new Area(shell(view));
    outline.add(new Area(brim(view)));
    return outline;
  }

  static void paint(Graphics2D graphics, Look look, RandomChoices choices) {
    HeadView view = look.view();
    Color color = look.cover();
    Shape shell = shell(view);
    if (view.showsFace()) {
      Ink.fill(graphics, shadowOfBrim(view), Ink.glaze(Color.BLACK, 0.32));
    }
    if (choices.chance(0.4)) {
      strap(graphics, view);
    }
    Ink.fill(graphics, shell, Ink.acrossLight(color, -0.5, 0.5, look.light()));
    Graphics2D inside = (Graphics2D) graphics.create();
    inside.clip(shell);
    ribs(inside, view, color);
    Ink.fill(inside, Ink.disc(0.2 * look.light(), -0.5, 0.15, 0.09), Ink.glaze(Color.WHITE, 0.5));
    Ink.fill(inside, Ink.box(-0.8, -0.26, 1.6, 0.16), Ink.glaze(Color.BLACK, 0.10));
    if (choices.chance(0.3) && view.showsFace()) {
      Ink.fill(inside, Ink.rounded(-0.1 + 0.3 * view.turn(), -0.42, 0.2, 0.14, 0.03), badge(color));
    }
    inside.dispose();
    Ink.fill(graphics, brim(view), Ink.acrossLight(Ink.shade(color, 0.9), -0.5, 0.5, look.light()));
    Ink.stroke(graphics, shell, 0.012, Ink.glaze(Ink.shade(color, 0.45), 0.6));
    if (choices.chance(0.12)) {
      earDefender(graphics, view, choices);
    }
  }

  private static Color badge(Color color) {
    return color.getBlue() > 150 ? new Color(0x2C5BA8) : new Color(0xF4F2EC);
  }

  private static Shape shell(HeadView view) {
    Path2D path = new Path2D.Double();
    double bottom = view.showsFace() ? -0.13 : 0.02;
    path.moveTo(-0.46, bottom);
    path.curveTo(-0.5, -0.5, -0.28, -0.74, 0, -0.74);
    path.curveTo(0.28, -0.74, 0.5, -0.5, 0.46, bottom);
    path.quadTo(0, bottom + 0.07, -0.46, bottom);
    path.closePath();
    return view.isProfile() ? stretched(path) : path;
  }

  private static Shape stretched(Shape shape) {
    return AffineTransform.getScaleInstance(1.1, 1).createTransformedShape(shape);
  }

  private static Shape brim(HeadView view) {
    if (view.isProfile()) {
      double d = view.turn();
      Path2D path = new Path2D.Double();
      path.moveTo(-0.53 * d, -0.17);
      path.lineTo(0.45 * d, -0.2);
      path.quadTo(0.62 * d, -0.2, 0.74 * d, -0.09);
      path.quadTo(0.55 * d, -0.1, 0.42 * d, -0.08);
      path.lineTo(-0.54 * d, -0.07);
      path.closePath();
      return path;
    }
    if (!view.showsFace()) {
      return Ink.rounded(-0.49, -0.03, 0.98, 0.08, 0.04);
    }
    double shift = 0.16 * view.turn();
    Path2D path = new Path2D.Double();
    path.moveTo(-0.52, -0.15);
    path.curveTo(-0.3, -0.24, 0.3, -0.24, 0.52, -0.15);
    path.quadTo(0.5, -0.09, 0.4 + shift, -0.07);
    path.curveTo(0.25 + shift, 0.0, -0.25 + shift, 0.0, -0.4 + shift, -0.07);
    path.quadTo(-0.5, -0.09, -0.52, -0.15);
    path.closePath();
    return path;
  }

  private static Shape shadowOfBrim(HeadView view) {
    double shift = 0.12 * view.turn();
    return Ink.polygon(
        -0.37, -0.14, 0.37, -0.14, 0.33, 0.0, 0.1 + shift, 0.08, -0.1 + shift, 0.08, -0.33, 0.0);
  }

  private static void ribs(Graphics2D graphics, HeadView view, Color color) {
    double centre = view.isProfile() ? 0 : 0.22 * view.turn();
    Path2D rib = new Path2D.Double();
    rib.moveTo(centre * 1.7 - 0.05, -0.1);
    rib.quadTo(centre - 0.06, -0.6, -0.03, -0.8);
    rib.lineTo(0.03, -0.8);
    rib.quadTo(centre + 0.06, -0.6, centre * 1.7 + 0.05, -0.1);
    rib.closePath();
    Ink.fill(graphics, rib, Ink.glaze(Color.WHITE, 0.22));
    Ink.stroke(graphics, rib, 0.015, Ink.glaze(Ink.shade(color, 0.5), 0.5));
    for (int side = -1; side <= 1; side += 2) {
      Path2D edge = new Path2D.Double();
      edge.moveTo(centre + side * 0.26, -0.1);
      edge.quadTo(centre * 0.7 + side * 0.24, -0.5, side * 0.1, -0.72);
      Ink.stroke(graphics, edge, 0.02, Ink.glaze(Ink.shade(color, 0.55), 0.4));
    }
  }

  private static void strap(Graphics2D graphics, HeadView view) {
    Color strap = new Color(0x2B2B2B);
    if (view.isProfile()) {
      Ink.stroke(graphics, Ink.from(0, -0.1, 0.16 * view.turn(), 0.44), 0.035, strap);
      return;
    }
    if (view.showsFace()) {
      Ink.stroke(graphics, Ink.from(-0.34, -0.1, -0.2, 0.44), 0.03, strap);
      Ink.stroke(graphics, Ink.from(0.34, -0.1, 0.2, 0.44), 0.03, strap);
    }
  }

  private static void earDefender(Graphics2D graphics, HeadView view, RandomChoices choices) {
    Color cup = choices.pick(List.of(new Color(0x2A2A2C), new Color(0xA62A22)));
    if (view.isProfile()) {
      Ink.fill(graphics, Ink.disc(-0.05 * view.turn(), 0.05, 0.13, 0.17), cup);
      return;
    }
    Ink.fill(graphics, Ink.disc(-0.4, 0.05, 0.08, 0.15), cup);
    Ink.fill(graphics, Ink.disc(0.4, 0.05, 0.08, 0.15), cup);
  }
}
