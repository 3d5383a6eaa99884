package io.boxstream.ingest.export;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.catalog.ImageFilter;
import java.util.Optional;

/**
 * What is exported.
 *
 * @param format format of the archive
 * @param filter which images; of a snapshot, only its class, split and images without boxes count
 * @param snapshot hash of a snapshot whose labels are exported; empty for the current labels
 */
public record ExportRequest(ExportFormat format, ImageFilter filter, Optional<String> snapshot) {

  /** Validates the components. */
  public ExportRequest {
    requireNonNull(format, "format");
    requireNonNull(filter, "filter");
    requireNonNull(snapshot, "snapshot");
  }
}
