package io.boxstream.rest.access;

import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import io.boxstream.rest.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who sends a request by {@code Authorization: Bearer} (RFC 6750). Health is open. The
 * addresses of the framework below {@code /q/} need a scope here; those of resources state theirs
 * with {@link RequiredScope}.
 */
final class Authentication {
  private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([^\\s]+)");
  private static final String FRAMEWORK = "/q/";
  private static final Set<String> HEALTH =
      Set.of(
          "/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/health/well");
  private static final String METRICS = "/q/metrics";

  private final Function<String, Optional<Identity>> credentials;
  private final OpenPaths openPaths;
  private final Predicate<String> models;

  /**
   * @param credentials who shows a key or a token; empty if nobody that is known
   * @param models the models that the service is for
   */
  Authentication(
      Function<String, Optional<Identity>> credentials,
      OpenPaths openPaths,
      Predicate<String> models) {
    this.credentials = credentials;
    this.openPaths = openPaths;
    this.models = models;
  }

  /**
   * What becomes of a request.
   *
   * @param refusal why it is refused; empty if it goes on
   * @param identity who sends it, also of a refused one; empty if that is unknown or does not
   *     matter
   */
  record Result(Optional<Problem> refusal, Optional<Identity> identity) {

    private static Result open() {
      return new Result(Optional.empty(), Optional.empty());
    }

    private static Result refused(Problem problem) {
      return new Result(Optional.of(problem), Optional.empty());
    }

    private static Result refused(Problem problem, Identity identity) {
      return new Result(Optional.of(problem), Optional.of(identity));
    }

    private static Result of(Identity identity) {
      return new Result(Optional.empty(), Optional.of(identity));
    }
  }

  /**
   * Decides about a request. May wait for an OpenID provider.
   *
   * @param path normalized
   * @param authorizations values of {@code Authorization}
   */
  Result authenticate(String path, List<String> authorizations) {
    if (HEALTH.contains(path) || openPaths.isOpen(path)) {
      return Result.open();
    }
    if (authorizations.isEmpty()) {
      return Result.refused(
          unauthenticated("this address needs a key or a token: send Authorization: Bearer KEY"));
    }
    try {
      return identify(authorizations)
          .map(identity -> authorize(path, identity))
          .orElseGet(
              () ->
                  Result.refused(
                      unauthenticated(
                          "the key or token is malformed, unknown, revoked or expired, or not for this service")));
    } catch (ProviderUnavailableException e) {
      LOG.warn("A token was not verified", e);
      return Result.refused(
          Problem.of(
              503,
              "identity-provider-unavailable",
              "the token cannot be verified now, because the keys of the identity provider cannot be read"));
    }
  }

  private Optional<Identity> identify(List<String> authorizations) {
    Matcher matcher = BEARER.matcher(authorizations.get(0));
    return authorizations.size() == 1 && matcher.matches()
        ? credentials.apply(matcher.group(1))
        : Optional.empty();
  }

  private Result authorize(String path, Identity identity) {
    if (identity.model().isPresent() && !models.test(identity.model().get())) {
      return Result.refused(otherModel(identity), identity);
    }
    if (!path.startsWith(FRAMEWORK)) {
      return Result.of(identity);
    }
    Scope scope = path.startsWith(METRICS) ? Scope.METRICS : Scope.READ;
    return identity.has(scope)
        ? Result.of(identity)
        : Result.refused(insufficient(identity, scope), identity);
  }

  /** The refusal of a caller whose key is for another model. */
  static Problem otherModel(Identity identity) {
    return Problem.of(
        403,
        "other-model",
        "the key %s is for the model %s only"
            .formatted(identity.name(), identity.model().orElseThrow()));
  }

  /** The refusal of a caller who is known and may not do this. */
  static Problem insufficient(Identity identity, Scope scope) {
    return Problem.of(
            403,
            "insufficient-scope",
            "the key %s does not have the scope %s".formatted(identity.name(), scope.code()))
        .with("scope", scope.code());
  }

  private static Problem unauthenticated(String detail) {
    return Problem.of(401, "unauthenticated", detail);
  }
}
