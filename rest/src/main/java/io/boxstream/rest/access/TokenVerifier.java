package io.boxstream.rest.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Who a JSON Web Token of an OpenID provider speaks for (RFC 7519, RFC 9068): its {@code sub}, with
 * the scopes of a claim. Signature, issuer, audience and times are verified by SmallRye JWT; only
 * asymmetric signatures count, since the key set is public.
 */
final class TokenVerifier {
  private static final Set<SignatureAlgorithm> ASYMMETRIC =
      Arrays.stream(SignatureAlgorithm.values())
          .filter(algorithm -> !algorithm.getAlgorithm().startsWith("HS"))
          .collect(Collectors.toUnmodifiableSet());
  private static final int REFRESH_MINUTES = 60;
  private static final int REFRESH_FOR_A_NEW_KEY_MINUTES = 1;
  private static final int LONGEST_NAME = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JWTParser parser;
  private final String scopeClaim;
  private final String scopePrefix;

  /**
   * @throws IllegalArgumentException if there is no issuer, audience or key set; the message says
   *     what to do
   */
  TokenVerifier(AccessConfiguration.Tokens tokens) {
    JWTAuthContextInfo info = new JWTAuthContextInfo();
    info.setIssuedBy(required(tokens.issuer(), "issuer"));
    info.setExpectedAudience(Set.of(required(tokens.audience(), "audience")));
    info.setPublicKeyLocation(withoutPassword(required(tokens.keySet(), "key-set")).toString());
    info.setClockSkew(Math.toIntExact(tokens.clockSkew().toSeconds()));
    info.setSignatureAlgorithm(ASYMMETRIC);
    info.setJwksRefreshInterval(REFRESH_MINUTES);
    info.setForcedJwksRefreshInterval(REFRESH_FOR_A_NEW_KEY_MINUTES);
    parser = new DefaultJWTParser(info);
    scopeClaim = tokens.scopeClaim();
    scopePrefix = tokens.scopePrefix().orElse("");
  }

  private static <T> T required(Optional<T> value, String name) {
    return value.orElseThrow(
        () ->
            new IllegalArgumentException(
                "boxstream.access.tokens needs issuer, audience and key-set: set boxstream.access.tokens."
                    + name));
  }

  /** The address is printed when it cannot be read: it must not have what is secret. */
  private static URI withoutPassword(URI keySet) {
    if (keySet.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "boxstream.access.tokens.key-set must be an address without user and password");
    }
    return keySet;
  }

  /**
   * Who shows a token; empty if it is no token, or one that does not count. Waits for the provider
   * when its keys must be read.
   *
   * @throws ProviderUnavailableException if they cannot be read
   */
  Optional<Identity> identify(String token) {
    try {
      parser.parse(token);
    } catch (ParseException e) {
      if (isOfTheProvider(e)) {
        throw new ProviderUnavailableException(e);
      }
      return Optional.empty();
    }
    JsonNode claims = claims(token);
    return Optional.of(claims.path("sub").asText())
        .filter(TokenVerifier::isName)
        .map(name -> Identity.ofToken(name, scopes(claims)));
  }

  private static boolean isOfTheProvider(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(IOException.class::isInstance);
  }

  /** The claims of a token that was verified. */
  private static JsonNode claims(String token) {
    String payload = token.split("\\.", -1)[1];
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(payload));
    } catch (IOException e) {
      throw new IllegalStateException("the claims of a verified token are JSON", e);
    }
  }

  /** Names go into logs and records. */
  private static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.chars().noneMatch(Character::isISOControl);
  }

  private Set<Scope> scopes(JsonNode claims) {
    JsonNode claim = claims;
    for (String name : scopeClaim.split("/")) {
      claim = claim.path(name);
    }
    Set<String> named =
        (claim.isArray()
                ? StreamSupport.stream(claim.spliterator(), false).map(JsonNode::asText)
                : Arrays.stream(claim.asText().split(" ")))
            .collect(Collectors.toSet());
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (named.contains(scopePrefix + scope.code())) {
        scopes.add(scope);
      }
    }
    return scopes;
  }
}
