package io.boxstream.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The script {@code deploy/local/run} in a checkout where nothing is built. Its {@code PATH} has a
 * Maven that only says that it was called.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunScriptTest {

  private static final Path SOURCE = LocalCheckout.HOME.resolve("deploy/local");
  private static final String HELP = "src/main/resources/io/boxstream/local/settings";

  @TempDir private Path checkout;
  private CommandLineReader reader;

  @BeforeEach
  void makeCheckout() throws IOException {
    Path local = Files.createDirectories(checkout.resolve("deploy/local"));
    for (String file : List.of("run", "programs.sh", "options.sh", HELP + "/run-options.txt")) {
      Files.createDirectories(local.resolve(file).getParent());
      Files.copy(SOURCE.resolve(file), local.resolve(file));
    }
    Path maven = Files.createDirectory(checkout.resolve("tools")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho build started\nexit 1\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    Files.createDirectory(checkout.resolve("images"));
    Files.writeString(checkout.resolve("own.json"), "{}");
    Files.writeString(checkout.resolve("base.params"), "");
    reader = new CommandLineReader(new Installation(checkout));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "--once --epochs 2 --help", "--help --unknown"})
  void printsTheHelpOfTheLauncherWithoutABuild(String arguments) throws Exception {
    Result result = run(arguments);

    assertThat(result.code()).isZero();
    assertThat(result.printed()).isEqualTo(reader.help());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--unknown",
        "unknown",
        "--dat=images",
        "--epochs",
        "--epochs 0",
        "--epochs=0",
        "--epochs many",
        "--epochs 1.5",
        "--minutes 0",
        "--minutes=long",
        "--minutes 5 --epochs 3",
        "--batch -1",
        "--learning-rate 0",
        "--learning-rate=fast",
        "--recipe slow",
        "--port-base 80",
        "--port-base 65530",
        "--base absent.params",
        "--preset absent.json",
        "--base-classes cat",
        "--once=perhaps",
        "--epochs 1 --epochs 2"
      })
  void refusesWhatTheLauncherRefusesWithoutABuild(String arguments) throws Exception {
    assertThatThrownBy(() -> reader.read(absolute(arguments)))
        .isInstanceOf(InvalidCommandException.class);

    Result result = run(arguments);

    assertThat(result.code()).as(result.printed()).isEqualTo(2);
    assertThat(result.printed())
        .startsWith("deploy/local/run: ")
        .contains("--help explains the options")
        .doesNotContain("build started");
  }

  @Test
  void refusesAFolderOfImagesThatIsNotThereWithoutABuild() throws Exception {
    Result result = run("--data absent");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.printed()).contains("there is no folder absent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--once --fresh --dashboards",
        "--once=true",
        "--data images --state s --output=o",
        "--classes hat,person --classes none",
        "--recipe Classic --preset ssd_300_mobilenet0.25",
        "--preset=own.json --base base.params --base-classes cat,dog",
        "--epochs 10 --batch=4 --learning-rate 5e-4",
        "--learning-rate .002 --port-base 1023",
        "--minutes 5 --batch 8",
        "--minutes=0.5",
        "--port-base=65525"
      })
  void buildsWithOptionsThatTheLauncherAccepts(String arguments) throws Exception {
    assertThatCode(() -> reader.read(absolute(arguments))).doesNotThrowAnyException();

    Result result = run(arguments);

    assertThat(result.printed()).contains("build started");
  }

  @Test
  void explainsTheOptionsThatTheLauncherReadsAndNoOthers() {
    Stream<String> read =
        new CommandLine(CommandOptions.class)
            .getCommandSpec().options().stream().map(option -> option.longestName());

    List<String> explained =
        Pattern.compile("(?m)^ {2,6}(?:-h, )?(--[a-z-]+)")
            .matcher(reader.help())
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(explained).containsExactlyInAnyOrderElementsOf(read.toList());
  }

  /** The launcher resolves relative files in this process's folder. */
  private String[] absolute(String arguments) {
    return words(arguments)
        .map(word -> word.replaceAll("(\\w+\\.(json|params))$", checkout + "/$1"))
        .toArray(String[]::new);
  }

  private Result run(String arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(checkout + "/deploy/local/run");
    words(arguments).forEach(builder.command()::add);
    builder.environment().put("PATH", checkout + "/tools:" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.directory(checkout.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), printed);
  }

  private static Stream<String> words(String arguments) {
    return Arrays.stream(arguments.split(" ")).filter(word -> !word.isEmpty());
  }

  /** What the script did: its exit code, and what it printed. */
  private record Result(int code, String printed) {}
}
