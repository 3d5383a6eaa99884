package io.boxstream.testbed.access;

import io.boxstream.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of scopes in {@code docs/security.md}. */
public final class ScopeTable {
  private static final Path DOCUMENT = Path.of("docs", "security.md");
  private static final Pattern ROW =
      Pattern.compile("\\| (\\w+) \\| `([A-Z]+ /[^`]*)` \\| (?:`(\\w+)`|none; .*) \\|");

  private ScopeTable() {}

  /**
   * The scope of each operation of a service; empty where everyone may use it.
   *
   * @param service without {@code -service}
   */
  public static Map<String, Optional<Scope>> of(String service) throws IOException {
    Map<String, Optional<Scope>> operations = new TreeMap<>();
    for (String line : Files.readAllLines(document())) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && row.group(1).equals(service)) {
        operations.put(row.group(2), Optional.ofNullable(row.group(3)).map(Scope::of));
      }
    }
    return operations;
  }

  /** Tests run in the folder of their module, or in that of the checkout. */
  private static Path document() {
    return Files.exists(DOCUMENT) ? DOCUMENT : Path.of("..").resolve(DOCUMENT);
  }
}
