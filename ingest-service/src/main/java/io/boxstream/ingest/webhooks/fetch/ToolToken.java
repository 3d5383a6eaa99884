package io.boxstream.ingest.webhooks.fetch;

/** What a tool wants to see in the header {@code Authorization}. */
@FunctionalInterface
public interface ToolToken {

  /**
   * The value of the header.
   *
   * @throws FetchException if the tool does not give one
   */
  String authorization();

  /**
   * A token that is sent as it is: tokens of 40 hexadecimal digits, which Label Studio calls legacy
   * tokens and CVAT API keys, as {@code Token}, any other as {@code Bearer}.
   */
  static ToolToken of(String token) {
    String header = (token.matches("[0-9a-f]{40}") ? "Token " : "Bearer ") + token;
    return () -> header;
  }
}
