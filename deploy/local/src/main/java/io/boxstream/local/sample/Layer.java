package io.boxstream.local.sample;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.Consumer;

/**
 * One thing in front of the backdrop, drawn on its own, so that it is known which pixels of a head
 * the nearer things hide.
 */
final class Layer {

  private static final int OPAQUE = 128;

  private final Rectangle area;
  private final BufferedImage drawing;
  private final int[] pixels;

  private Layer(Rectangle area, BufferedImage drawing) {
    this.area = area;
    this.drawing = drawing;
    this.pixels = ((DataBufferInt) drawing.getRaster().getDataBuffer()).getData();
  }

  /** Draws a thing that stays inside {@code area}, in the coordinates of the whole image. */
  static Layer draw(Rectangle area, Consumer<Graphics2D> painter) {
    BufferedImage drawing =
        new BufferedImage(
            Math.max(1, area.width), Math.max(1, area.height), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = Ink.on(drawing);
    graphics.translate(-area.x, -area.y);
    painter.accept(graphics);
    graphics.dispose();
    return new Layer(area, drawing);
  }

  void paintOn(Graphics2D image) {
    image.drawImage(drawing, area.x, area.y, null);
  }

  boolean hides(int x, int y) {
    return area.contains(x, y)
        && pixels[(y - area.y) * drawing.getWidth() + x - area.x] >>> 24 > OPAQUE;
  }
}
