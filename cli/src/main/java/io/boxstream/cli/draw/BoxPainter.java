package io.boxstream.cli.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Draws boxes with their labels and scores over an image, a colour for each class. */
public final class BoxPainter {

  private static final float QUALITY = 0.92f;
  private static final float GOLDEN_RATIO = 0.618034f;
  private static final int TEXT_PARTS = 45;
  private static final int SMALLEST_TEXT = 11;

  private final Optional<Font> font = findFont();

  /** Whether labels are drawn: a machine without fonts cannot. */
  public boolean drawsLabels() {
    return font.isPresent();
  }

  /**
   * Writes the upright image with boxes as a JPEG.
   *
   * @param image bytes of a JPEG, PNG, BMP, GIF or TIFF
   * @param boxes in pixels of the upright image
   * @throws UndrawableImageException if Java cannot read the image
   */
  public void paint(byte[] image, List<Box> boxes, OutputStream out)
      throws IOException, UndrawableImageException {
    BufferedImage canvas = upright(image);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    List<Box> bestLast = boxes.stream().sorted(Comparator.comparingDouble(Box::score)).toList();
    bestLast.forEach(box -> frame(graphics, box, canvas));
    font.ifPresent(letters -> bestLast.forEach(box -> caption(graphics, box, canvas, letters)));
    graphics.dispose();
    write(canvas, out);
  }

  private static BufferedImage upright(byte[] bytes) throws IOException, UndrawableImageException {
    BufferedImage image = decode(bytes);
    ExifOrientation orientation = ExifOrientation.of(bytes);
    int width = orientation.swapsSides() ? image.getHeight() : image.getWidth();
    int height = orientation.swapsSides() ? image.getWidth() : image.getHeight();
    BufferedImage upright = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = upright.createGraphics();
    graphics.drawImage(image, orientation.transform(image.getWidth(), image.getHeight()), null);
    graphics.dispose();
    return upright;
  }

  private static BufferedImage decode(byte[] bytes) throws UndrawableImageException {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
      if (image != null) {
        return image;
      }
    } catch (IOException | RuntimeException e) {
      throw new UndrawableImageException("Java cannot read the image: " + e.getMessage());
    }
    throw new UndrawableImageException("Java has no reader for the image's format");
  }

  private static void frame(Graphics2D graphics, Box box, BufferedImage canvas) {
    float thickness = Math.max(2f, Math.min(canvas.getWidth(), canvas.getHeight()) / 250f);
    Rectangle2D outline =
        new Rectangle2D.Double(
            box.xMin(), box.yMin(), box.xMax() - box.xMin(), box.yMax() - box.yMin());
    graphics.setColor(new Color(0, 0, 0, 120));
    graphics.setStroke(new BasicStroke(thickness + 2));
    graphics.draw(outline);
    graphics.setColor(colour(box.label()));
    graphics.setStroke(new BasicStroke(thickness));
    graphics.draw(outline);
  }

  /** Above the box, or inside it where there is no room above. */
  private static void caption(Graphics2D graphics, Box box, BufferedImage canvas, Font font) {
    String text = String.format(Locale.ROOT, "%s %.2f", box.label(), box.score());
    int shortest = Math.min(canvas.getWidth(), canvas.getHeight());
    Font sized = font.deriveFont((float) Math.max(SMALLEST_TEXT, shortest / TEXT_PARTS));
    TextLayout letters = new TextLayout(text, sized, graphics.getFontRenderContext());
    double width = letters.getAdvance() + 6;
    double height = letters.getAscent() + letters.getDescent() + 2;
    double x = Math.max(0, Math.min(box.xMin(), canvas.getWidth() - width));
    double y = box.yMin() >= height ? box.yMin() - height : box.yMin();
    Color colour = colour(box.label());
    graphics.setColor(colour);
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
    graphics.setColor(isLight(colour) ? Color.BLACK : Color.WHITE);
    letters.draw(graphics, (float) x + 3, (float) y + 1 + letters.getAscent());
  }

  /** The same colour for a label in every image and every run of the program. */
  static Color colour(String label) {
    float hue = Math.floorMod(label.hashCode(), 997) * GOLDEN_RATIO % 1;
    return Color.getHSBColor(hue, 0.8f, 0.9f);
  }

  private static boolean isLight(Color colour) {
    return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue() > 150;
  }

  private static void write(BufferedImage image, OutputStream out) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(QUALITY);
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }

  /** Without fonts on the machine, Java fails with one of several exceptions and errors. */
  private static Optional<Font> findFont() {
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, SMALLEST_TEXT);
      new TextLayout("a", font, new FontRenderContext(null, true, true)).getAdvance();
      return Optional.of(font);
    } catch (RuntimeException | LinkageError | InternalError e) {
      return Optional.empty();
    }
  }
}
