package io.boxstream.access;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key as its file keeps it.
 *
 * @param id 12 hexadecimal digits
 * @param identity who shows the key, and what for
 * @param createdAt when it was created or last rotated
 * @param expiresAt from when on it is refused; empty if never
 * @param hash of its secret
 */
public record ApiKey(
    String id, Identity identity, Instant createdAt, Optional<Instant> expiresAt, KeyHash hash) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Set<Scope> SCOPES_OF_SOURCE = EnumSet.of(Scope.READ, Scope.LABEL);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  public ApiKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id must be 12 hexadecimal digits: " + id);
    }
    if (!NAME.matcher(identity.name()).matches()) {
      throw new IllegalArgumentException(
          "name must be 1 to 64 letters, digits, '.', '_', '@' and '-', and start with a letter or digit: "
              + identity.name());
    }
    if (identity.scopes().isEmpty()) {
      throw new IllegalArgumentException("key " + identity.name() + " has no scope");
    }
    identity.source().ifPresent(source -> requireForSource(identity, source));
    requireNonNull(createdAt, "createdAt");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(hash, "hash");
  }

  private static void requireForSource(Identity identity, String source) {
    if (!SOURCE.matcher(source).matches() || source.endsWith("-held-out")) {
      throw new IllegalArgumentException(
          "source must be 1 to 64 lower-case letters, digits and '-', start with a letter or digit, and not end with -held-out: "
              + source);
    }
    if (!SCOPES_OF_SOURCE.containsAll(identity.scopes())) {
      throw new IllegalArgumentException(
          "a key for one source can have the scopes read and label only: " + identity.name());
    }
  }

  /** The key as JSON, without its hash. */
  public ObjectNode describe() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("name", identity.name());
    ArrayNode scopes = node.putArray("scopes");
    identity.scopes().stream().sorted().map(Scope::code).forEach(scopes::add);
    identity.model().ifPresent(model -> node.put("model", model));
    identity.source().ifPresent(source -> node.put("source", source));
    node.put("createdAt", createdAt.toString());
    expiresAt.ifPresent(end -> node.put("expiresAt", end.toString()));
    return node;
  }

  /** Whether the key is refused at a time. */
  public boolean isExpired(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }
}
