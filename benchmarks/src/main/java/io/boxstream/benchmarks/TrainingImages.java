package io.boxstream.benchmarks;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.voc.VocFolder;
import io.boxstream.images.voc.VocXml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Images of a Pascal VOC folder that lists name, read from disk whenever one is asked for. Labels
 * are read once. Like the reference, boxes that are empty or extend over the border are left out.
 */
final class TrainingImages implements LabelledImages {

  private static final Set<Assignment> TRAIN_AND_VAL = EnumSet.of(Assignment.TRAIN, Assignment.VAL);

  private final List<Path> files = new ArrayList<>();
  private final List<String> classes;
  private final List<List<GroundTruth>> objects = new ArrayList<>();

  /** The images for training and validation. */
  TrainingImages(Path folder) {
    this(folder, TRAIN_AND_VAL);
  }

  /**
   * @param folder with lists of images
   * @param used the lists whose images are taken
   */
  TrainingImages(Path folder, Set<Assignment> used) {
    try {
      VocFolder data = VocFolder.open(folder);
      List<Annotation> annotations = new ArrayList<>();
      for (LabelledItem item : data.items()) {
        if (isUsed(item, used)) {
          files.add(data.resolve(item.image().orElseThrow()));
          byte[] xml = Files.readAllBytes(data.resolve(item.annotation().orElseThrow()));
          annotations.add(VocXml.read(AnnotationText.decode(xml)));
        }
      }
      TreeSet<String> names = new TreeSet<>();
      annotations.forEach(image -> usable(image).forEach(box -> names.add(label(box))));
      classes = List.copyOf(names);
      annotations.forEach(image -> objects.add(usable(image).stream().map(this::object).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why the folder cannot be measured with; nothing if it can. */
  static Optional<String> obstacle(Path folder) {
    try {
      return Files.isDirectory(folder)
              && VocFolder.open(folder).items().stream()
                  .anyMatch(item -> isUsed(item, TRAIN_AND_VAL))
          ? Optional.empty()
          : Optional.of("there are no lists of training images in " + folder);
    } catch (IOException e) {
      return Optional.of(folder + " cannot be read: " + e);
    }
  }

  /** The names of all labels, in order. */
  List<String> classes() {
    return classes;
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public LabelledImage get(int index) {
    Path file = files.get(index);
    try {
      return new LabelledImage(
          file.getFileName().toString(), Files.readAllBytes(file), objects.get(index));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isUsed(LabelledItem item, Set<Assignment> used) {
    return used.contains(item.assignment())
        && item.image().isPresent()
        && item.annotation().isPresent();
  }

  private GroundTruth object(RawBox box) {
    return new GroundTruth(classes.indexOf(label(box)), box(box), box.difficult());
  }

  private static List<RawBox> usable(Annotation annotation) {
    int width = annotation.size().width();
    int height = annotation.size().height();
    return annotation.boxes().stream()
        .filter(raw -> raw.xMax() > raw.xMin() && raw.yMax() > raw.yMin())
        .filter(raw -> box(raw).equals(box(raw).clipped(width, height)))
        .toList();
  }

  private static Box box(RawBox box) {
    return new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax());
  }

  private static String label(RawBox box) {
    return box.label().toLowerCase(Locale.ROOT);
  }
}
