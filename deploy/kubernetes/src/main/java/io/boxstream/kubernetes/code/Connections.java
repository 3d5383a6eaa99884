package io.boxstream.kubernetes.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who connects to whom: the table under "Connections" in {@code docs/architecture.md}. */
public final class Connections {
  private static final String HEADING = "## Connections";
  private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");
  private static final Pattern PORT = Pattern.compile("\\d+");

  private final List<Connection> all;

  /**
   * A permitted connection.
   *
   * @param from who opens it
   * @param to who listens
   */
  public record Connection(String from, String to, int port) {}

  /**
   * Reads the documentation of a checkout.
   *
   * @throws IOException if it is not there
   */
  public Connections(Path home) throws IOException {
    this(Files.readAllLines(home.resolve("docs/architecture.md")));
  }

  Connections(List<String> document) {
    List<Connection> found = new ArrayList<>();
    for (String row : rows(document)) {
      String[] cells = row.split("\\|");
      for (String from : names(cells[1])) {
        for (String to : names(cells[2])) {
          ports(cells[3]).forEach(port -> found.add(new Connection(from, to, port)));
        }
      }
    }
    all = List.copyOf(found);
  }

  public List<Connection> all() {
    return all;
  }

  private static List<String> rows(List<String> document) {
    return document.stream()
        .dropWhile(line -> !line.equals(HEADING))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .toList();
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map(result -> result.group(1)).toList();
  }

  private static Stream<Integer> ports(String cell) {
    return PORT.matcher(cell).results().map(MatchResult::group).map(Integer::valueOf);
  }
}
