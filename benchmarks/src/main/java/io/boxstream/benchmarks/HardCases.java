package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Whether labels for hard examples are worth more than labels for random images. A detector learns
 * from a few random images of {@code train.txt}. Then labels for more images are bought twice: for
 * those that the detector of the previous size is least sure of, scored as inference-service scores
 * them, and for random ones. Both are trained from the start with the quick recipe, which takes 200
 * steps for up to 200 images, and scored on {@code test.txt}. Thresholds come from {@code val.txt}.
 *
 * @param folder the images
 * @param work keeps what was trained, which is not trained again
 * @param seed of the first images, the random ones, and training
 */
record HardCases(Path folder, Path work, long seed) implements Benchmark {

  private static final String PRESET = "boxstream_300_lite0";

  /** Labelled images after each purchase: the third has 70 % of the labels of the last. */
  private static final List<Integer> SIZES = List.of(20, 40, 70, 100);

  HardCases {
    requireNonNull(folder, "folder");
    requireNonNull(work, "work");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    HardCasePool pool = new HardCasePool(folder, PRESET);
    List<Integer> order = new ArrayList<>(IntStream.range(0, pool.train().size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    List<Integer> hard = order.subList(0, SIZES.get(0));
    HardCaseTraining latest = training(pool, "hard." + SIZES.get(0));
    figures.add("hard." + SIZES.get(0), latest.run(hard), "mAP");
    for (int size : SIZES.subList(1, SIZES.size())) {
      hard = latest.choose(hard, size);
      latest = training(pool, "hard." + size);
      figures.add("hard." + size, latest.run(hard), "mAP");
      figures.add("hard." + size + ".boxes", pool.boxes(hard), "boxes");
      List<Integer> random = order.subList(0, size);
      figures.add("random." + size, training(pool, "random." + size).run(random), "mAP");
      figures.add("random." + size + ".boxes", pool.boxes(random), "boxes");
    }
  }

  private HardCaseTraining training(HardCasePool pool, String name) {
    return new HardCaseTraining(pool, work.resolve("seed-" + seed).resolve(name), seed);
  }
}
