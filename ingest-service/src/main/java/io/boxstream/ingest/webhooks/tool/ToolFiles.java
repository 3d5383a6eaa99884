package io.boxstream.ingest.webhooks.tool;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.fetch.FetchTooLargeException;
import io.boxstream.fetch.HttpFetcher;
import io.boxstream.fetch.ServerToken;
import io.boxstream.ingest.intake.OriginalBytes;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Fetches images, and documents of a tool's REST API. */
public final class ToolFiles implements AutoCloseable {

  /** Largest document of an API. A job of CVAT with a million shapes has some hundred megabytes. */
  private static final long LARGEST_DOCUMENT = 64L * 1024 * 1024;

  private final HttpFetcher fetcher;
  private final Optional<ServerToken> token;
  private final long largestImage;

  /**
   * @param fetcher closed by this object
   * @param token of the tool's API
   * @param largestImage most bytes of an image
   */
  public ToolFiles(HttpFetcher fetcher, Optional<ServerToken> token, long largestImage) {
    this.fetcher = requireNonNull(fetcher, "fetcher");
    this.token = requireNonNull(token, "token");
    this.largestImage = largestImage;
  }

  /** An image; one that is too large becomes a submission without bytes. */
  OriginalBytes image(HttpUrl address) {
    try {
      return new OriginalBytes.InMemory(fetcher.get(address, token, largestImage));
    } catch (FetchTooLargeException e) {
      return new OriginalBytes.Absent(RejectionReason.IMAGE_TOO_LARGE, e.getMessage());
    }
  }

  /** A document. */
  byte[] document(HttpUrl address) {
    return fetcher.get(address, token, LARGEST_DOCUMENT);
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
