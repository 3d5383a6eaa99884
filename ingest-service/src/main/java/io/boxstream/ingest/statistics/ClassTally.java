package io.boxstream.ingest.statistics;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Counts of one class that follow the changes of the data set. */
final class ClassTally {

  private final long[] images = new long[Split.values().length];
  private final long[] boxes = new long[Split.values().length];
  private long difficult;
  private final LogHistogram relativeArea = new LogHistogram(LogHistogram.Scale.RELATIVE_AREA);
  private final LogHistogram side = new LogHistogram(LogHistogram.Scale.SIDE);
  private final LogHistogram aspectRatio = new LogHistogram(LogHistogram.Scale.ASPECT_RATIO);

  /**
   * Counts as they were before.
   *
   * @param numbers {@link #numbers()} of then
   * @throws IllegalArgumentException if they are not as many
   */
  static ClassTally of(long[] numbers) {
    ClassTally tally = new ClassTally();
    int expected = tally.numbers().length;
    if (numbers.length != expected) {
      throw new IllegalArgumentException(
          "a class has " + expected + " counts, not " + numbers.length);
    }
    int splits = Split.values().length;
    System.arraycopy(numbers, 0, tally.images, 0, splits);
    System.arraycopy(numbers, splits, tally.boxes, 0, splits);
    int place = 2 * splits;
    tally.difficult = numbers[place++];
    for (LogHistogram histogram : List.of(tally.relativeArea, tally.side, tally.aspectRatio)) {
      histogram.restore(numbers, place);
      place += histogram.size();
    }
    return tally;
  }

  void addImage(Split split, long change) {
    images[split.ordinal()] += change;
  }

  void addBox(Split split, LabelledBox box, double imageArea, long change) {
    double width = box.xMax() - box.xMin();
    double height = box.yMax() - box.yMin();
    boxes[split.ordinal()] += change;
    difficult += box.difficult() ? change : 0;
    relativeArea.add(width * height / imageArea, change);
    side.add(Math.sqrt(width * height), change);
    aspectRatio.add(width / height, change);
  }

  /** All counts, in a fixed order. */
  long[] numbers() {
    return Stream.of(
            images,
            boxes,
            new long[] {difficult},
            relativeArea.counts(),
            side.counts(),
            aspectRatio.counts())
        .flatMapToLong(LongStream::of)
        .toArray();
  }

  boolean isEmpty() {
    return sum(images) == 0;
  }

  StatisticsReport.ClassCounts report(String name) {
    Map<Split, StatisticsReport.ClassSplit> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(
          split, new StatisticsReport.ClassSplit(images[split.ordinal()], boxes[split.ordinal()]));
    }
    return new StatisticsReport.ClassCounts(
        name,
        sum(images),
        sum(boxes),
        difficult,
        splits,
        relativeArea.bins(),
        side.bins(),
        aspectRatio.bins());
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
