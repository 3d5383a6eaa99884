package io.boxstream.rest.lifecycle;

/**
 * What a service does beside answering requests. Each service has one bean of this type; {@link
 * ServiceLifecycle} starts it when the process has started and HTTP answers, and closes it when the
 * process stops.
 */
public interface ServiceProcess extends AutoCloseable {

  /** Starts everything; does not wait for a broker or a store. Called once. */
  void start();

  /** Stops everything, and returns when it has stopped. */
  @Override
  void close();
}
