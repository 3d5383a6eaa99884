package io.boxstream.local.heldout;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageLimits;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws what was found over an image: a box, its label and its score in the class's colour; and,
 * thin and dashed, what is labelled.
 */
final class ImagePainter {

  private static final int QUALITY = 92;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final ImageEncoder encoder = new ImageEncoder();
  private final ClassColors colors;
  private final ServedModel model;

  /** A painter of the boxes that the model's results have without a threshold in the request. */
  ImagePainter(ServedModel model) {
    this.colors = new ClassColors(model.classes());
    this.model = model;
  }

  /**
   * The image with boxes, as a JPEG.
   *
   * @param image JPEG or PNG, upright
   */
  byte[] paint(byte[] image, List<LabelledBox> labels, List<DetectedBox> found) {
    Canvas canvas = Canvas.of(decoder.decode(image));
    Graphics2D graphics = canvas.graphics();
    labels.forEach(
        label ->
            outline(
                graphics,
                rectangle(label.xMin(), label.yMin(), label.xMax(), label.yMax(), canvas)));
    List<DetectedBox> drawn =
        found.stream()
            .filter(box -> box.score() >= model.threshold(box.label()))
            .sorted(Comparator.comparingDouble(DetectedBox::score))
            .toList();
    for (DetectedBox box : drawn) {
      frame(
          graphics,
          rectangle(box.xMin(), box.yMin(), box.xMax(), box.yMax(), canvas),
          colors.of(box.label()));
    }
    drawn.forEach(box -> caption(graphics, box, canvas));
    graphics.dispose();
    return encoder.jpeg(canvas.pixels(), QUALITY);
  }

  private static void outline(Graphics2D graphics, Rectangle2D box) {
    graphics.setStroke(
        new BasicStroke(
            1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {4f, 4f}, 0f));
    graphics.setColor(new Color(255, 255, 255, 190));
    graphics.draw(box);
  }

  private static void frame(Graphics2D graphics, Rectangle2D box, Color color) {
    graphics.setColor(new Color(0, 0, 0, 110));
    graphics.setStroke(new BasicStroke(4f));
    graphics.draw(box);
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(2.4f));
    graphics.draw(box);
  }

  /** Above the box, or inside it where there is no room above; never outside the image. */
  private void caption(Graphics2D graphics, DetectedBox box, Canvas canvas) {
    Color color = colors.of(box.label());
    BufferedImage text =
        TextRenderer.of(
            String.format(Locale.ROOT, "%s %.2f", box.label(), box.score()),
            ClassColors.textOn(color));
    double width = text.getWidth() + 6;
    double height = text.getHeight() + 2;
    double left = box.xMin() * canvas.zoom();
    double top = box.yMin() * canvas.zoom();
    double x = Math.max(0, Math.min(left - 1, canvas.image().getWidth() - width));
    double y =
        top - height - 1 >= 0
            ? top - height - 1
            : Math.min(top, canvas.image().getHeight() - height);
    graphics.setColor(color);
    graphics.fill(new RoundRectangle2D.Double(x, y, width, height, 6, 6));
    graphics.drawImage(text, (int) x + 3, (int) y + 1, null);
  }

  private static Rectangle2D rectangle(
      double xMin, double yMin, double xMax, double yMax, Canvas canvas) {
    int zoom = canvas.zoom();
    return new Rectangle2D.Double(
        xMin * zoom, yMin * zoom, (xMax - xMin) * zoom, (yMax - yMin) * zoom);
  }
}
