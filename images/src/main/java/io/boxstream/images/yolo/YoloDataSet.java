package io.boxstream.images.yolo;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.ItemLabels;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.RecognisedDataSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The images and label files of a YOLO data set. An image without a label file is a background
 * image: it shows no objects.
 *
 * @param files the archive
 * @param items the images in order
 * @param unpaired images whose labels belong to another image of the same name
 * @param classes class names
 * @param keypoints whether keypoints follow the boxes
 */
record YoloDataSet(
    DataSetFiles files,
    List<LabelledItem> items,
    Set<String> unpaired,
    YoloClasses classes,
    boolean keypoints)
    implements RecognisedDataSet, DataSet {

  YoloDataSet {
    items = List.copyOf(items);
    unpaired = Set.copyOf(unpaired);
  }

  @Override
  public String format() {
    return "yolo";
  }

  @Override
  public String description() {
    long labels = items.stream().filter(item -> item.annotation().isPresent()).count();
    return Descriptions.withSplits("YOLO, " + Descriptions.count(labels, "label file"), items);
  }

  @Override
  public DataSet open(Path directory) {
    return this;
  }

  @Override
  public ItemLabels labels(int item, Supplier<DeclaredSize> size) {
    LabelledItem labelled = items.get(item);
    if (labelled.ambiguity().isPresent()) {
      return new ItemLabels.Conflicting(labelled.ambiguity().get());
    }
    if (labelled.image().filter(unpaired::contains).isPresent()) {
      return new ItemLabels.Missing(
          "the labels of this name belong to an image with another extension; rename one of the"
              + " images");
    }
    if (labelled.annotation().isEmpty()) {
      return new ItemLabels.Boxes(new Annotation(DeclaredSize.UNKNOWN, List.of()));
    }
    String path = labelled.annotation().get();
    byte[] bytes = files.read(path, YoloLabels.MAX_BYTES);
    YoloLabels labels = new YoloLabels(classes.namesFor(path), keypoints, size.get());
    return new ItemLabels.Boxes(labels.read(new String(bytes, StandardCharsets.UTF_8)));
  }

  @Override
  public List<String> warnings() {
    long background = items.stream().filter(this::isBackground).count();
    return background == 0
        ? List.of()
        : List.of(
            Descriptions.count(background, "image")
                + (background == 1 ? " has" : " have")
                + " no label file. In YOLO this says that nothing is to be detected in them.");
  }

  @Override
  public void close() {
    // holds nothing
  }

  private boolean isBackground(LabelledItem item) {
    return item.image().filter(path -> !unpaired.contains(path)).isPresent()
        && item.annotation().isEmpty()
        && item.ambiguity().isEmpty();
  }
}
