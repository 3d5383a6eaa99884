package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult.ImageSize;
import io.boxstream.events.DetectionResult.ServedModel;
import io.boxstream.events.HardExample;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.HardExampleReason;
import io.boxstream.events.ImageEncoding;
import io.boxstream.ingest.hardexamples.ListedExample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hard examples as HTTP responses show them. */
final class HardExampleViews {

  private HardExampleViews() {}

  /**
   * A hard example without its bytes.
   *
   * @param id SHA-256 of the canonical bytes; its id in the data set after an answer
   * @param state {@code open}, {@code answered} or {@code dismissed}
   * @param score how much it is worth labelling, in [0, 1]
   * @param reasons why it is worth labelling
   * @param boxes the model's, as a start for the labels
   * @param size of the upright image
   * @param format encoding of the canonical bytes
   * @param model the model that detected the boxes
   * @param request the request that the image came with
   * @param publishedAt when it was published
   * @param modelAt when the first checkpoint was published that was trained with it
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Example(
      String id,
      String state,
      double score,
      List<HardExampleReason> reasons,
      List<DetectedBox> boxes,
      Optional<ImageSize> size,
      Optional<ImageEncoding> format,
      Optional<ServedModel> model,
      Optional<Request> request,
      Instant publishedAt,
      Optional<Instant> modelAt) {}

  /**
   * A page of examples.
   *
   * @param next value of the parameter {@code after} for the next page; null on the last page
   */
  record Page(List<Example> items, Optional<String> next) {}

  static Example of(ListedExample listed, String state) {
    HardExample example = listed.example();
    return new Example(
        listed.id(),
        state,
        listed.score(),
        example.reasons(),
        example.boxes(),
        example.size(),
        example.format(),
        example.model(),
        example.request(),
        listed.publishedAt(),
        listed.modelAt());
  }
}
