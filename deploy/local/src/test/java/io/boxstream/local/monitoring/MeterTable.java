package io.boxstream.local.monitoring;

import io.boxstream.local.LocalCheckout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Meters by name, type and names of their tags, one a line and sorted: as {@code docs/metrics.md}
 * lists them, and as a service shows them.
 */
public final class MeterTable {

  private static final Pattern ROW =
      Pattern.compile("^\\| `(boxstream_\\w+)` \\| (\\w+) \\|[^|]*\\|([^|]*)\\|.*");
  private static final Pattern TAG = Pattern.compile("`(\\w+)`");
  private static final Pattern TYPE = Pattern.compile("^# TYPE (boxstream_\\w+) (\\w+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  private MeterTable() {}

  /** What the document lists in sections. */
  public static Set<String> documented(String... sections) {
    Set<String> meters = new TreeSet<>();
    String document = MonitoringFiles.read(LocalCheckout.HOME.resolve("docs/metrics.md"));
    List<String> wanted = List.of(sections);
    for (String section : document.split("\n## ", -1)) {
      if (wanted.contains(section.lines().findFirst().orElse(""))) {
        section.lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> add(meters, row));
      }
    }
    return meters;
  }

  /** What a service shows, in Prometheus' text format. */
  public static Set<String> shown(String page) {
    List<String> lines = page.lines().toList();
    Set<String> meters = new TreeSet<>();
    for (String line : lines) {
      Matcher type = TYPE.matcher(line);
      if (type.matches() && !isMaximum(type.group(1), page)) {
        meters.add(entry(type.group(1), type.group(2), labels(type.group(1), lines)));
      }
    }
    return meters;
  }

  private static void add(Set<String> meters, Matcher row) {
    // Values of tags stand in parentheses.
    String tags = row.group(3).replaceAll("\\([^)]*\\)", "");
    meters.add(
        entry(
            row.group(1),
            row.group(2),
            TAG.matcher(tags).results().map(tag -> tag.group(1)).collect(Collectors.toSet())));
  }

  /** The largest of a summary or histogram is a gauge of its own there, and part of it here. */
  private static boolean isMaximum(String name, String page) {
    return name.endsWith("_max")
        && page.contains("\n" + name.substring(0, name.length() - "_max".length()) + "_count");
  }

  private static Set<String> labels(String name, List<String> lines) {
    Pattern sample = Pattern.compile("^" + name + "(?:_bucket|_count|_sum)?(?:\\{(.*)\\})? .*");
    List<String> labels = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = sample.matcher(line);
      if (matcher.matches() && matcher.group(1) != null) {
        LABEL.matcher(matcher.group(1)).results().map(one -> one.group(1)).forEach(labels::add);
      }
    }
    labels.removeIf(label -> label.equals("le"));
    return Set.copyOf(labels);
  }

  private static String entry(String name, String type, Set<String> tags) {
    return name + " " + type + " " + new TreeSet<>(tags);
  }
}
