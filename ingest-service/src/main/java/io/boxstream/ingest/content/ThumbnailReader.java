package io.boxstream.ingest.content;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.Thumbnails;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Makes thumbnails of images of the data set, few at a time because decoding takes memory. */
public final class ThumbnailReader {

  private final ImageReader reader;
  private final Thumbnails thumbnails;
  private final Semaphore permits;

  /**
   * @param reader reads the images
   * @param thumbnails makes them small
   * @param most maximum number of images in memory
   */
  public ThumbnailReader(ImageReader reader, Thumbnails thumbnails, int most) {
    this.reader = requireNonNull(reader, "reader");
    this.thumbnails = requireNonNull(thumbnails, "thumbnails");
    this.permits = new Semaphore(most);
  }

  /**
   * A JPEG of an image.
   *
   * @param longestSide longest width and height, in pixels
   * @return empty if the image is not in the data set
   * @throws LogUnreadableException if the broker does not respond in time
   */
  public Optional<byte[]> jpeg(String id, int longestSide) {
    permits.acquireUninterruptibly();
    try {
      return reader.bytes(id).map(bytes -> thumbnails.jpeg(bytes, longestSide));
    } finally {
      permits.release();
    }
  }
}
