package io.boxstream.images.cvat;

import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.BoxCorners;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.LabelCollector;
import io.boxstream.images.formats.SplitName;
import io.boxstream.images.formats.UnusableDataSetException;
import io.boxstream.images.formats.XmlFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One XML file of CVAT, read as a stream. Coordinates are edges in pixels, counted from zero. A box
 * is taken as it is, polygons and masks by the box around them. Shapes of other kinds and rotated
 * ones reject their image, because without them the object would be background. Occluded objects
 * are ordinary ones.
 */
final class CvatDocument {

  private static final int MAX_DEPTH = 32;
  private static final int IMAGE_DEPTH = 2;
  private static final int SHAPE_DEPTH = 3;
  private static final double SMALLEST_ROTATION = 1e-9;

  private final String path;
  private final LabelCollector labels;
  private int image = LabelCollector.ABSENT;
  private int shapes;

  CvatDocument(String path, LabelCollector labels) {
    this.path = path;
    this.labels = labels;
  }

  void read(DataSetFiles files) {
    try (InputStream in = XmlFiles.open(files, path)) {
      XMLStreamReader reader = XmlFiles.reader(in);
      int depth = 0;
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamReader.DTD, XMLStreamReader.ENTITY_REFERENCE ->
              throw new UnusableDataSetException(
                  path + " has a document type or an entity, which labels may not have");
          case XMLStreamReader.START_ELEMENT -> {
            depth++;
            start(reader, depth);
          }
          case XMLStreamReader.END_ELEMENT -> depth--;
          default -> {
            // texts are names and values of attributes
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new UnusableDataSetException(
          path + " cannot be read as XML: " + XmlFiles.message(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(XMLStreamReader reader, int depth) {
    if (depth > MAX_DEPTH) {
      throw new UnusableDataSetException(path + " is nested deeper than " + MAX_DEPTH);
    }
    if (depth == IMAGE_DEPTH) {
      boolean isImage = reader.getLocalName().equals("image");
      image = isImage ? image(reader) : LabelCollector.ABSENT;
      shapes = 0;
    } else if (depth == SHAPE_DEPTH && image != LabelCollector.ABSENT) {
      shape(reader);
    }
  }

  private int image(XMLStreamReader reader) {
    String name = reader.getAttributeValue(null, "name");
    if (name == null || name.isBlank()) {
      throw new UnusableDataSetException(path + " has an image without a name");
    }
    Optional<Assignment> split =
        Optional.ofNullable(reader.getAttributeValue(null, "subset"))
            .flatMap(SplitName::of)
            .map(SplitName::assignment);
    return labels.image(
        name, path, new DeclaredSize(side(reader, "width"), side(reader, "height")), split);
  }

  private void shape(XMLStreamReader reader) {
    String kind = reader.getLocalName();
    if (kind.equals("tag")) {
      return;
    }
    shapes++;
    String label = reader.getAttributeValue(null, "label");
    if (label == null || label.isBlank()) {
      refuse(kind, "has no label");
      return;
    }
    if (Math.abs(optional(reader, "rotation")) > SMALLEST_ROTATION) {
      refuse(kind, "is rotated; draw an upright box");
      return;
    }
    try {
      Optional<BoxCorners> corners =
          switch (kind) {
            case "box" ->
                Optional.of(
                    new BoxCorners(
                        number(reader, "xtl"),
                        number(reader, "ytl"),
                        number(reader, "xbr"),
                        number(reader, "ybr")));
            case "polygon" -> Optional.of(around(reader.getAttributeValue(null, "points")));
            case "mask" -> Optional.of(mask(reader));
            default -> Optional.empty();
          };
      if (corners.isPresent()) {
        labels.add(image, corners.get().of(label.strip(), false));
      } else {
        refuse(kind, "is no box or polygon; draw one in its place");
      }
    } catch (NumberFormatException e) {
      refuse(kind, "has a coordinate that is not a number");
    }
  }

  private void refuse(String kind, String fault) {
    labels.refuse(image, "shape %d (%s) %s".formatted(shapes, kind, fault));
  }

  private static BoxCorners mask(XMLStreamReader reader) {
    double left = number(reader, "left");
    double top = number(reader, "top");
    return new BoxCorners(
        left, top, left + number(reader, "width"), top + number(reader, "height"));
  }

  /** The box around {@code x,y;x,y;...}. */
  private static BoxCorners around(String points) {
    BoxCorners.Hull hull = new BoxCorners.Hull();
    for (String point : String.valueOf(points).split(";", -1)) {
      int comma = point.indexOf(',');
      if (comma < 0) {
        throw new NumberFormatException(point);
      }
      hull.add(parsed(point.substring(0, comma)), parsed(point.substring(comma + 1)));
    }
    return hull.corners();
  }

  private static double number(XMLStreamReader reader, String attribute) {
    return parsed(String.valueOf(reader.getAttributeValue(null, attribute)));
  }

  private static double optional(XMLStreamReader reader, String attribute) {
    String value = reader.getAttributeValue(null, attribute);
    try {
      return value == null ? 0 : parsed(value);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static double parsed(String text) {
    double value = Double.parseDouble(text.strip());
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return value;
  }

  private static int side(XMLStreamReader reader, String attribute) {
    double pixels = optional(reader, attribute);
    boolean whole = pixels >= 0 && pixels <= Integer.MAX_VALUE && pixels == Math.rint(pixels);
    return whole ? (int) pixels : 0;
  }
}
