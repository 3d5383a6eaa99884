package io.boxstream.inference.hardexamples;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.HardExampleReason;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Requests with answers of a detector of hats and helmets, whose threshold is 0.4. */
final class Requests {
  static final Box LEFT = new Box(0, 0, 40, 40);
  static final Box RIGHT = new Box(60, 0, 100, 40);

  private Requests() {}

  static Detection hat(double score, Box box) {
    return new Detection(0, (float) score, box);
  }

  static Detection helmet(double score, Box box) {
    return new Detection(1, (float) score, box);
  }

  static ModelIdentity generation(long number) {
    return new ModelIdentity(
        "detector",
        number,
        "run-00000" + number,
        "tiny",
        List.of("hat", "helmet"),
        OptionalDouble.empty(),
        Optional.of(new ScoreThresholds(0.4, Map.of())));
  }

  static Answer answer(long generation, Detection... detections) {
    return new Answer(
        100, 80, List.of(detections), generation(generation), new Timings(1, 1, 1, 3));
  }

  static AnsweredRequest request(byte[] image, Answer answer) {
    return new AnsweredRequest(image, answer, new Request(Instant.EPOCH, "", Optional.empty()));
  }

  /** A request without detections that holds that many bytes. */
  static AnsweredRequest ofSize(int bytes) {
    return request(new byte[bytes], answer(1));
  }

  static Candidate candidate(byte[] image, double score) {
    return new Candidate(
        request(image, answer(1)), score, List.of(HardExampleReason.LOW_CONFIDENCE), List.of());
  }
}
