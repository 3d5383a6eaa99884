package io.boxstream.cli.client;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * Where the services are. For each service the first of these counts: the option, the environment
 * variable, the configuration file, the address of a local run.
 */
public final class Addresses {

  private final Map<Service, String> options;
  private final Map<String, String> variables;
  private final Path file;

  /**
   * @param options values of the options {@code --ingest} and so on; only those that are given
   * @param variables the environment
   */
  public Addresses(Map<Service, String> options, Map<String, String> variables) {
    this.options = Map.copyOf(options);
    this.variables = Map.copyOf(variables);
    this.file = configurationFile(variables);
  }

  /** The configuration file of a user, by the XDG base directory specification. */
  public static Path configurationFile(Map<String, String> variables) {
    String configured = variables.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        configured.isEmpty()
            ? Path.of(variables.getOrDefault("HOME", ""), ".config")
            : Path.of(configured);
    return folder.resolve("boxstream").resolve("cli.properties");
  }

  /**
   * The address of a service, without a slash at its end.
   *
   * @throws InvalidAddressException if it is no HTTP address or the file cannot be read
   */
  public URI of(Service service) {
    String option = options.get(service);
    if (option != null) {
      return parse(option, service.option());
    }
    String variable = variables.getOrDefault(service.variable(), "");
    if (!variable.isBlank()) {
      return parse(variable, service.variable());
    }
    String configured = configured().getProperty(service.key(), "");
    return configured.isBlank()
        ? service.localAddress()
        : parse(configured, service.key() + " in " + file);
  }

  private Properties configured() {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new InvalidAddressException("cannot read " + file + ": " + e.getMessage());
      }
    }
    return properties;
  }

  private static URI parse(String text, String origin) {
    Objects.requireNonNull(origin, "origin");
    try {
      URI address = new URI(text.strip().replaceAll("/+$", ""));
      String scheme = String.valueOf(address.getScheme());
      if ((scheme.equals("http") || scheme.equals("https")) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new InvalidAddressException(origin + " is no address: " + e.getMessage());
    }
    throw new InvalidAddressException(
        origin + " must be an address such as http://127.0.0.1:8081, is '" + text + "'");
  }
}
