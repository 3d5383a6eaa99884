package io.boxstream.rest.access;

import io.boxstream.access.Identity;
import io.boxstream.access.KeyRing;
import io.boxstream.access.Scope;
import io.boxstream.rest.problem.ProblemException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys and tokens that count, for {@link AccessFilter} and for addresses where people sign in.
 */
@Singleton
public class AccessControl {
  private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

  private static final int PROVIDER_UNAVAILABLE = 503;

  private final AccessConfiguration configuration;
  private final Optional<String> model;
  private final Instance<ModelsOfService> models;
  private Credentials credentials;

  AccessControl(
      AccessConfiguration configuration,
      @ConfigProperty(name = "boxstream.model") Optional<String> model,
      Instance<ModelsOfService> models) {
    this.configuration = configuration;
    this.model = model;
    this.models = models;
  }

  /** Whether requests need a key or a token. */
  public boolean isOn() {
    return configuration.keysFile().isPresent() || configuration.tokens().areAccepted();
  }

  /**
   * Who shows a key or token at an address that is open to everyone. May wait for an OpenID
   * provider. The audit log names the caller.
   *
   * @param authorizations values of {@code Authorization}
   * @throws ProblemException 401, 403 or 503 if nobody that the service knows
   */
  public Identity identify(RoutingContext context, List<String> authorizations) {
    Authentication.Result result =
        authentication(open -> false).authenticate(context.normalizedPath(), authorizations);
    AccessFilter.remember(context, result.identity());
    if (result.refusal().isPresent()) {
      throw new ProblemException(result.refusal().get());
    }
    return result.identity().orElseThrow();
  }

  /**
   * Whether somebody whose request was let in would still be: whether the key or token counts, and
   * has a scope. While an OpenID provider cannot be asked, it counts. May wait for the provider.
   *
   * @param path of the request, normalized
   * @param authorizations values of {@code Authorization}
   */
  public boolean isStillLetIn(String path, List<String> authorizations, Scope scope) {
    Authentication.Result result = authentication(open -> false).authenticate(path, authorizations);
    return result.refusal().isPresent()
        ? result.refusal().get().status() == PROVIDER_UNAVAILABLE
        : result.identity().orElseThrow().has(scope);
  }

  Authentication authentication(OpenPaths openPaths) {
    return new Authentication(credentials(), openPaths, this::isForModel);
  }

  private boolean isForModel(String name) {
    return models.isResolvable() ? models.get().has(name) : model.equals(Optional.of(name));
  }

  /**
   * @throws ConfigurationException if they cannot be read
   */
  synchronized Credentials credentials() {
    if (credentials == null) {
      credentials =
          new Credentials(
              configuration.keysFile().map(AccessControl::keys),
              Optional.of(configuration.tokens())
                  .filter(AccessConfiguration.Tokens::areAccepted)
                  .map(AccessControl::verifier));
    }
    return credentials;
  }

  private static TokenVerifier verifier(AccessConfiguration.Tokens tokens) {
    try {
      return new TokenVerifier(tokens);
    } catch (IllegalArgumentException e) {
      // Without the cause: Quarkus prints a message alone only if it is that of the innermost one.
      throw new ConfigurationException(e.getMessage());
    }
  }

  private static KeyRing keys(Path file) {
    try {
      return new KeyRing(
          file,
          Clock.systemUTC(),
          e -> LOG.error("The file of keys was not read again; the last keys count", e));
    } catch (IOException e) {
      throw new ConfigurationException(
          "boxstream.access.keys-file cannot be read: %s; create it with boxstream keys create"
              .formatted(e));
    }
  }
}
