package io.boxstream.rest.access;

import static java.util.Objects.requireNonNull;

import io.boxstream.access.Identity;
import io.boxstream.access.KeyRing;
import io.boxstream.access.KeySecret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What callers show: API keys, tokens of an OpenID provider, or both. */
final class Credentials implements Function<String, Optional<Identity>> {
  private final Optional<KeyRing> keys;
  private final Optional<TokenVerifier> tokens;

  Credentials(Optional<KeyRing> keys, Optional<TokenVerifier> tokens) {
    this.keys = requireNonNull(keys, "keys");
    this.tokens = requireNonNull(tokens, "tokens");
  }

  /** Whether it may take time to find out who shows this: a token's keys may have to be read. */
  boolean mayWait(List<String> authorizations) {
    return tokens.isPresent()
        && authorizations.stream().anyMatch(shown -> !shown.contains(KeySecret.PREFIX));
  }

  /**
   * Who shows a key or a token; empty if nobody that is known.
   *
   * @throws ProviderUnavailableException if it is a token, and the provider's keys cannot be read
   */
  @Override
  public Optional<Identity> apply(String shown) {
    return shown.startsWith(KeySecret.PREFIX)
        ? keys.flatMap(ring -> ring.identify(shown))
        : tokens.flatMap(verifier -> verifier.identify(shown));
  }
}
