package io.boxstream.console.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.time.Instant;

/**
 * Somebody who has signed in. Has no {@code toString} with what is secret.
 *
 * @param id what the cookie says
 * @param csrfToken what a page of the console sends with every change
 * @param credential the key or token that requests are sent with
 * @param began when the person signed in
 */
public record Session(String id, String csrfToken, String credential, Instant began) {

  public Session {
    requireNonNull(id, "id");
    requireNonNull(csrfToken, "csrfToken");
    requireNonNull(credential, "credential");
    requireNonNull(began, "began");
  }

  /**
   * Whether a request comes from a page of the console.
   *
   * @param token that the request brings, or null
   */
  public boolean isToken(String token) {
    return token != null && MessageDigest.isEqual(token.getBytes(UTF_8), csrfToken.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "session since " + began;
  }
}
