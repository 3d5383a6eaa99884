package io.boxstream.local.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Reads the command line. */
public final class CommandLineReader {

  private static final String HELP = "run-options.txt";

  private final Installation installation;

  /**
   * Reads for an installation.
   *
   * @param installation says how the command is called and where state and output are by default
   */
  public CommandLineReader(Installation installation) {
    this.installation = Objects.requireNonNull(installation, "installation");
  }

  /**
   * What the arguments ask for; empty if they ask for help.
   *
   * @throws InvalidCommandException if they make no sense
   */
  public Optional<LocalSettings> read(String... arguments) {
    try {
      return reader().read(arguments).map(this::settings);
    } catch (IllegalArgumentException e) {
      throw new InvalidCommandException(e.getMessage(), e);
    }
  }

  /** The explanation of every option. */
  public String help() {
    try (InputStream text = CommandLineReader.class.getResourceAsStream(HELP)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${PROGRAM}", installation.command("run"))
          .replace("${STATE}", state().toString())
          .replace("${OUTPUT}", output().toString())
          .replace("${KAFKA}", installation.command("kafka"));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the resource " + HELP, e);
    }
  }

  private OptionReader<CommandOptions> reader() {
    return new OptionReader<>(installation.command("run"), CommandOptions.class);
  }

  private LocalSettings settings(CommandOptions options) {
    return new LocalSettings(
        Optional.ofNullable(options.data()).map(CommandLineReader::absolute),
        absolute(options.state() == null ? state() : options.state()),
        absolute(options.output() == null ? output() : options.output()),
        options.once(),
        options.fresh(),
        options.dashboards(),
        options.classes() == null ? List.of() : options.classes(),
        new TrainingChoice(
            recipe(options.recipe()),
            Optional.ofNullable(options.preset()).map(CommandLineReader::preset),
            base(options),
            Optional.ofNullable(options.epochs()),
            Optional.ofNullable(options.minutes()),
            Optional.ofNullable(options.batch()),
            Optional.ofNullable(options.learningRate())),
        options.portBase() == null ? Ports.standard() : Ports.from(options.portBase()));
  }

  private static Recipe recipe(String name) {
    for (Recipe recipe : Recipe.values()) {
      if (recipe.code().equals(name.toLowerCase(Locale.ROOT))) {
        return recipe;
      }
    }
    throw new IllegalArgumentException("--recipe is quick, thorough or classic, not " + name);
  }

  private static Optional<TrainingChoice.Base> base(CommandOptions options) {
    List<String> classes = options.baseClasses() == null ? List.of() : options.baseClasses();
    if (options.base() == null && !classes.isEmpty()) {
      throw new IllegalArgumentException("--base-classes are those of --base, which is absent");
    }
    return Optional.ofNullable(options.base())
        .map(file -> new TrainingChoice.Base(file(file), classes));
  }

  /** The trainer has a working folder of its own. */
  private static String preset(String name) {
    return TrainingChoice.isFile(name) ? file(Path.of(name)).toString() : name;
  }

  private static Path file(Path path) {
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException("there is no file " + path + " that can be read");
    }
    return absolute(path);
  }

  private Path state() {
    return installation.workingFolder().resolve("boxstream-state");
  }

  private Path output() {
    return installation.workingFolder().resolve("boxstream-output");
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
