package io.boxstream.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of the machine that is not ours.
 *
 * @param file the executable
 */
public record InstalledProgram(Path file) {

  /**
   * Ignores Ctrl-C as our own children do, and ends when the launcher is gone: then standard input
   * ends.
   */
  private static final String TETHERED =
      "trap '' INT; exec 3<&0; (cat <&3; kill $$) >/dev/null 2>&1 & exec \"$@\" </dev/null 3<&-";

  public InstalledProgram {
    Objects.requireNonNull(file, "file");
  }

  /**
   * Looks for a program.
   *
   * @param path folders as in the variable PATH
   * @param names of the program, the preferred one first
   */
  public static Optional<InstalledProgram> find(String path, String... names) {
    List<Path> folders =
        Stream.of(path.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList();
    return Stream.of(names)
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(InstalledProgram::new);
  }

  /** A command that runs it and ends with this process. */
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", TETHERED, "sh"));
    command.add(file.toString());
    command.addAll(arguments);
    return command;
  }
}
