package io.boxstream.inference.app;

import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.upload.BodyLimit;
import io.boxstream.rest.upload.BodyLimits;
import java.util.Locale;
import java.util.Optional;

/** How long bodies may be: one image, or several in a form or an inference request. */
final class InferenceBodyLimits implements BodyLimits {
  private static final String FORM = "multipart/";
  private static final long ROOM_FOR_A_FORM = 64 * 1024;

  private final BodyLimit image;
  private final BodyLimit several;

  InferenceBodyLimits(InferenceConfiguration.Inference configuration) {
    long largest = configuration.images().maxSize().asLongValue();
    image =
        new BodyLimit(
            largest + ROOM_FOR_A_FORM,
            Problem.of(
                413,
                "image-too-large",
                "an image may have at most %d bytes (boxstream.inference.images.max-size)"
                    .formatted(largest)));
    several =
        BodyLimit.of(
            configuration.http().maxRequestSize().asLongValue(),
            "boxstream.inference.http.max-request-size");
  }

  @Override
  public Optional<BodyLimit> of(String method, String path) {
    return of(method, path, "");
  }

  @Override
  public Optional<BodyLimit> of(String method, String path, String contentType) {
    boolean mayBeSeveral =
        InferenceProtocolForms.isOfProtocol(path)
            || contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    return Optional.of(mayBeSeveral ? several : image);
  }
}
