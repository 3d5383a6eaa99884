package io.boxstream.inference.draw;

import io.boxstream.events.DetectedBox;
import io.boxstream.images.ImageCanvas;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws boxes over an image: a frame in the colour of the class with a dark rim, and a plate with
 * label and score. Small images are enlarged so that labels can be read.
 */
public final class ResultPainter {

  /** A plate and what is on it. */
  private record Label(Plate plate, String text, int colour) {}

  /**
   * The image with boxes.
   *
   * @param image upright
   * @param boxes in pixels of the image, best first
   * @param classes of the model: the place of a label in it decides the colour
   * @return the caller closes it
   */
  public ImageCanvas paint(RgbImage image, List<DetectedBox> boxes, List<String> classes) {
    Style style = Style.of(image.width(), image.height());
    ImageCanvas canvas = ImageCanvas.of(image, style.zoom());
    try {
      for (int i = boxes.size() - 1; i >= 0; i--) {
        int colour = Palette.of(classes.indexOf(boxes.get(i).label()));
        frame(canvas, frameOf(boxes.get(i), canvas, style), style, colour);
      }
      List<Label> labels = labels(canvas, boxes, classes, style);
      for (int i = labels.size() - 1; i >= 0; i--) {
        write(canvas, labels.get(i), style);
      }
      return canvas;
    } catch (RuntimeException | Error e) {
      canvas.close();
      throw e;
    }
  }

  private static void frame(ImageCanvas canvas, Plate box, Style style, int colour) {
    int rim = Math.max(1, style.line() / 2);
    canvas.outline(
        box.left(), box.top(), box.right(), box.bottom(), style.line() + 2 * rim, Palette.BLACK);
    canvas.outline(box.left(), box.top(), box.right(), box.bottom(), style.line(), colour);
  }

  /** The middle of the frame's line, moved inside at the image's border. */
  private static Plate frameOf(DetectedBox box, ImageCanvas canvas, Style style) {
    int inset = style.line() / 2;
    int left = inside(box.xMin() * style.zoom(), inset, canvas.width());
    int top = inside(box.yMin() * style.zoom(), inset, canvas.height());
    int right = inside(box.xMax() * style.zoom(), inset, canvas.width());
    int bottom = inside(box.yMax() * style.zoom(), inset, canvas.height());
    return new Plate(left, top, right - left, bottom - top);
  }

  private static int inside(double at, int inset, int size) {
    return (int) Math.max(inset, Math.min(size - 1 - inset, Math.round(at)));
  }

  /** Places are chosen best first, so that the best boxes have the best places. */
  private static List<Label> labels(
      ImageCanvas canvas, List<DetectedBox> boxes, List<String> classes, Style style) {
    PlateLayout layout = new PlateLayout(canvas.width(), canvas.height());
    List<Label> labels = new ArrayList<>();
    for (DetectedBox box : boxes) {
      int index = classes.indexOf(box.label());
      String text =
          LabelText.of(
              box.label(),
              index,
              box.score(),
              style.capital(),
              canvas.width() - 2 * style.padding());
      ImageCanvas.TextSize size = ImageCanvas.measure(text, style.capital());
      Plate plate =
          layout.place(
              outer(frameOf(box, canvas, style), style),
              size.width() + 2 * style.padding(),
              size.above() + size.below() + style.padding());
      labels.add(new Label(plate, text, Palette.of(index)));
    }
    return labels;
  }

  /** The box with its line. */
  private static Plate outer(Plate frame, Style style) {
    int half = style.line() / 2;
    return new Plate(
        frame.left() - half,
        frame.top() - half,
        frame.width() + 2 * half + 1,
        frame.height() + 2 * half + 1);
  }

  private static void write(ImageCanvas canvas, Label label, Style style) {
    Plate plate = label.plate();
    ImageCanvas.TextSize size = ImageCanvas.measure(label.text(), style.capital());
    canvas.fill(plate.left(), plate.top(), plate.width(), plate.height(), label.colour());
    canvas.text(
        label.text(),
        plate.left() + style.padding(),
        plate.top() + (style.padding() + 1) / 2 + size.above(),
        style.capital(),
        Palette.textOn(label.colour()));
  }
}
