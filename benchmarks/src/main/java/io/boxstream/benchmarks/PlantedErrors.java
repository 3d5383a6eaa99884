package io.boxstream.benchmarks;

import io.boxstream.benchmarks.PlantedError.Kind;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.images.ImageHeader;
import io.boxstream.images.ImageHeaders;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.Thumbnails;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.voc.VocFolder;
import io.boxstream.images.voc.VocXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A Pascal VOC folder with label errors of known kinds at known places. An image has at most one.
 * Every box is as likely as every other to get an error, whatever its class. The same seed gives
 * the same errors.
 */
final class PlantedErrors {

  private final SplittableRandom random;
  private final List<PlantedImage> images = new ArrayList<>();
  private final List<PlantedError> errors = new ArrayList<>();
  private final TreeSet<String> classes = new TreeSet<>();

  /** Numbers of images that have no error yet, in random order. */
  private final List<Integer> untouched = new ArrayList<>();

  /**
   * @param folder with lists of the splits
   * @param each number of errors of each kind
   */
  PlantedErrors(Path folder, int each, long seed) throws IOException {
    this.random = new SplittableRandom(seed);
    read(folder);
    shuffle();
    for (int i = 0; i < each; i++) {
      plant(Kind.REMOVED_BOX, this::removed);
      plant(Kind.WRONG_CLASS, this::relabelled);
      plant(Kind.SHIFTED_BOX, this::shifted);
      plant(Kind.DOUBLED_BOX, this::doubled);
      plantDuplicate();
    }
  }

  /** All images, those with errors among them. */
  List<PlantedImage> images() {
    return List.copyOf(images);
  }

  /** What was planted. */
  List<PlantedError> errors() {
    return List.copyOf(errors);
  }

  /** The names of all classes, in order. */
  List<String> classes() {
    return List.copyOf(classes);
  }

  private void read(Path folder) throws IOException {
    VocFolder data = VocFolder.open(folder);
    for (LabelledItem item : data.items()) {
      Optional<Split> split = split(item.assignment());
      if (split.isEmpty() || item.image().isEmpty() || item.annotation().isEmpty()) {
        continue;
      }
      Path file = data.resolve(item.image().get());
      byte[] xml = Files.readAllBytes(data.resolve(item.annotation().get()));
      Annotation annotation = VocXml.read(AnnotationText.decode(xml));
      int width = annotation.size().width();
      int height = annotation.size().height();
      List<LabelledBox> boxes = new ArrayList<>();
      for (RawBox raw : annotation.boxes()) {
        clipped(raw.label(), raw, width, height).ifPresent(boxes::add);
      }
      boxes.forEach(box -> classes.add(box.label()));
      String name = file.getFileName().toString();
      images.add(
          new PlantedImage(name, split.get(), width, height, Files.readAllBytes(file), boxes));
    }
    images.sort(Comparator.comparing(PlantedImage::name));
  }

  private static Optional<Split> split(Assignment assignment) {
    return switch (assignment) {
      case TRAIN -> Optional.of(Split.TRAIN);
      case VAL -> Optional.of(Split.VAL);
      case TEST -> Optional.of(Split.TEST);
      case BY_IDENTITY, NOT_LISTED -> Optional.empty();
    };
  }

  private static Optional<LabelledBox> clipped(String label, RawBox box, int width, int height) {
    double xMin = Math.max(0, box.xMin());
    double yMin = Math.max(0, box.yMin());
    double xMax = Math.min(width, box.xMax());
    double yMax = Math.min(height, box.yMax());
    return xMax > xMin && yMax > yMin
        ? Optional.of(new LabelledBox(label, xMin, yMin, xMax, yMax, box.difficult()))
        : Optional.empty();
  }

  private void shuffle() {
    for (int i = 0; i < images.size(); i++) {
      untouched.add(random.nextInt(i + 1), i);
    }
  }

