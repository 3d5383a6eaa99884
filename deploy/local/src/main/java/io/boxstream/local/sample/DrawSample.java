package io.boxstream.local.sample;

import io.boxstream.local.settings.Installation;
import io.boxstream.local.settings.InvalidCommandException;
import io.boxstream.local.settings.OptionReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The program behind the command {@code sample}: draws the sample data set into a folder. It ends
 * with 0, with 1 if the folder could not be written, with 2 if it was called wrongly.
 */
public final class DrawSample {

  private static final int FAILURE = 1;
  private static final int USAGE_ERROR = 2;

  private DrawSample() {}

  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    String name = Installation.ofThisProcess().command("sample");
    OptionReader<Options> reader = new OptionReader<>(name, Options.class);
    try {
      Optional<Options> options = reader.read(arguments);
      if (options.isEmpty()) {
        out.print(reader.help());
        return 0;
      }
      draw(out, options.get());
      return 0;
    } catch (InvalidCommandException | IllegalArgumentException e) {
      err.println(name + ": " + e.getMessage() + " (--help explains the options)");
      return USAGE_ERROR;
    } catch (UncheckedIOException e) {
      err.println(name + ": " + e.getMessage() + ": " + e.getCause().getMessage());
      return FAILURE;
    }
  }

  private static void draw(PrintStream out, Options options) {
    SampleSettings settings =
        new SampleSettings(options.train(), options.val(), options.test(), options.seed());
    new SampleDataSet(settings).write(options.folder());
    out.println(settings.images() + " images in " + options.folder());
  }

  /** The options as they are typed. */
  @Command(
      sortOptions = false,
      description =
          "Draws labelled images of building sites, heads with and without safety helmets, into a"
              + " Pascal VOC folder. The same options draw the same images.")
  interface Options {

    @Parameters(paramLabel = "DIR", description = "The folder; made when absent.")
    Path folder();

    @Option(
        names = "--train",
        paramLabel = "N",
        defaultValue = "320",
        description = "Images to train on (${DEFAULT-VALUE}).")
    int train();

    @Option(
        names = "--val",
        paramLabel = "N",
        defaultValue = "60",
        description = "Images to validate on (${DEFAULT-VALUE}).")
    int val();

    @Option(
        names = "--test",
        paramLabel = "N",
        defaultValue = "60",
        description = "Images that are held out (${DEFAULT-VALUE}).")
    int test();

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "20260701",
        description = "From which everything is drawn (${DEFAULT-VALUE}).")
    long seed();

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this and end.")
    boolean help();
  }
}
