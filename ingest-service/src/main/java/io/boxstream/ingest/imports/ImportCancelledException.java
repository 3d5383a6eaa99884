package io.boxstream.ingest.imports;

/** Someone has cancelled the import while its archive was being sent. */
public final class ImportCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param id of the import
   */
  public ImportCancelledException(String id) {
    super("import " + id + " was cancelled while its archive was being sent");
  }
}
