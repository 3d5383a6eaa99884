package io.boxstream.inference.app;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What an answer to a detection is: boxes as JSON, or the image with boxes. */
enum AnswerFormat {
  JSON(MediaType.APPLICATION_JSON_TYPE),
  JPEG(new MediaType("image", "jpeg")),
  PNG(new MediaType("image", "png"));

  private final MediaType type;

  AnswerFormat(MediaType type) {
    this.type = type;
  }

  MediaType type() {
    return type;
  }

  /**
   * The format that a client prefers; JSON where it has no preference.
   *
   * @param accepted types of the header {@code Accept}, the preferred ones first
   * @throws NotAcceptableException if it accepts none
   */
  static AnswerFormat of(List<MediaType> accepted) {
    for (MediaType wanted : accepted) {
      for (AnswerFormat format : values()) {
        if (wanted.isCompatible(format.type)) {
          return format;
        }
      }
    }
    throw new NotAcceptableException();
  }
}
