package io.boxstream.images.voc;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.RawBox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects the fields of one VOC document while it is parsed, by their path in it. */
final class VocDocument {

  private static final String OBJECT = "annotation/object";
  private static final String BOX = "annotation/object/bndbox";
  private static final int MAX_OBJECTS = 10_000;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

  private final List<RawBox> boxes = new ArrayList<>();
  private final Map<String, String> size = new HashMap<>();
  private final Map<String, String> object = new HashMap<>();

  void start(String path) {
    if (path.equals(OBJECT)) {
      object.clear();
      if (boxes.size() >= MAX_OBJECTS) {
        throw new MalformedAnnotationException("there are more than " + MAX_OBJECTS + " objects");
      }
    }
  }

  void end(String path, String text) {
    switch (path) {
      case OBJECT -> boxes.add(box());
      case OBJECT + "/name" -> put("name", text);
      case OBJECT + "/difficult" -> put("difficult", text);
      case BOX -> put("bndbox", "");
      case BOX + "/xmin" -> put("xmin", text);
      case BOX + "/ymin" -> put("ymin", text);
      case BOX + "/xmax" -> put("xmax", text);
      case BOX + "/ymax" -> put("ymax", text);
      case "annotation/size/width" -> size.put("width", text);
      case "annotation/size/height" -> size.put("height", text);
      default -> {
        // everything else in the file is of no use here
      }
    }
  }

  Annotation toAnnotation() {
    return new Annotation(new DeclaredSize(side("width"), side("height")), boxes);
  }

  private void put(String field, String text) {
    if (object.put(field, text) != null) {
      throw new MalformedAnnotationException(position() + " has more than one <" + field + ">");
    }
  }

  private RawBox box() {
    String name = object.getOrDefault("name", "");
    if (name.isEmpty()) {
      throw new MalformedAnnotationException(position() + " has no <name>");
    }
    if (!object.containsKey("bndbox")) {
      throw new MalformedAnnotationException(position() + " (" + name + ") has no <bndbox>");
    }
    return new RawBox(
        name,
        coordinate("xmin") - 1,
        coordinate("ymin") - 1,
        coordinate("xmax") - 1,
        coordinate("ymax") - 1,
        isTrue(object.getOrDefault("difficult", "0")));
  }

  private double coordinate(String field) {
    String text = object.getOrDefault(field, "");
    if (!NUMBER.matcher(text).matches()) {
      throw new MalformedAnnotationException(
          position() + " has <" + field + "> \"" + shortened(text) + "\", which is not a number");
    }
    return Double.parseDouble(text);
  }

  private int side(String field) {
    String text = size.getOrDefault(field, "0");
    double pixels = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : 0;
    boolean whole = pixels >= 0 && pixels <= Integer.MAX_VALUE && pixels == Math.rint(pixels);
    return whole ? (int) pixels : 0;
  }

  private String position() {
    return "object " + (boxes.size() + 1);
  }

  private static boolean isTrue(String text) {
    return text.equals("1") || text.equalsIgnoreCase("true");
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
