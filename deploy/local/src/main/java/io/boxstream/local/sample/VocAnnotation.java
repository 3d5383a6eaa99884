package io.boxstream.local.sample;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * Writes a scene's boxes as Pascal VOC does: whole pixels, the first pixel is 1, both corners
 * belong to the box.
 */
final class VocAnnotation {

  private VocAnnotation() {}

  static String of(String fileName, Scene scene) {
    BufferedImage image = scene.image();
    StringBuilder xml = new StringBuilder(1024);
    xml.append(
        String.format(
            Locale.ROOT,
            """
            <annotation>
              <folder>JPEGImages</folder>
              <filename>%s</filename>
              <source><database>Boxstream sample</database></source>
              <size><width>%d</width><height>%d</height><depth>3</depth></size>
              <segmented>0</segmented>
            """,
            fileName,
            image.getWidth(),
            image.getHeight()));
    for (LabelledHead head : scene.heads()) {
      xml.append(object(head, image));
    }
    return xml.append("</annotation>\n").toString();
  }

  private static String object(LabelledHead head, BufferedImage image) {
    Rectangle2D box = head.box();
    int xMin = (int) Math.floor(box.getMinX()) + 1;
    int yMin = (int) Math.floor(box.getMinY()) + 1;
    int xMax = Math.min(image.getWidth(), (int) Math.ceil(box.getMaxX()));
    int yMax = Math.min(image.getHeight(), (int) Math.ceil(box.getMaxY()));
    return String.format(
        Locale.ROOT,
        """
          <object>
            <name>%s</name>
            <pose>Unspecified</pose>
            <truncated>%d</truncated>
            <difficult>0</difficult>
            <bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox>
          </object>
        """,
        head.label(),
        touchesBorder(box, image) ? 1 : 0,
        xMin,
        yMin,
        xMax,
        yMax);
  }

  private static boolean touchesBorder(Rectangle2D box, BufferedImage image) {
    return box.getMinX() <= 0
        || box.getMinY() <= 0
        || box.getMaxX() >= image.getWidth()
        || box.getMaxY() >= image.getHeight();
  }
}
