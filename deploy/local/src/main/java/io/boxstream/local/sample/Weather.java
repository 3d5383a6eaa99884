package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.DataBufferInt;
import java.awt.image.Kernel;

/** Puts light, haze, blur and the noise of a sensor over a finished drawing. */
final class Weather {

  private static final int NOISE = 1 << 14;

  private final RandomChoices choices;

  Weather(RandomChoices choices) {
    this.choices = choices;
  }

  /** Returns the image as a camera might have taken it; the given one is painted over. */
  BufferedImage apply(BufferedImage image) {
    light(image);
    BufferedImage seen = choices.chance(0.45) ? blurred(image) : image;
    expose(seen);
    return seen;
  }

  private void light(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Graphics2D graphics = Ink.on(image);
    Color low = new Color(1f, 0.85f, 0.6f, (float) choices.between(0, 0.28));
    Color dark = new Color(0f, 0f, 0.1f, (float) choices.between(0, 0.4));
    boolean fromLeft = choices.chance(0.5);
    Ink.fill(
        graphics,
        Ink.box(0, 0, width, height),
        new GradientPaint(
            fromLeft ? 0 : width, 0f, low, fromLeft ? width : 0, (float) height, dark));
    if (choices.chance(0.4)) {
      double x = choices.between(-0.2, 0.8) * width;
      double wide = choices.between(0.2, 0.6) * width;
      double lean = choices.between(-0.5, 0.5) * width;
      Ink.fill(
          graphics,
          Ink.polygon(x, 0, x + wide, 0, x + wide + lean, height, x + lean, height),
          new Color(0f, 0f, 0.05f, (float) choices.between(0.1, 0.38)));
    }
    float radius = (float) (Math.hypot(width, height) / 2);
    Ink.fill(
        graphics,
        Ink.box(0, 0, width, height),
        new RadialGradientPaint(
            width / 2f,
            height / 2f,
            radius,
            new float[] {0.55f, 1f},
            new Color[] {
              new Color(0, 0, 0, 0), new Color(0f, 0f, 0f, (float) choices.between(0, 0.35))
            }));
    graphics.dispose();
  }

  private BufferedImage blurred(BufferedImage image) {
    double sigma = choices.between(0.4, 1.1);
    float[] weights = new float[9];
    float sum = 0;
    for (int i = 0; i < 9; i++) {
      int x = i % 3 - 1;
      int y = i / 3 - 1;
      weights[i] = (float) Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
      sum += weights[i];
    }
    for (int i = 0; i < 9; i++) {
      weights[i] /= sum;
    }
    BufferedImage out =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    new ConvolveOp(new Kernel(3, 3, weights), ConvolveOp.EDGE_NO_OP, null).filter(image, out);
    return out;
  }

  private void expose(BufferedImage image) {
    double contrast = choices.between(0.7, 1.15);
    double brightness = choices.between(-28, 22);
    double warmth = choices.between(-12, 12);
    int[] red = curve(contrast, brightness + warmth);
    int[] green = curve(contrast, brightness);
    int[] blue = curve(contrast, brightness - warmth);
    int[] noise = noise(choices.between(1, 9));
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    int at = choices.count(0, NOISE - 1);
    for (int i = 0; i < pixels.length; i++) {
      int pixel = pixels[i];
      at = (at * 5 + 7919) & (NOISE - 1);
      int grain = noise[at];
      int tint = noise[(at ^ 0x2A5) & (NOISE - 1)] >> 1;
      pixels[i] =
          clamp(red[pixel >> 16 & 255] + grain + tint) << 16
              | clamp(green[pixel >> 8 & 255] + grain) << 8
              | clamp(blue[pixel & 255] + grain - tint);
    }
  }

  private static int[] curve(double contrast, double brightness) {
    int[] curve = new int[256];
    for (int i = 0; i < 256; i++) {
      curve[i] = clamp((int) Math.round((i - 128) * contrast + 128 + brightness));
    }
    return curve;
  }

  private int[] noise(double deviation) {
    int[] noise = new int[NOISE];
    for (int i = 0; i < NOISE; i++) {
      noise[i] = (int) Math.round(choices.normal() * deviation);
    }
    return noise;
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
