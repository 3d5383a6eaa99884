package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A request that has been read.
 *
 * @param id to be repeated in the answer
 * @param images encoded, in the order of the request, at least one
 * @param threshold lowest score of boxes, from 0 to 1; empty for the served ones
 * @param topK most boxes of an image; empty for all
 * @param outputs those to answer with
 */
public record InferenceRequest(
    Optional<String> id,
    List<byte[]> images,
    OptionalDouble threshold,
    OptionalInt topK,
    List<RequestedOutput> outputs) {

  public InferenceRequest {
    requireNonNull(id, "id");
    images = List.copyOf(images);
    requireNonNull(threshold, "threshold");
    requireNonNull(topK, "topK");
    outputs = List.copyOf(outputs);
  }
}
