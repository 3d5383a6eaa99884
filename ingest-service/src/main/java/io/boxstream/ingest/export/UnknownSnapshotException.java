package io.boxstream.ingest.export;

/** The object store has no such snapshot. */
public final class UnknownSnapshotException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownSnapshotException(String hash) {
    super("there is no snapshot " + hash + "; retention may have removed it");
  }
}
