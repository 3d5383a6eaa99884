package io.boxstream.benchmarks;

import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** The same JPEG file of noise again and again, with a few objects on it. */
record SampleImages(int size, LabelledImage image) implements LabelledImages {

  private static final int SIDE = 320;
  private static final int OBJECTS = 3;

  /** So many images. */
  static SampleImages of(int size) throws IOException {
    Samples samples = new Samples();
    byte[] rgb = samples.image(SIDE, SIDE).rgb();
    BufferedImage pixels = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      int value = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
      pixels.setRGB(i % SIDE, i / SIDE, value);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(pixels, "jpeg", bytes);
    List<GroundTruth> objects = samples.objects(OBJECTS, SIDE);
    return new SampleImages(size, new LabelledImage("sample", bytes.toByteArray(), objects));
  }

  @Override
  public LabelledImage get(int index) {
    return image;
  }
}
