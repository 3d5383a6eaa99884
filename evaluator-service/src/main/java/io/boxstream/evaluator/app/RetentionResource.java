package io.boxstream.evaluator.app;

import io.boxstream.access.Scope;
import io.boxstream.artifacts.retention.Category;
import io.boxstream.artifacts.retention.RetentionReport;
import io.boxstream.artifacts.retention.RetentionReport.Counts;
import io.boxstream.evaluator.retention.RetentionSchedule;
import io.boxstream.evaluator.retention.RetentionStatus;
import io.boxstream.rest.access.RequiredScope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Retention of the object store. */
@Path("/v1/retention")
@Produces(MediaType.APPLICATION_JSON)
public class RetentionResource {
  private final RetentionSchedule schedule;

  RetentionResource(RetentionSchedule schedule) {
    this.schedule = schedule;
  }

  /** What retention does, and what the last sweep found. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(summary = "What retention does, and what the last sweep found and removed")
  public RetentionView status() {
    return RetentionView.of(schedule.status());
  }

  /** What a sweep would remove. */
  @GET
  @Path("/preview")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "What would be removed",
      description =
          "Reads the whole store, which takes some time, and removes nothing. Counts everything"
              + " that is expendable now as removed; a sweep first waits for the grace period.")
  public SweepView preview() {
    return SweepView.of(schedule.preview());
  }

  /** Sweeps outside the schedule. */
  @POST
  @Path("/sweep")
  @RequiredScope(Scope.ADMIN)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Sweeps now; GET /v1/retention shows the result")
  @APIResponse(
      responseCode = "202",
      description = "The sweep begins",
      content = @Content(schema = @Schema(implementation = RetentionView.class)))
  public Response sweep() {
    schedule.sweepNow();
    return Response.accepted(RetentionView.of(schedule.status())).build();
  }

  /**
   * What retention does.
   *
   * @param state {@code waiting} or {@code sweeping}
   * @param next when the next scheduled sweep begins; null without a schedule
   * @param last the last sweep that reached its end; null before the first
   * @param failure why the sweep after that one failed, null if it did not
   */
  public record RetentionView(
      String state, Optional<Instant> next, Optional<SweepView> last, Optional<String> failure) {
    static RetentionView of(RetentionStatus status) {
      return new RetentionView(
          status.state().name().toLowerCase(Locale.ROOT),
          status.next(),
          status.last().map(SweepView::of),
          status.failure());
    }
  }

  /**
   * What a sweep found.
   *
   * @param startedAt when it began
   * @param seconds how long it took
   * @param categories the numbers by category
   * @param removed the first 1000 keys that were removed, in a preview that would be
   */
  public record SweepView(
      Instant startedAt, double seconds, Map<String, Counts> categories, List<String> removed) {
    static SweepView of(RetentionReport report) {
      Map<String, Counts> categories = new TreeMap<>();
      report.categories().forEach((category, counts) -> categories.put(name(category), counts));
      return new SweepView(
          report.startedAt(), report.took().toMillis() / 1e3, categories, report.removed());
    }

    private static String name(Category category) {
      return category.name().toLowerCase(Locale.ROOT);
    }
  }
}
