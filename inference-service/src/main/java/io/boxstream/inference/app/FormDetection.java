package io.boxstream.inference.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.events.DetectionResult;
import io.boxstream.images.ImageTooLargeException;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.ConcurrencyLimit;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Answers forms with several images: each image gets its result or a problem of its own. */
@Singleton
public class FormDetection {
  private final HttpDetection detection;
  private final RequestMemory memory;
  private final int most;

  FormDetection(
      HttpDetection detection, RequestMemory memory, InferenceConfiguration configuration) {
    this.detection = detection;
    this.memory = memory;
    InferenceConfiguration.Http http = configuration.inference().http();
    this.most = Math.min(http.maxImages(), http.maxInFlight());
  }

  /**
   * What became of one image.
   *
   * @param name of its file, as the client states it
   * @param result what was found
   * @param problem why there is no result
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ImageAnswer(
      String name, Optional<DetectionResult> result, Optional<Problem> problem) {}

  /** An image that was read, or why it was not. */
  private record Upload(String name, Optional<byte[]> image, Optional<Problem> problem) {}

  /**
   * Detects in the images of a form.
   *
   * @return an answer for each, in their order
   */
  CompletionStage<List<ImageAnswer>> detect(List<FileUpload> files, UploadedImages.Wanted wanted)
      throws IOException {
    if (files.size() > most) {
      throw ProblemException.of(
          413,
          "too-many-images",
          "the form has %d images; %d are allowed (boxstream.inference.http.max-images)"
              .formatted(files.size(), most));
    }
    ConcurrencyLimit.Permit permit = memory.take(files.stream().mapToLong(FileUpload::size).sum());
    try {
      return detectAll(read(files, wanted.model()), wanted)
          .whenComplete((all, failure) -> permit.close());
    } catch (RuntimeException | IOException e) {
      permit.close();
      throw e;
    }
  }

  private CompletableFuture<List<ImageAnswer>> detectAll(
      List<Upload> uploads, UploadedImages.Wanted wanted) {
    List<byte[]> images = uploads.stream().flatMap(upload -> upload.image().stream()).toList();
    List<CompletableFuture<Answer>> answers =
        images.isEmpty()
            ? List.of()
            : detection.detectAll(wanted.model(), images, wanted.timeLeft());
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .handle((all, failure) -> collect(uploads, answers.iterator(), wanted.threshold()));
  }

  private List<Upload> read(List<FileUpload> files, String model) throws IOException {
    List<Upload> uploads = new ArrayList<>();
    for (FileUpload file : files) {
      try (InputStream body = Files.newInputStream(file.uploadedFile())) {
        uploads.add(
            new Upload(
                file.fileName(), Optional.of(detection.read(model, body)), Optional.empty()));
      } catch (ImageTooLargeException e) {
        uploads.add(
            new Upload(file.fileName(), Optional.empty(), Optional.of(DetectionProblems.of(e))));
      }
    }
    return uploads;
  }

  private List<ImageAnswer> collect(
      List<Upload> uploads, Iterator<CompletableFuture<Answer>> answers, OptionalDouble threshold) {
    return uploads.stream()
        .map(
            upload ->
                upload.image().isPresent()
                    ? answer(upload.name(), answers.next(), threshold)
                    : new ImageAnswer(upload.name(), Optional.empty(), upload.problem()))
        .toList();
  }

  private ImageAnswer answer(
      String name, CompletableFuture<Answer> answer, OptionalDouble threshold) {
    try {
      DetectionResult result = detection.result(answer.join(), threshold);
      return new ImageAnswer(name, Optional.of(result), Optional.empty());
    } catch (CompletionException e) {
      return new ImageAnswer(
          name, Optional.empty(), Optional.of(DetectionProblems.of(e.getCause())));
    }
  }
}