  /** Changes one box of an image that has no error; images with more boxes are more likely. */
  private void plant(Kind kind, Function<Target, List<LabelledBox>> change) {
    int position = random.nextInt(boxes(untouched));
    for (int at = 0; ; at++) {
      PlantedImage image = images.get(untouched.get(at));
      if (position < image.boxes().size()) {
        Target target = new Target(image, position);
        List<LabelledBox> put = change.apply(target);
        List<LabelledBox> boxes = new ArrayList<>(image.boxes());
        boxes.remove(position);
        boxes.addAll(put);
        images.set(untouched.get(at), image.with(boxes));
        List<LabelledBox> places = new ArrayList<>(put);
        places.add(target.box());
        errors.add(new PlantedError(kind, image.name(), places));
        untouched.remove(at);
        return;
      }
      position -= image.boxes().size();
    }
  }

  private int boxes(List<Integer> numbers) {
    return numbers.stream().mapToInt(number -> images.get(number).boxes().size()).sum();
  }

  private List<LabelledBox> removed(Target target) {
    return List.of();
  }

  private List<LabelledBox> relabelled(Target target) {
    LabelledBox box = target.box();
    List<String> others = classes.stream().filter(name -> !name.equals(box.label())).toList();
    String label = others.get(random.nextInt(others.size()));
    return List.of(
        new LabelledBox(label, box.xMin(), box.yMin(), box.xMax(), box.yMax(), box.difficult()));
  }

  private List<LabelledBox> shifted(Target target) {
    return List.of(moved(target, 0.3, 0.5));
  }

  private List<LabelledBox> doubled(Target target) {
    return List.of(target.box(), moved(target, 0, 0.05));
  }

  /** Moves towards the side with more room, so that the border does not cut the box. */
  private LabelledBox moved(Target target, double least, double most) {
    LabelledBox box = target.box();
    double x = shift(box.xMin(), box.xMax(), target.image().width(), least, most);
    double y = shift(box.yMin(), box.yMax(), target.image().height(), least, most);
    return new LabelledBox(
        box.label(),
        Math.max(0, box.xMin() + x),
        Math.max(0, box.yMin() + y),
        Math.min(target.image().width(), box.xMax() + x),
        Math.min(target.image().height(), box.yMax() + y),
        box.difficult());
  }

  private double shift(double from, double to, int side, double least, double most) {
    double distance = (to - from) * (least + (most - least) * random.nextDouble());
    return from > side - to ? -distance : distance;
  }

  private void plantDuplicate() {
    for (int at = 0; at < untouched.size(); at++) {
      PlantedImage image = images.get(untouched.get(at));
      if (image.split() != Split.TRAIN) {
        double scale = 0.85 + 0.1 * random.nextDouble();
        PlantedImage copy = copy(image, scale);
        images.add(copy);
        errors.add(new PlantedError(Kind.DUPLICATE_ACROSS_SPLITS, copy.name(), List.of()));
        untouched.remove(at);
        return;
      }
    }
    throw new IllegalArgumentException("too few images outside training");
  }

  private static PlantedImage copy(PlantedImage image, double scale) {
    int longest = (int) (Math.max(image.width(), image.height()) * scale);
    byte[] bytes = new Thumbnails(ImageLimits.defaults()).jpeg(image.bytes(), longest);
    ImageHeader header = new ImageHeaders(ImageLimits.defaults()).read(bytes);
    double x = (double) header.width() / image.width();
    double y = (double) header.height() / image.height();
    List<LabelledBox> boxes = image.boxes().stream().map(box -> scaled(box, x, y)).toList();
    return new PlantedImage(
        "copy of " + image.name(), Split.TRAIN, header.width(), header.height(), bytes, boxes);
  }

  private static LabelledBox scaled(LabelledBox box, double x, double y) {
    return new LabelledBox(
        box.label(),
        box.xMin() * x,
        box.yMin() * y,
        box.xMax() * x,
        box.yMax() * y,
        box.difficult());
  }

  /** The box of an image that is about to get an error. */
  private record Target(PlantedImage image, int index) {
    LabelledBox box() {
      return image.boxes().get(index);
    }
  }
}
