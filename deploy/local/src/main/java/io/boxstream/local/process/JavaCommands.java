package io.boxstream.local.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Builds the command lines of child JVMs. */
public final class JavaCommands {

  /** A terminal sends Ctrl-C to every process in it: children leave stopping to the launcher. */
  private static final String IGNORE_INTERRUPT = "trap '' INT; exec \"$@\"";

  /**
   * Six JVMs that start at once compile much that runs only then, and keep all processors busy with
   * it. With four times the usual number of calls before a method is compiled they are ready after
   * three quarters of the time; what runs often is compiled soon all the same.
   */
  private static final String COMPILE_LATER = "-XX:CompileThresholdScaling=4";

  /**
   * Decoded images are arrays of a megabyte, of which a service makes hundreds a second. To G1, the
   * default, these are humongous objects: it collected 25 times a second because of them, and one
   * request in a hundred took four times as long.
   */
  private static final String COLLECTOR = "-XX:+UseParallelGC";

  private static final Pattern ANY_COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

  private final Path java;
  private final int version;
  private final String toolOptions;

  /**
   * Commands for one Java.
   *
   * @param home the Java installation
   * @param version its feature version, for example 17
   * @param toolOptions those that each JVM takes from the environment
   */
  JavaCommands(Path home, int version, String toolOptions) {
    this.java = Objects.requireNonNull(home, "home").resolve("bin").resolve("java");
    this.version = version;
    this.toolOptions = Objects.requireNonNull(toolOptions, "toolOptions");
  }

  /** Commands for the Java that this process runs on. */
  public static JavaCommands ofThisProcess() {
    return new JavaCommands(
        Path.of(System.getProperty("java.home")),
        Runtime.version().feature(),
        Objects.requireNonNullElse(System.getenv("JAVA_TOOL_OPTIONS"), ""));
  }

  /**
   * A JVM that runs a main class, ignores Ctrl-C, and ends when this process does.
   *
   * @param heapMegabytes the largest heap
   * @param properties further JVM options such as {@code -Dname=value}
   */
  public List<String> run(
      int heapMegabytes,
      List<String> properties,
      String classPath,
      String mainClass,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", IGNORE_INTERRUPT, "sh", java.toString()));
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add(COMPILE_LATER);
    command.addAll(collector());
    command.addAll(versionOptions());
    command.addAll(properties);
    command.add("-cp");
    command.add(ownClasses() + File.pathSeparator + classPath);
    command.add(ParentWatchdog.class.getName());
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** A JVM does not start with two. */
  List<String> collector() {
    return ANY_COLLECTOR.matcher(toolOptions).find() ? List.of() : List.of(COLLECTOR);
  }

  /** Options of newer Java releases for libraries that use native code. */
  List<String> versionOptions() {
    List<String> options = new ArrayList<>();
    if (version >= 22) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    if (version >= 24) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          ParentWatchdog.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the launcher's own classes have no path", e);
    }
  }
}
