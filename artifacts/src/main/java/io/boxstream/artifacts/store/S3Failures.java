package io.boxstream.artifacts.store;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InsufficientDataException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import io.minio.errors.XmlParserException;
import java.io.IOException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Translates failures of the S3 client into exceptions of the port. */
final class S3Failures {
  private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchObject", "ResourceNotFound");
  // AWS responds with 409 to a conditional write that is concurrent with another one: the winner is
  // not known yet.
  private static final Set<String> RETRIABLE =
      Set.of(
          "SlowDown",
          "ServiceUnavailable",
          "InternalError",
          "RequestTimeout",
          "ConditionalRequestConflict",
          "OperationAborted",
          "TooManyRequests");

  private S3Failures() {}

  static boolean isPreconditionFailed(ErrorResponseException failure) {
    return "PreconditionFailed".equals(failure.errorResponse().code())
        || failure.response().code() == 412;
  }

  static ArtifactException translate(String key, Exception failure) {
    if (failure instanceof ErrorResponseException answer) {
      return translateAnswer(key, answer);
    }
    if (failure instanceof SSLException) {
      return new StoreUnavailableException(
          "there is no TLS connection to the store for " + key + ": " + failure.getMessage(),
          failure);
    }
    if (failure instanceof ServerException
        || failure instanceof InvalidResponseException
        || failure instanceof InsufficientDataException
        || failure instanceof XmlParserException
        || failure instanceof IOException) {
      return new StoreUnavailableException(
          "the store did not respond for " + key + ": " + failure.getMessage(), failure);
    }
    return new StoreRefusedException(
        "the store request failed for " + key + ": " + failure.getMessage(), failure);
  }

  private static ArtifactException translateAnswer(String key, ErrorResponseException answer) {
    String code = String.valueOf(answer.errorResponse().code());
    int status = answer.response().code();
    if (ABSENT.contains(code) || (status == 404 && !"NoSuchBucket".equals(code))) {
      return new ObjectNotFoundException("there is no object " + key, answer);
    }
    if (RETRIABLE.contains(code) || status >= 500 || status == 429 || status == 408) {
      return new StoreUnavailableException(
          "the store asked to retry later: " + key + ": " + status + " " + code, answer);
    }
    return new StoreRefusedException(
        "the store refused " + key + ": " + status + " " + code, answer);
  }
}
