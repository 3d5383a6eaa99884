package io.boxstream.local.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** Colours and shapes in the few forms that every painter here needs. */
final class Ink {

  private Ink() {}

  static Graphics2D on(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  /** The colour made lighter (factor above 1) or darker (below 1). */
  static Color shade(Color color, double factor) {
    return new Color(
        channel(color.getRed() * factor),
        channel(color.getGreen() * factor),
        channel(color.getBlue() * factor),
        color.getAlpha());
  }

  static Color mix(Color first, Color second, double share) {
    return new Color(
        channel(first.getRed() * (1 - share) + second.getRed() * share),
        channel(first.getGreen() * (1 - share) + second.getGreen() * share),
        channel(first.getBlue() * (1 - share) + second.getBlue() * share));
  }

  /** The colour with an opacity from 0 to 1. */
  static Color glaze(Color color, double opacity) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), channel(opacity * 255));
  }

  static Rectangle2D box(double x, double y, double width, double height) {
    return new Rectangle2D.Double(x, y, width, height);
  }

  static Shape rounded(double x, double y, double width, double height, double radius) {
    return new RoundRectangle2D.Double(x, y, width, height, 2 * radius, 2 * radius);
  }

  static Ellipse2D disc(double x, double y, double horizontal, double vertical) {
    return new Ellipse2D.Double(x - horizontal, y - vertical, 2 * horizontal, 2 * vertical);
  }

  static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }

  static void fill(Graphics2D graphics, Shape shape, Paint paint) {
    graphics.setPaint(paint);
    graphics.fill(shape);
  }

  static void stroke(Graphics2D graphics, Shape shape, double width, Paint paint) {
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.setPaint(paint);
    graphics.draw(shape);
  }

  static Line2D from(double x1, double y1, double x2, double y2) {
    return new Line2D.Double(x1, y1, x2, y2);
  }

  /** Light on one side, dark on the other: what makes a flat shape look round. */
  static Paint acrossLight(Color color, double left, double right, double light) {
    double strength = 0.28;
    return new GradientPaint(
        (float) left,
        0f,
        shade(color, 1 + (light < 0 ? strength : -strength)),
        (float) right,
        0f,
        shade(color, 1 + (light < 0 ? -strength : strength)));
  }

  static Paint downwards(Color top, double y1, Color bottom, double y2) {
    return new GradientPaint(0f, (float) y1, top, 0f, (float) y2, bottom);
  }

  private static int channel(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
