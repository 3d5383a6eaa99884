package io.boxstream.ingest.catalog;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.statistics.StatisticsReport;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Statistics as a scan over all images counts them: slow, and written without a shared line. */
final class StatisticsOracle {

  private StatisticsOracle() {}

  private record Labelled(CatalogImage image, LabelledBox box) {}

  static StatisticsReport count(Collection<CatalogImage> images) {
    List<Labelled> boxes =
        images.stream()
            .flatMap(image -> image.boxes().stream().map(box -> new Labelled(image, box)))
            .toList();
    return new StatisticsReport(
        images.size(),
        boxes.size(),
        bySplit(
            split ->
                new StatisticsReport.SplitCounts(
                    number(images, image -> image.split() == split),
                    number(images, image -> image.split() == split && image.boxes().isEmpty()),
                    number(boxes, one -> one.image().split() == split))),
        boxes.stream()
            .map(one -> one.box().label())
            .distinct()
            .sorted()
            .map(
                name ->
                    ofClass(
                        name,
                        boxes.stream().filter(one -> one.box().label().equals(name)).toList()))
            .toList(),
        images.stream()
            .collect(
                Collectors.groupingBy(
                    image -> image.labels().source().kind(), Collectors.counting())),
        days(images));
  }

  private static StatisticsReport.ClassCounts ofClass(String name, List<Labelled> boxes) {
    return new StatisticsReport.ClassCounts(
        name,
        boxes.stream().map(one -> one.image().id()).distinct().count(),
        boxes.size(),
        number(boxes, one -> one.box().difficult()),
        bySplit(
            split -> {
              List<Labelled> part =
                  boxes.stream().filter(one -> one.image().split() == split).toList();
              return new StatisticsReport.ClassSplit(
                  part.stream().map(one -> one.image().id()).distinct().count(), part.size());
            }),
        bins(boxes, one -> area(one.box()) / one.image().form().area(), 2, -20, -1),
        bins(boxes, one -> Math.sqrt(area(one.box())), 2, 0, 14),
        bins(boxes, one -> width(one.box()) / height(one.box()), Math.sqrt(2), -8, 7));
  }

  /** Walks the bounds of the bins from the lowest. */
  private static List<StatisticsReport.Bin> bins(
      List<Labelled> boxes, ToDoubleFunction<Labelled> value, double base, int first, int last) {
    List<StatisticsReport.Bin> bins = new ArrayList<>();
    double[] values = boxes.stream().mapToDouble(value).toArray();
    for (int bin = first; bin <= last; bin++) {
      double from = base == 2 ? Math.pow(2, bin) : Math.pow(2, bin / 2.0);
      double to = base == 2 ? Math.pow(2, bin + 1) : Math.pow(2, (bin + 1) / 2.0);
      boolean lowest = bin == first;
      boolean highest = bin == last;
      long count =
          DoubleStream.of(values)
              .filter(one -> (lowest || one >= from) && (highest || one < to))
              .count();
      if (count > 0) {
        bins.add(new StatisticsReport.Bin(from, to, count));
      }
    }
    return bins;
  }

  private static List<StatisticsReport.Day> days(Collection<CatalogImage> images) {
    Map<LocalDate, List<CatalogImage>> byDay =
        images.stream()
            .collect(
                Collectors.groupingBy(
                    image -> image.addedAt().atOffset(ZoneOffset.UTC).toLocalDate(),
                    TreeMap::new,
                    Collectors.toList()));
    return byDay.entrySet().stream()
        .map(
            day ->
                new StatisticsReport.Day(
                    day.getKey(),
                    day.getValue().size(),
                    bySplit(split -> number(day.getValue(), image -> image.split() == split))))
        .toList();
  }

  private static <T> Map<Split, T> bySplit(Function<Split, T> count) {
    return Arrays.stream(Split.values()).collect(Collectors.toMap(Function.identity(), count));
  }

  private static <T> long number(Collection<T> all, Predicate<T> condition) {
    return all.stream().filter(condition).count();
  }

  private static double area(LabelledBox box) {
    return width(box) * height(box);
  }

  private static double width(LabelledBox box) {
    return box.xMax() - box.xMin();
  }

  private static double height(LabelledBox box) {
    return box.yMax() - box.yMin();
  }
}
