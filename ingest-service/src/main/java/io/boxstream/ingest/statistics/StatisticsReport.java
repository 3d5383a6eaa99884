package io.boxstream.ingest.statistics;

import io.boxstream.events.Split;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Counts of the data set at one moment.
 *
 * @param images number of images
 * @param boxes number of boxes
 * @param splits counts of each split
 * @param classes counts of each class with a box, by name
 * @param sources number of images by the kind of their source
 * @param days images by the day on which they came, in UTC, oldest first; without days on which no
 *     image came that is still there
 */
public record StatisticsReport(
    long images,
    long boxes,
    Map<Split, SplitCounts> splits,
    List<ClassCounts> classes,
    Map<String, Long> sources,
    List<Day> days) {

  /**
   * Counts of a split.
   *
   * @param images number of images
   * @param withoutBoxes number of images without boxes
   * @param boxes number of boxes
   */
  public record SplitCounts(long images, long withoutBoxes, long boxes) {}

  /**
   * Counts of a class.
   *
   * @param name the class
   * @param images number of images with a box of it
   * @param boxes number of its boxes
   * @param difficult number of its boxes that are marked as difficult
   * @param splits images and boxes of each split
   * @param relativeArea its boxes by their area divided by the area of the image
   * @param side its boxes by the square root of their area, in pixels
   * @param aspectRatio its boxes by width divided by height
   */
  public record ClassCounts(
      String name,
      long images,
      long boxes,
      long difficult,
      Map<Split, ClassSplit> splits,
      List<Bin> relativeArea,
      List<Bin> side,
      List<Bin> aspectRatio) {}

  /**
   * Counts of a class in a split.
   *
   * @param images number of images with a box of the class
   * @param boxes number of its boxes
   */
  public record ClassSplit(long images, long boxes) {}

  /**
   * A bin of a histogram. The first and the last bin of a scale also hold what lies beyond them.
   *
   * @param from lower bound, inclusive
   * @param to upper bound, exclusive
   * @param boxes number of boxes, not 0
   */
  public record Bin(double from, double to, long boxes) {}

  /**
   * The images that came on one day and are still there.
   *
   * @param date the day in UTC
   * @param images number of images
   * @param splits number of images of each split
   */
  public record Day(LocalDate date, long images, Map<Split, Long> splits) {}
}
