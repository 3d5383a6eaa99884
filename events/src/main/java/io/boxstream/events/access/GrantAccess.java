package io.boxstream.events.access;

import io.boxstream.events.CommandOptions;
import io.boxstream.events.EventException;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Command that sets the passwords of the users of the brokers and grants the services what they
 * need: {@code GrantAccess --bootstrap-server HOST:PORT --command-config FILE --users FILE}. The
 * command-config has the client properties of an administrator, the file of users a line {@code
 * name=password} for each user. It is idempotent. Exit code 0: success; 1: invalid arguments, an
 * unreadable file or no response from the broker.
 */
public final class GrantAccess {
  private static final String BOOTSTRAP_SERVER = "--bootstrap-server";
  private static final String COMMAND_CONFIG = "--command-config";
  private static final String USERS = "--users";
  private static final Set<String> OPTIONS = Set.of(BOOTSTRAP_SERVER, COMMAND_CONFIG, USERS);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int DONE = 0;
  private static final int FAILED = 1;

  private GrantAccess() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Map<String, String> options = CommandOptions.parse(arguments, OPTIONS);
    if (!options.keySet().equals(OPTIONS)) {
      err.printf(
          "usage: GrantAccess %s HOST:PORT %s FILE %s FILE%n",
          BOOTSTRAP_SERVER, COMMAND_CONFIG, USERS);
      return FAILED;
    }
    try {
      Map<String, String> passwords = CommandOptions.properties(Path.of(options.get(USERS)));
      KafkaSettings settings =
          new KafkaSettings(
              options.get(BOOTSTRAP_SERVER),
              CommandOptions.properties(Path.of(options.get(COMMAND_CONFIG))));
      settings.check();
      try (Admin admin = KafkaClients.admin(settings)) {
        AccessAdmin access = new AccessAdmin(admin, TIMEOUT);
        access.setPasswords(passwords);
        AccessAdmin.Outcome outcome = access.grant(KafkaUser.all());
        out.printf(
            "%d users; %d rights granted, %d revoked%n",
            passwords.size(), outcome.granted(), outcome.revoked());
      }
      return DONE;
    } catch (IOException failure) {
      err.println("cannot read " + failure.getMessage());
      return FAILED;
    } catch (EventException | IllegalArgumentException failure) {
      err.println(failure.getMessage());
      return FAILED;
    }
  }
}
