package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.MalformedAnnotationException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of an annotation, or the reason why there are none. */
public sealed interface Labels {

  /**
   * The annotation's text.
   *
   * @throws RejectedImageException if there is none
   */
  String text();

  /** The annotation as text for the quarantine, as far as it can be decoded. */
  Optional<String> kept();

  /**
   * An annotation in memory.
   *
   * @param bytes not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on without a copy
  record Given(byte[] bytes) implements Labels {

    /** Maximum length of an annotation in a quarantine record, in characters. */
    static final int KEPT = 256 * 1024;

    /** Validates the components. */
    public Given {
      requireNonNull(bytes, "bytes");
    }

    @Override
    public String text() {
      try {
        return AnnotationText.decode(bytes);
      } catch (MalformedAnnotationException e) {
        throw new RejectedImageException(RejectionReason.UNREADABLE_ANNOTATION, e.getMessage());
      }
    }

    @Override
    public Optional<String> kept() {
      String text;
      try {
        text = AnnotationText.decode(bytes);
      } catch (MalformedAnnotationException e) {
        // One character per byte, so that undecodable bytes stay visible.
        text = new String(bytes, StandardCharsets.ISO_8859_1);
      }
      return Optional.of(text.length() <= KEPT ? text : text.substring(0, KEPT));
    }
  }

  /**
   * An annotation that is already decoded. The encoding in its XML declaration no longer applies.
   *
   * @param text XML or JSON text
   */
  record Text(String text) implements Labels {

    /** Validates the components. */
    public Text {
      requireNonNull(text, "text");
    }

    @Override
    public Optional<String> kept() {
      return Optional.of(text.length() <= Given.KEPT ? text : text.substring(0, Given.KEPT));
    }
  }

  /**
   * No annotation.
   *
   * @param reason the reason code
   * @param detail why not, human-readable
   */
  record Absent(RejectionReason reason, String detail) implements Labels {

    /** Validates the components. */
    public Absent {
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }

    @Override
    public String text() {
      throw new RejectedImageException(reason, detail);
    }

    @Override
    public Optional<String> kept() {
      return Optional.empty();
    }
  }
}
