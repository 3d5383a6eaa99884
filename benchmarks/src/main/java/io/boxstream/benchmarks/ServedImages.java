package io.boxstream.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The images that the benchmarks of serving send. */
final class ServedImages {

  private static final int MOST = 100;

  private ServedImages() {}

  /** The first JPEG files of a data set, as they are on disk. */
  static List<byte[]> of(Path folder) throws Exception {
    TrainingImages images = new TrainingImages(folder);
    List<byte[]> files = new ArrayList<>();
    for (int number = 0; number < Math.min(MOST, images.size()); number++) {
      files.add(images.get(number).bytes());
    }
    return files;
  }
}
