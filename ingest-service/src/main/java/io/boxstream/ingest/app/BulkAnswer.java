package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.ingest.intake.Outcome;
import io.boxstream.rest.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of many things.
 *
 * @param results one for each, in the order of the request
 * @param succeeded how many went well
 * @param failed how many did not
 * @param next value of {@code after} of the request that goes on; null if there are no more, and
 *     for requests with ids
 */
@Schema(name = "BulkAnswer")
record BulkAnswer(List<Result> results, int succeeded, int failed, Optional<String> next) {

  static BulkAnswer of(List<Result> results, Optional<String> next) {
    int succeeded = (int) results.stream().filter(Result::isSuccess).count();
    return new BulkAnswer(results, succeeded, results.size() - succeeded, next);
  }

  /**
   * What became of one.
   *
   * @param id of the request
   * @param status HTTP status that a request about this one would have had
   * @param image the image in the data set, after it was sent again
   * @param code of the problem, if it failed
   * @param detail of the problem, if it failed
   */
  @Schema(name = "BulkResult")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Result(
      String id,
      int status,
      Optional<Responses.Image> image,
      Optional<String> code,
      Optional<String> detail) {

    /** Done; there is nothing more to say. */
    static Result done(String id) {
      return new Result(id, 204, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An image is in the data set. */
    static Result of(String id, Outcome outcome) {
      Response response = Responses.of(outcome);
      return new Result(
          id,
          response.getStatus(),
          Optional.of((Responses.Image) response.getEntity()),
          Optional.empty(),
          Optional.empty());
    }

    static Result failed(String id, Problem problem) {
      return new Result(
          id,
          problem.status(),
          Optional.empty(),
          Optional.of(problem.code()),
          Optional.of(problem.detail()));
    }

    boolean isSuccess() {
      return status < 400;
    }
  }
}
