package io.boxstream.ingest.statistics;

import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts of the data set that follow its changes. An image is removed with exactly what it was
 * added with, so the counts are always those of the images that are there. Memory grows with the
 * number of classes and days, not of images. Thread-safe.
 */
public final class DataSetTally {

  private final Map<Split, SplitTally> splits = new EnumMap<>(Split.class);
  private final Map<String, ClassTally> classes = new TreeMap<>();
  private final Map<String, Long> sources = new TreeMap<>();
  private final Map<LocalDate, long[]> days = new TreeMap<>();

  private static final String SPLIT = "split ";
  private static final String CLASS = "class ";
  private static final String SOURCE = "source ";
  private static final String DAY = "day ";
  private static final int SPLIT_NUMBERS = 3;

  /** Creates counts of no image. */
  public DataSetTally() {
    clear();
  }

  private static final class SplitTally {
    private long images;
    private long withoutBoxes;
    private long boxes;

    private long[] numbers() {
      return new long[] {images, withoutBoxes, boxes};
    }

    private static SplitTally of(long[] numbers) {
      SplitTally tally = new SplitTally();
      tally.images = numbers[0];
      tally.withoutBoxes = numbers[1];
      tally.boxes = numbers[2];
      return tally;
    }

    private StatisticsReport.SplitCounts report() {
      return new StatisticsReport.SplitCounts(images, withoutBoxes, boxes);
    }
  }

  /**
   * Adds an image.
   *
   * @param labels its labels
   * @param area of the image, in pixels
   * @param addedAt when it came into the data set
   */
  public synchronized void add(LabelRevision labels, double area, Instant addedAt) {
    change(labels, area, addedAt, 1);
  }

  /** Removes an image with what it was added with. */
  public synchronized void remove(LabelRevision labels, double area, Instant addedAt) {
    change(labels, area, addedAt, -1);
  }

  /** Removes all images. */
  public synchronized void clear() {
    for (Split split : Split.values()) {
      splits.put(split, new SplitTally());
    }
    classes.clear();
    sources.clear();
    days.clear();
  }

  /** All counts as rows of numbers, to be {@linkplain #restore restored} by a later process. */
  public synchronized Map<String, long[]> rows() {
    Map<String, long[]> rows = new HashMap<>();
    splits.forEach((split, tally) -> rows.put(SPLIT + split.code(), tally.numbers()));
    classes.forEach((name, tally) -> rows.put(CLASS + name, tally.numbers()));
    sources.forEach((kind, images) -> rows.put(SOURCE + kind, new long[] {images}));
    days.forEach((date, images) -> rows.put(DAY + date, images.clone()));
    return rows;
  }

  /**
   * Takes the counts of an earlier process in place of those that are there.
   *
   * @throws IllegalArgumentException if they are not such rows
   */
  public synchronized void restore(Map<String, long[]> rows) {
    clear();
    for (Split split : Split.values()) {
      splits.put(split, SplitTally.of(counts(rows, SPLIT + split.code(), SPLIT_NUMBERS)));
    }
    for (String row : rows.keySet()) {
      if (row.startsWith(CLASS)) {
        classes.put(row.substring(CLASS.length()), ClassTally.of(rows.get(row)));
      } else if (row.startsWith(SOURCE)) {
        sources.put(row.substring(SOURCE.length()), counts(rows, row, 1)[0]);
      } else if (row.startsWith(DAY)) {
        days.put(date(row), counts(rows, row, Split.values().length).clone());
      }
    }
  }

  private static long[] counts(Map<String, long[]> rows, String row, int size) {
    long[] counts = rows.get(row);
    if (counts == null || counts.length != size) {
      throw new IllegalArgumentException("the row \"" + row + "\" must have " + size + " counts");
    }
    return counts;
  }

  private static LocalDate date(String row) {
    try {
      return LocalDate.parse(row.substring(DAY.length()));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("\"" + row + "\" is no row of a day", e);
    }
  }

  /** The counts now. */
  public synchronized StatisticsReport report() {
    Map<Split, StatisticsReport.SplitCounts> bySplit = new EnumMap<>(Split.class);
    splits.forEach((split, tally) -> bySplit.put(split, tally.report()));
    return new StatisticsReport(
        bySplit.values().stream().mapToLong(StatisticsReport.SplitCounts::images).sum(),
        bySplit.values().stream().mapToLong(StatisticsReport.SplitCounts::boxes).sum(),
        bySplit,
        classes.entrySet().stream().map(one -> one.getValue().report(one.getKey())).toList(),
        new TreeMap<>(sources),
        days.entrySet().stream().map(one -> day(one.getKey(), one.getValue())).toList());
  }

  /** The counts of one class; empty if no box has it. */
  public synchronized Optional<StatisticsReport.ClassCounts> report(String label) {
    return Optional.ofNullable(classes.get(label)).map(tally -> tally.report(label));
  }

  private void change(LabelRevision labels, double area, Instant addedAt, int change) {
    Split split = labels.split();
    List<LabelledBox> boxes = labels.boxes();
    SplitTally tally = splits.get(split);
    tally.images += change;
    tally.boxes += (long) change * boxes.size();
    tally.withoutBoxes += boxes.isEmpty() ? change : 0;
    sources.merge(labels.source().kind(), (long) change, DataSetTally::sumOrNone);
    changeDay(LocalDate.ofInstant(addedAt, ZoneOffset.UTC), split, change);
    Set<String> names = new HashSet<>();
    for (LabelledBox box : boxes) {
      ClassTally ofClass = classes.computeIfAbsent(box.label(), name -> new ClassTally());
      ofClass.addBox(split, box, area, change);
      if (names.add(box.label())) {
        ofClass.addImage(split, change);
      }
    }
    if (change < 0) {
      names.stream().filter(name -> classes.get(name).isEmpty()).forEach(classes::remove);
    }
  }

  private void changeDay(LocalDate date, Split split, int change) {
    long[] day = days.computeIfAbsent(date, none -> new long[Split.values().length]);
    day[split.ordinal()] += change;
    if (change < 0 && sum(day) == 0) {
      days.remove(date);
    }
  }

  private static StatisticsReport.Day day(LocalDate date, long[] counts) {
    Map<Split, Long> bySplit = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      bySplit.put(split, counts[split.ordinal()]);
    }
    return new StatisticsReport.Day(date, sum(counts), bySplit);
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private static Long sumOrNone(long first, long second) {
    return first + second == 0 ? null : first + second;
  }
}
