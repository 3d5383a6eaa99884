package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.inference.DetectorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** One training of a hard case simulation. What it produces is in a folder and is made once. */
final class HardCaseTraining {

  private final HardCasePool pool;
  private final Path directory;
  private final long seed;

  /**
   * @param directory of this training
   */
  HardCaseTraining(HardCasePool pool, Path directory, long seed) {
    this.pool = requireNonNull(pool, "pool");
    this.directory = requireNonNull(directory, "directory");
    this.seed = seed;
  }

  /**
   * Trains on images, unless that is done already.
   *
   * @param images indices of training images
   * @return VOC07 mAP on the test images
   */
  double run(List<Integer> images) throws IOException, InterruptedException {
    Path score = directory.resolve("voc07.txt");
    if (Files.exists(score)) {
      return Double.parseDouble(Files.readString(score).strip());
    }
    Files.createDirectories(directory);
    QuickRecipe.train(
        new ImageSubset(pool.train(), images), pool.architecture(), seed, parameters());
    try (SeenImages seen = open()) {
      double mean = seen.meanAveragePrecision(pool.test());
      Files.writeString(score, mean + "\n");
      return mean;
    }
  }

  /**
   * Chooses further images: those that this detector is least sure of.
   *
   * @param chosen what is labelled already
   * @param size images that are labelled afterwards
   * @return the labelled images, in the order in which they were chosen
   */
  List<Integer> choose(List<Integer> chosen, int size) {
    Set<Integer> labelled = new HashSet<>(chosen);
    Map<Integer, Double> scores = new HashMap<>();
    try (SeenImages seen = open()) {
      double[] thresholds = seen.thresholds(pool.validation());
      IntStream.range(0, pool.train().size())
          .filter(index -> !labelled.contains(index))
          .forEach(index -> scores.put(index, seen.score(pool.train().get(index), thresholds)));
    }
    List<Integer> all = new ArrayList<>(chosen);
    scores.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(size - chosen.size())
        .forEach(entry -> all.add(entry.getKey()));
    return all;
  }

  private SeenImages open() {
    return new SeenImages(DetectorModel.load(pool.architecture(), parameters()));
  }

  private Path parameters() {
    return directory.resolve("detector.params");
  }
}
