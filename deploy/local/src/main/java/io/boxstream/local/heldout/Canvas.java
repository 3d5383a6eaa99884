package io.boxstream.local.heldout;

import io.boxstream.images.RgbImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** An image that can be drawn on, enlarged so that what is drawn can be read. */
record Canvas(BufferedImage image, int zoom) {

  private static final int SHORTEST_SIDE = 480;
  private static final int LARGEST_ZOOM = 3;

  static Canvas of(RgbImage source) {
    int side = Math.min(source.width(), source.height());
    int zoom = Math.max(1, Math.min(LARGEST_ZOOM, (SHORTEST_SIDE + side - 1) / side));
    return new Canvas(enlarged(imageOf(source), zoom), zoom);
  }

  Graphics2D graphics() {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return graphics;
  }

  RgbImage pixels() {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] rgb = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return new RgbImage(image.getWidth(), image.getHeight(), rgb);
  }

  private static BufferedImage enlarged(BufferedImage image, int zoom) {
    if (zoom == 1) {
      return image;
    }
    BufferedImage large =
        new BufferedImage(
            image.getWidth() * zoom, image.getHeight() * zoom, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = large.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, large.getWidth(), large.getHeight(), null);
    graphics.dispose();
    return large;
  }

  private static BufferedImage imageOf(RgbImage source) {
    BufferedImage image =
        new BufferedImage(source.width(), source.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] rgb = source.rgb();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | rgb[3 * i + 2] & 255;
    }
    return image;
  }
}
