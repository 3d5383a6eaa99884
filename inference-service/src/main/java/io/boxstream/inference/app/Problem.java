package io.boxstream.inference.app;

/**
 * An error as RFC 9457 describes it.
 *
 * @param type always {@code about:blank}: the code says more than a link could
 * @param title the status in words
 * @param status HTTP status
 * @param detail what happened, for a person
 * @param code what happened, for a program; never changes
 */
public record Problem(String type, String title, int status, String detail, String code) {
  /** Content type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  Problem(int status, String title, String detail, String code) {
    this("about:blank", title, status, detail, code);
  }
}
