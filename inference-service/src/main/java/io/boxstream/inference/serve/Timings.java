package io.boxstream.inference.serve;

/**
 * Where the time of one image went, in nanoseconds.
 *
 * @param decode decoding and turning upright
 * @param queue waiting for a decoder and for a place in a batch
 * @param inference the whole batch that the image was in
 * @param total from submission to answer
 */
public record Timings(long decode, long queue, long inference, long total) {

  public Timings {
    if (decode < 0 || queue < 0 || inference < 0 || total < 0) {
      throw new IllegalArgumentException(
          "negative time: decode %d, queue %d, inference %d, total %d"
              .formatted(decode, queue, inference, total));
    }
  }
}
