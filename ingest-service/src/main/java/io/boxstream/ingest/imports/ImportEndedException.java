package io.boxstream.ingest.imports;

/** An import cannot be cancelled, because it has ended. */
public final class ImportEndedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ImportEndedException(String id, ImportState state) {
    super("import " + id + " has ended already: " + state);
  }
}
