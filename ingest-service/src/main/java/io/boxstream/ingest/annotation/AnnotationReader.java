package io.boxstream.ingest.annotation;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.voc.VocXml;

/** Reads an annotation as XML or JSON. Text that starts with an angle bracket is XML. */
public final class AnnotationReader {

  private AnnotationReader() {}

  /**
   * Reads one annotation.
   *
   * @param text as returned by {@link AnnotationText#decode}
   * @throws MalformedAnnotationException if it is invalid
   */
  public static Annotation read(String text) {
    if (text.isBlank()) {
      throw new MalformedAnnotationException("the annotation is empty");
    }
    return text.startsWith("<") ? VocXml.read(text) : JsonBoxes.read(text);
  }
}
