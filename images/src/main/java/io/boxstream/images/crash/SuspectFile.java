package io.boxstream.images.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many deaths each image was in hand at, as a text: a line for each image with the number and
 * the SHA-256, so that a person can read it and remove a line. The first line names the last
 * process whose death has been counted.
 */
final class SuspectFile {

  /** Images sent once to a process that was killed never come again: the oldest are forgotten. */
  private static final int MOST_SUSPECTED = 10_000;

  private static final String NAME = "crashes";
  private static final Pattern COUNTED = Pattern.compile("counted (\\d{1,18})");
  private static final Pattern LINE = Pattern.compile("(\\d{1,9}) ([0-9a-f]{64})");

  private final Path file;
  private final Map<String, Integer> deaths = new LinkedHashMap<>();
  private long counted;

  private SuspectFile(Path file) {
    this.file = file;
  }

  /** Reads the file of a directory; empty if there is none. Lines of another form are left out. */
  static SuspectFile read(Path directory) throws IOException {
    SuspectFile suspects = new SuspectFile(directory.resolve(NAME));
    try {
      for (String line : Files.readAllLines(suspects.file, StandardCharsets.ISO_8859_1)) {
        suspects.take(line.strip());
      }
    } catch (NoSuchFileException first) {
      // No process died yet.
    }
    return suspects;
  }

  private void take(String line) {
    Matcher number = COUNTED.matcher(line);
    if (number.matches()) {
      counted = Long.parseLong(number.group(1));
    }
    Matcher entry = LINE.matcher(line);
    if (entry.matches()) {
      deaths.put(entry.group(2), Integer.parseInt(entry.group(1)));
    }
  }

  /** The last process whose death has been counted. */
  long counted() {
    return counted;
  }

  int deaths(String contentHash) {
    return deaths.getOrDefault(contentHash, 0);
  }

  int size() {
    return deaths.size();
  }

  /** How many images were in hand at so many deaths. */
  int with(int number) {
    return (int) deaths.values().stream().filter(each -> each == number).count();
  }

  /** The images that were in hand at so many deaths, or more. */
  Set<String> atLeast(int number) {
    return deaths.entrySet().stream()
        .filter(entry -> entry.getValue() >= number)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Counts the death of a process. Durable when this returns. */
  void count(long run, List<String> inHand) throws IOException {
    counted = Math.max(counted, run);
    if (inHand.isEmpty()) {
      return;
    }
    inHand.forEach(hash -> deaths.merge(hash, 1, Integer::sum));
    forgetOldest();
    write();
  }

  /** Nothing is held against an image any more. */
  void clear(String contentHash) {
    deaths.remove(contentHash);
    try {
      write();
    } catch (IOException e) {
      // The next process reads it alone once more.
    }
  }

  private void forgetOldest() {
    int excess = with(1) - MOST_SUSPECTED;
    List<String> oldest =
        deaths.entrySet().stream()
            .filter(entry -> entry.getValue() == 1)
            .limit(Math.max(0, excess))
            .map(Map.Entry::getKey)
            .toList();
    deaths.keySet().removeAll(oldest);
  }

  private void write() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("counted " + counted);
    deaths.forEach((hash, number) -> lines.add(number + " " + hash));
    Path next = file.resolveSibling(NAME + ".new");
    Files.write(next, lines, StandardCharsets.ISO_8859_1);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
