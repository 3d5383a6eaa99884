package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.access.ApiKey;
import io.boxstream.access.Identity;
import io.boxstream.access.KeyFile;
import io.boxstream.access.KeyHash;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.boxstream.cli.output.Console;
import io.boxstream.cli.output.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** API keys in their file. Running services see each change. */
@Command(
    name = "keys",
    synopsisSubcommandLabel = "COMMAND",
    description = "Create, list, revoke and rotate API keys in the file that the services read.",
    subcommands = {
      KeysCommand.Create.class,
      KeysCommand.ListKeys.class,
      KeysCommand.Revoke.class,
      KeysCommand.Rotate.class
    })
final class KeysCommand implements Runnable {

  private static final String VARIABLE = "BOXSTREAM_ACCESS_KEYS_FILE";

  private final SecureRandom random = new SecureRandom();

  @ParentCommand private Boxstream boxstream;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** What the commands share. */
  abstract static class FileCommand implements Callable<Integer> {

    @ParentCommand private KeysCommand keys;
    @Spec private CommandSpec spec;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "File of keys; default ${env:" + VARIABLE + ":-$" + VARIABLE + "}.")
    private Path file;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Print this help.")
    private boolean help;

    Console console() {
      return keys.boxstream.host().console();
    }

    Instant now() {
      return keys.boxstream.host().time().now();
    }

    SecureRandom random() {
      return keys.random;
    }

    ParameterException misuse(String message) {
      return new ParameterException(spec.commandLine(), message);
    }

    KeyFile keyFile() {
      if (file != null) {
        return new KeyFile(file);
      }
      String configured = keys.boxstream.host().variables().getOrDefault(VARIABLE, "");
      if (configured.isEmpty()) {
        throw misuse("the file of keys is missing: use --file or set " + VARIABLE);
      }
      return new KeyFile(Path.of(configured));
    }

    void change(UnaryOperator<List<ApiKey>> change) throws IOException {
      try {
        keyFile().change(change);
      } catch (IllegalArgumentException e) {
        throw misuse(String.valueOf(e.getMessage()));
      }
    }

    /** The list with another key in the place of that of a name or id. */
    List<ApiKey> replaced(List<ApiKey> known, String name, UnaryOperator<Optional<ApiKey>> change) {
      List<ApiKey> changed = new ArrayList<>();
      boolean found = false;
      for (ApiKey key : known) {
        boolean meant = key.identity().name().equals(name) || key.id().equals(name);
        found |= meant;
        Optional<ApiKey> same = Optional.of(key);
        (meant ? change.apply(same) : same).ifPresent(changed::add);
      }
      if (!found) {
        throw misuse("there is no key " + name);
      }
      return changed;
    }

    /** The key goes to the output, and the warning to people. */
    void show(KeySecret secret) {
      console().print(secret.reveal());
      console().say("This key is not shown again. Send it as Authorization: Bearer KEY.");
    }
  }

  /** Creates a key. */
  @Command(name = "create", description = "Create a key and print it; it is not shown again.")
  static final class Create extends FileCommand {
    private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,4})([dh])");

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Who uses it.")
    private String name;

    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        required = true,
        split = ",",
        description = "What it may do: read, label, train, promote, detect, admin, metrics.")
    private List<String> scopes;

    @Option(
        names = "--expires",
        paramLabel = "PERIOD",
        description = "How long it is valid, as 90d or 12h; default for ever.")
    private String expires;

    @Option(
        names = "--model",
        paramLabel = "NAME",
        description = "The only model that it is for; default every model.")
    private String model;

    @Option(
        names = "--source",
        paramLabel = "NAME",
        description = "The only source whose images it may send and change; default every source.")
    private String source;

    @Override
    public Integer call() throws IOException {
      KeySecret secret = KeySecret.generate(random());
      change(
          known -> {
            List<ApiKey> changed = new ArrayList<>(known);
            changed.add(key(secret));
            if (known.stream().anyMatch(key -> key.identity().name().equals(name))) {
              throw misuse("there is a key " + name + " already: rotate or revoke it");
            }
            return changed;
          });
      show(secret);
      return ExitCode.DONE;
    }

    private ApiKey key(KeySecret secret) {
      Set<Scope> granted = EnumSet.noneOf(Scope.class);
      scopes.stream().map(Scope::of).forEach(granted::add);
      Identity everySource = Identity.ofKey(name, granted, Optional.ofNullable(model));
      return new ApiKey(
          secret.id(),
          source == null ? everySource : everySource.onlyFrom(source),
          now(),
          Optional.ofNullable(expires).map(period -> now().plus(duration(period))),
          KeyHash.of(secret, random()));
    }

    private Duration duration(String period) {
      Matcher matcher = PERIOD.matcher(period);
      if (!matcher.matches()) {
        throw misuse("--expires must be a number of days or hours such as 90d, is " + period);
      }
      long number = Long.parseLong(matcher.group(1));
      return matcher.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }
  }

  /** Lists keys. */
  @Command(name = "list", description = "List the keys, without their secrets.")
  static final class ListKeys extends FileCommand {

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      List<ApiKey> known = keyFile().read();
      if (json) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        known.stream().map(ApiKey::describe).forEach(array::add);
        console().print(array);
        return ExitCode.DONE;
      }
      Table table = new Table("ID", "NAME", "SCOPES", "MODEL", "SOURCE", "CREATED", "EXPIRES");
      for (ApiKey key : known) {
        table.add(
            key.id(),
            key.identity().name(),
            scopes(key),
            key.identity().model().orElse("every"),
            key.identity().source().orElse("every"),
            key.createdAt().toString(),
            expiry(key));
      }
      table.lines().forEach(console()::print);
      return ExitCode.DONE;
    }

    private static String scopes(ApiKey key) {
      return key.identity().scopes().stream()
          .sorted()
          .map(Scope::code)
          .collect(Collectors.joining(","));
    }

    private String expiry(ApiKey key) {
      return key.isExpired(now())
          ? "expired"
          : key.expiresAt().map(Instant::toString).orElse("never");
    }
  }

  /** Revokes a key. */
  @Command(name = "revoke", description = "Remove a key: services refuse it from now on.")
  static final class Revoke extends FileCommand {

    @Parameters(paramLabel = "KEY", description = "Its name or id.")
    private String key;

    @Override
    public Integer call() throws IOException {
      change(known -> replaced(known, key, found -> Optional.empty()));
      console().say("The key " + key + " is revoked.");
      return ExitCode.DONE;
    }
  }

  /** Gives a key a new secret. */
  @Command(
      name = "rotate",
      description =
          "Give a key a new secret and print it; the old one is refused from now on. Name, scopes"
              + " and expiry stay.")
  static final class Rotate extends FileCommand {

    @Parameters(paramLabel = "KEY", description = "Its name or id.")
    private String key;

    @Override
    public Integer call() throws IOException {
      List<KeySecret> secrets = new ArrayList<>();
      change(known -> replaced(known, key, found -> found.map(old -> rotated(old, secrets))));
      secrets.forEach(this::show);
      return ExitCode.DONE;
    }

    private ApiKey rotated(ApiKey old, List<KeySecret> secrets) {
      KeySecret secret = KeySecret.generate(old.id(), random());
      secrets.add(secret);
      return new ApiKey(
          old.id(), old.identity(), now(), old.expiresAt(), KeyHash.of(secret, random()));
    }
  }
}
