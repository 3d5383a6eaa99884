package io.boxstream.benchmarks;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The training images of a Pascal VOC folder, read from disk whenever one is asked for. Labels are
 * read once, by a plain reader for folders that are known to be good; ingest has the one for
 * strangers' files.
 */
final class VocFolder implements LabelledImages {

  private record Labelled(String name, Box box, boolean difficult) {}

  private final Path folder;
  private final List<String> ids;
  private final List<String> classes;
  private final List<List<GroundTruth>> objects = new ArrayList<>();

  /**
   * @param folder with {@code Annotations}, {@code JPEGImages} and {@code
   *     ImageSets/Main/trainval.txt}
   */
  VocFolder(Path folder) {
    this.folder = folder;
    try {
      ids = Files.readAllLines(list(folder)).stream().map(String::strip).toList();
      List<List<Labelled>> labels = new ArrayList<>();
      for (String id : ids) {
        labels.add(labels(folder.resolve("Annotations").resolve(id + ".xml")));
      }
      TreeSet<String> names = new TreeSet<>();
      labels.forEach(image -> image.forEach(label -> names.add(label.name())));
      classes = List.copyOf(names);
      labels.forEach(image -> objects.add(image.stream().map(this::object).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why the folder cannot be measured with; nothing if it can. */
  static Optional<String> obstacle(Path folder) {
    Path list = list(folder);
    return Files.isReadable(list) ? Optional.empty() : Optional.of("there is no " + list);
  }

  private static Path list(Path folder) {
    return folder.resolve("ImageSets").resolve("Main").resolve("trainval.txt");
  }

  /** The names of all labels, in order. */
  List<String> classes() {
    return classes;
  }

  @Override
  public int size() {
    return ids.size();
  }

  @Override
  public LabelledImage get(int index) {
    String id = ids.get(index);
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve("JPEGImages").resolve(id + ".jpg"));
      return new LabelledImage(id, bytes, objects.get(index));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GroundTruth object(Labelled label) {
    return new GroundTruth(classes.indexOf(label.name()), label.box(), label.difficult());
  }

  /** Like the reference, leaves out objects that are empty or reach beyond the image. */
  private static List<Labelled> labels(Path file) throws IOException {
    Document document = parse(file);
    NodeList nodes = document.getElementsByTagName("object");
    double width = coordinate(document.getDocumentElement(), "width") + 1;
    double height = coordinate(document.getDocumentElement(), "height") + 1;
    List<Labelled> labels = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element object = (Element) nodes.item(i);
      Box box =
          new Box(
              coordinate(object, "xmin"),
              coordinate(object, "ymin"),
              coordinate(object, "xmax"),
              coordinate(object, "ymax"));
      if (box.width() > 0 && box.height() > 0 && box.equals(box.clipped(width, height))) {
        String name = text(object, "name").toLowerCase(Locale.ROOT);
        labels.add(new Labelled(name, box, text(object, "difficult").equals("1")));
      }
    }
    return labels;
  }

  private static Document parse(Path file) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read the labels in " + file, e);
    }
  }

  /** Pascal VOC counts pixels from one. */
  private static double coordinate(Element element, String name) {
    return Double.parseDouble(text(element, name)) - 1;
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent().strip();
  }
}
