package io.boxstream.kubernetes.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code deploy/images} builds, and the variables that its start script reads. */
public final class Images {
  private static final String SUFFIX = ".Dockerfile";
  private static final Pattern GPU = Pattern.compile("(?m)^  services=\\(([a-z -]+)\\)$");
  private static final Pattern READ = Pattern.compile("\\$\\{([A-Z_]+):-");
  private static final Pattern SET = Pattern.compile("(?m)^(?:ENV|   ) +([A-Z_]+)=");

  private final Set<String> names;
  private final Set<String> variables = new TreeSet<>();

  /**
   * Reads the folder of a checkout.
   *
   * @throws IOException if it is not there
   */
  public Images(Path home) throws IOException {
    Path folder = home.resolve("deploy/images");
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("base"))
              .map(file -> "boxstream/" + file.substring(0, file.length() - SUFFIX.length()))
              .map(name -> name + ":latest")
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Matcher gpu = GPU.matcher(Files.readString(folder.resolve("build")));
    if (gpu.find()) {
      Stream.of(gpu.group(1).split(" "))
          .forEach(service -> names.add("boxstream/" + service + ":latest-gpu"));
    }
    collect(READ, folder.resolve("start"));
    collect(SET, folder.resolve("base.Dockerfile"));
  }

  private void collect(Pattern pattern, Path file) throws IOException {
    Matcher found = pattern.matcher(Files.readString(file));
    while (found.find()) {
      variables.add(found.group(1));
    }
  }

  /** Names with tags. */
  public Set<String> names() {
    return Set.copyOf(names);
  }

  /** Whether the image itself reads a variable, or Quarkus for the names of settings files. */
  public boolean reads(String variable) {
    return variables.contains(variable) || variable.equals("QUARKUS_CONFIG_LOCATIONS");
  }
}
