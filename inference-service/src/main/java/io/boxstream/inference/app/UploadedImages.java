package io.boxstream.inference.app;

import io.boxstream.events.DetectionResult;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.CanaryRouter;
import io.boxstream.rest.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Answers images that are uploaded as a body or in a form. */
@Singleton
public class UploadedImages {
  private final HttpDetection detection;
  private final DrawnDetection drawn;
  private final FormDetection forms;

  UploadedImages(HttpDetection detection, DrawnDetection drawn, FormDetection forms) {
    this.detection = detection;
    this.drawn = drawn;
    this.forms = forms;
  }

  /**
   * What a request asks for beside its images.
   *
   * @param model that is to answer
   * @param threshold lowest score of boxes; empty for the served ones
   * @param timeLeft until nobody waits any more
   * @param format of the answer
   */
  record Wanted(String model, OptionalDouble threshold, Duration timeLeft, AnswerFormat format) {}

  /**
   * Reads what a request asks for.
   *
   * @param threshold of the query, or null
   * @param deadline of the header, or null
   */
  Wanted wanted(String model, String threshold, String deadline, List<MediaType> accepted) {
    return new Wanted(
        model,
        HttpDetection.threshold(threshold),
        detection.timeLeft(deadline),
        AnswerFormat.of(accepted));
  }

  /** Detects in the image that is a body. */
  CompletionStage<Response> inBody(InputStream body, Wanted wanted) throws IOException {
    byte[] image = detection.read(wanted.model(), body);
    return wanted.format() == AnswerFormat.JSON
        ? detection
            .detect(wanted.model(), image, wanted.timeLeft())
            .thenApply(found -> json(found, detection.result(found, wanted.threshold())))
        : drawn
            .detect(image, wanted)
            .thenApply(bytes -> Response.ok(bytes, wanted.format().type()).build());
  }

  /**
   * Detects in the image or the images of a form.
   *
   * @param image the files named so
   * @param images the files named so
   */
  CompletionStage<Response> inForm(List<FileUpload> image, List<FileUpload> images, Wanted wanted)
      throws IOException {
    List<FileUpload> files = Stream.concat(image.stream(), images.stream()).toList();
    if (files.isEmpty()) {
      throw ProblemException.invalidRequest("the form has no file named image or images");
    }
    if (!image.isEmpty() && !images.isEmpty()) {
      throw ProblemException.invalidRequest(
          "the form has files named image and files named images: their order is not known");
    }
    if (images.isEmpty() && files.size() == 1) {
      try (InputStream body = Files.newInputStream(files.get(0).uploadedFile())) {
        return inBody(body, wanted);
      }
    }
    if (wanted.format() != AnswerFormat.JSON) {
      throw ProblemException.of(
          406,
          "not-acceptable",
          "several images are answered with JSON; send one image to get it back with its boxes");
    }
    return forms.detect(files, wanted).thenApply(UploadedImages::json);
  }

  private static Response json(Answer answer, DetectionResult result) {
    Response.ResponseBuilder response = Response.ok(result, MediaType.APPLICATION_JSON_TYPE);
    answer.canary().ifPresent(rollout -> response.header(CanaryRouter.HTTP_HEADER, rollout));
    return response.build();
  }

  private static Response json(Object entity) {
    return Response.ok(entity, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
