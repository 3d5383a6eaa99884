package io.boxstream.access;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request.
 *
 * @param name of the key or the subject of the token
 * @param scopes what the caller may do
 * @param model the only model that the caller may use; empty if every one
 */
public record Identity(String name, Set<Scope> scopes, Optional<String> model) {

  public Identity {
    requireNonNull(name, "name");
    scopes = Set.copyOf(scopes);
    requireNonNull(model, "model");
  }

  /** Whether the caller may do something. */
  public boolean has(Scope scope) {
    return scopes.contains(scope);
  }
}
