package io.boxstream.access;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request.
 *
 * @param credential what the caller showed
 * @param name of the key, or the subject of the token
 * @param scopes what the caller may do
 * @param model the only model that the caller may use; empty if every one
 * @param source the only source whose images the caller may send and change; empty if every one
 */
public record Identity(
    Credential credential,
    String name,
    Set<Scope> scopes,
    Optional<String> model,
    Optional<String> source) {

  public Identity {
    requireNonNull(credential, "credential");
    requireNonNull(name, "name");
    scopes = Set.copyOf(scopes);
    requireNonNull(model, "model");
    requireNonNull(source, "source");
  }

  /** Who shows an API key. */
  public static Identity ofKey(String name, Set<Scope> scopes, Optional<String> model) {
    return new Identity(Credential.KEY, name, scopes, model, Optional.empty());
  }

  /** The same caller, who may send and change images of one source only. */
  public Identity onlyFrom(String onlySource) {
    return new Identity(credential, name, scopes, model, Optional.of(onlySource));
  }

  /** Who shows a token. */
  public static Identity ofToken(String subject, Set<Scope> scopes) {
    return new Identity(Credential.TOKEN, subject, scopes, Optional.empty(), Optional.empty());
  }

  /** Whether the caller may do something. */
  public boolean has(Scope scope) {
    return scopes.contains(scope);
  }

  /** What a caller can show. */
  public enum Credential {
    /** An API key. */
    KEY("key"),
    /** A token of an OpenID provider. */
    TOKEN("token");

    private final String code;

    Credential(String code) {
      this.code = code;
    }

    /** The name in logs and records. */
    public String code() {
      return code;
    }
  }
}
