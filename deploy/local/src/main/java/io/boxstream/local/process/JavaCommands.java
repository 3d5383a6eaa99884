package io.boxstream.local.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Builds the command lines of child JVMs. */
public final class JavaCommands {

  /** A terminal sends Ctrl-C to every process in it: children leave stopping to the launcher. */
  private static final String IGNORE_INTERRUPT = "trap '' INT; exec \"$@\"";

  private final Path java;
  private final int version;
  private final ClassArchives archives;

  /**
   * Commands for one Java.
   *
   * @param home the Java installation
   * @param version its feature version, for example 17
   * @param archives the classes that its JVMs need not load again
   */
  JavaCommands(Path home, int version, ClassArchives archives) {
    this.java = Objects.requireNonNull(home, "home").resolve("bin").resolve("java");
    this.version = version;
    this.archives = Objects.requireNonNull(archives, "archives");
  }

  /** Commands for the Java that this process runs on. */
  public static JavaCommands ofThisProcess(ClassArchives archives) {
    return new JavaCommands(
        Path.of(System.getProperty("java.home")), Runtime.version().feature(), archives);
  }

  /**
   * A JVM that runs a main class, ignores Ctrl-C, and ends when this process does.
   *
   * @param program what people call it
   * @param heapMegabytes the largest heap
   * @param properties further JVM options such as {@code -Dname=value}
   */
  public List<String> run(
      String program,
      int heapMegabytes,
      List<String> properties,
      String classPath,
      String mainClass,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", IGNORE_INTERRUPT, "sh", java.toString()));
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(versionOptions());
    command.addAll(properties);
    String wholeClassPath = ownClasses() + File.pathSeparator + classPath;
    command.addAll(archives.options(program, wholeClassPath));
    command.add("-cp");
    command.add(wholeClassPath);
    command.add(ParentWatchdog.class.getName());
    command.add(mainClass);
    command.addAll(arguments);
    return command;
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
