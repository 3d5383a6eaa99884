package io.boxstream.images.formats;

import java.nio.file.Path;
import java.util.List;

/** A data set as a test looks at it: images by their path. */
public final class OpenedDataSet implements AutoCloseable {

  private static final DeclaredSize SIZE = new DeclaredSize(200, 100);

  private final DataSet dataSet;

  private OpenedDataSet(DataSet dataSet) {
    this.dataSet = dataSet;
  }

  /** Recognises and opens files. */
  public static OpenedDataSet of(DataSetFormat format, DataSetFiles files, Path directory) {
    return new OpenedDataSet(format.recognise(files).orElseThrow().open(directory));
  }

  public DataSet dataSet() {
    return dataSet;
  }

  /** Every item as path, or name where there is no image, and split. */
  public List<String> items() {
    return dataSet.items().stream()
        .map(item -> item.image().orElse(item.name()) + " " + item.assignment())
        .toList();
  }

  /** What is known about an image of 200×100 pixels. */
  public ItemLabels labels(String image) {
    for (int item = 0; item < dataSet.items().size(); item++) {
      if (dataSet.items().get(item).image().filter(image::equals).isPresent()) {
        return dataSet.labels(item, () -> SIZE);
      }
    }
    throw new AssertionError("no item " + image);
  }

  /** The boxes of an image that has labels. */
  public List<RawBox> boxes(String image) {
    return annotation(image).boxes();
  }

  /** The annotation of an image that has labels. */
  public Annotation annotation(String image) {
    return ((ItemLabels.Boxes) labels(image)).annotation();
  }

  @Override
  public void close() {
    dataSet.close();
  }
}
