package io.boxstream.local.browser;

import io.boxstream.access.Scope;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Who uses the console. */
enum Person {
  /** May do everything. */
  ANNA,
  /** Labels. */
  BERTA,
  /** Looks. */
  CARL;

  /** The name of the key. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Set<Scope> scopes() {
    return switch (this) {
      case ANNA -> EnumSet.allOf(Scope.class);
      case BERTA -> EnumSet.of(Scope.READ, Scope.LABEL, Scope.DETECT);
      case CARL -> EnumSet.of(Scope.READ);
    };
  }
}
