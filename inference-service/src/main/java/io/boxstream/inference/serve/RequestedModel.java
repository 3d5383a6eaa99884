package io.boxstream.inference.serve;

/** The header with which a request names the model that is to answer it. */
public final class RequestedModel {
  /** Name of the header, in HTTP and in Kafka. */
  public static final String HEADER = "model";

  private RequestedModel() {}
}
