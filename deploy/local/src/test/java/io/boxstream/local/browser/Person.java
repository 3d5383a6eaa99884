package io.boxstream.local.browser;

import io.boxstream.access.Scope;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Who uses the console. */
enum Person {
  /** May do everything. */
  ANNA(EnumSet.allOf(Scope.class)),
  /** Labels, as Anna does. */
  BERTA(EnumSet.of(Scope.READ, Scope.LABEL, Scope.DETECT)),
  /** Looks. */
  CARL(EnumSet.of(Scope.READ));

  private final Set<Scope> scopes;

  Person(Set<Scope> scopes) {
    this.scopes = scopes;
  }

  /** The name of the key. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Set<Scope> scopes() {
    return scopes;
  }
}
