package io.boxstream.fetch;

/** What a server wants to see in the header {@code Authorization}. */
@FunctionalInterface
public interface ServerToken {

  /**
   * The value of the header.
   *
   * @throws FetchException if there is none now
   */
  String authorization();

  /**
   * A token that is sent as it is: tokens of 40 hexadecimal digits, which Label Studio calls legacy
   * tokens and CVAT API keys, as {@code Token}, any other as {@code Bearer}.
   */
  static ServerToken of(String token) {
    String header = (token.matches("[0-9a-f]{40}") ? "Token " : "Bearer ") + token;
    return () -> header;
  }
}
