package io.boxstream.rest.access;

import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The rates of detections and of changes of the data set, for each key or token and address. */
@Startup
@Singleton
public class RateLimits {
  private final Map<Scope, Limit> limits;

  /** Rates of one kind of request; empty where there is no limit. */
  private record Limit(Optional<CallerRate> perKey, Optional<CallerRate> perAddress) {}

  @Inject
  RateLimits(AccessConfiguration configuration) {
    this(configuration.rates(), TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimits(AccessConfiguration.Rates rates, TimeMeter clock) {
    limits =
        Map.of(
            Scope.DETECT, limit("detections", rates.detections(), clock),
            Scope.LABEL, limit("uploads", rates.uploads(), clock));
  }

  private static Limit limit(String kind, AccessConfiguration.Rate rate, TimeMeter clock) {
    return new Limit(
        callerRate(kind + ".per-key", rate.perKey(), clock),
        callerRate(kind + ".per-address", rate.perAddress(), clock));
  }

  private static Optional<CallerRate> callerRate(String name, OptionalInt rate, TimeMeter clock) {
    if (rate.isEmpty()) {
      return Optional.empty();
    }
    if (rate.getAsInt() < 1) {
      throw new ConfigurationException(
          "boxstream.access.rates." + name + " must be at least 1: " + rate.getAsInt());
    }
    return Optional.of(new CallerRate(rate.getAsInt(), clock));
  }

  /**
   * Counts a request.
   *
   * @param scope that it needs
   * @param caller who sends it; empty if that is not known
   * @param address that it comes from
   * @return how long to wait if it is one too many, empty if it is not
   */
  Optional<Duration> take(Scope scope, Optional<Identity> caller, String address) {
    Limit limit = limits.get(scope);
    if (limit == null) {
      return Optional.empty();
    }
    return limit
        .perAddress()
        .flatMap(rate -> rate.take(address))
        .or(
            () ->
                caller.flatMap(
                    identity ->
                        limit
                            .perKey()
                            .flatMap(
                                rate ->
                                    rate.take(
                                        identity.credential().code() + ' ' + identity.name()))));
  }
}
