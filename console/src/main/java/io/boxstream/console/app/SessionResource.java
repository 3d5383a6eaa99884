package io.boxstream.console.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.boxstream.access.Identity;
import io.boxstream.console.session.Session;
import io.boxstream.console.session.Sessions;
import io.boxstream.rest.access.AccessControl;
import io.boxstream.rest.access.OpenPaths;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signing in and out. Checks callers itself: whoever signs in is not known before. */
@Path(SessionFilter.ADDRESS)
@Tag(name = "Session")
@Singleton
public class SessionResource implements OpenPaths {
  private static final String SECURE_ORIGIN = "https://";

  private final AccessControl access;
  private final Sessions sessions;

  SessionResource(AccessControl access, Sessions sessions) {
    this.access = access;
    this.sessions = sessions;
  }

  /**
   * What somebody shows to sign in.
   *
   * @param credential an API key, or a token of an OpenID provider
   */
  record SignIn(@JsonProperty("credential") @NotBlank @Size(max = 16_384) String credential) {}

  @Override
  public boolean isOpen(String path) {
    return path.equals(SessionFilter.ADDRESS);
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getSession", summary = "Who uses the console")
  @APIResponse(
      responseCode = "200",
      description = "The person who has signed in, or that nobody needs to",
      content = @Content(schema = @Schema(implementation = SessionView.class)))
  public Response get(@Context RoutingContext context) {
    if (!access.isOn()) {
      return answer(SessionView.withoutAccessControl()).build();
    }
    List<String> shown = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    Optional<Session> session = SessionFilter.session(context);
    try {
      return answer(SessionView.of(access.identify(context, shown), session)).build();
    } catch (ProblemException e) {
      session.filter(known -> e.problem().status() == 401).ifPresent(this::end);
      throw e;
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "signIn",
      summary = "Sign in",
      description =
          "Sets the cookie boxstream-session, which stands for the key or token until the session ends.")
  @APIResponse(
      responseCode = "200",
      description = "The session",
      content = @Content(schema = @Schema(implementation = SessionView.class)))
  public Response signIn(@NotNull @Valid SignIn signIn, @Context RoutingContext context) {
    if (!access.isOn()) {
      throw ProblemException.of(
          409, "no-access-control", "nobody needs to sign in: there are no keys and no tokens");
    }
    String credential = signIn.credential().strip();
    Identity identity = access.identify(context, List.of("Bearer " + credential));
    SessionFilter.session(context).ifPresent(this::end);
    Session session = sessions.begin(credential);
    return answer(SessionView.of(identity, Optional.of(session)))
        .cookie(cookie(context).value(session.id()).build())
        .build();
  }

  @DELETE
  @Operation(operationId = "signOut", summary = "Sign out")
  @APIResponse(responseCode = "204", description = "The session has ended, if there was one")
  public Response signOut(@Context RoutingContext context) {
    SessionFilter.session(context).ifPresent(this::end);
    return Response.noContent().cookie(cookie(context).value("").maxAge(0).build()).build();
  }

  private void end(Session session) {
    sessions.end(session.id());
  }

  private static Response.ResponseBuilder answer(SessionView view) {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return Response.ok(view).cacheControl(never);
  }

  private static NewCookie.Builder cookie(RoutingContext context) {
    return new NewCookie.Builder(SessionFilter.COOKIE)
        .path("/")
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .secure(isSecure(context.request()));
  }

  /** Behind a proxy that does TLS, the browser's page says so. */
  private static boolean isSecure(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return request.isSSL() || (origin != null && origin.startsWith(SECURE_ORIGIN));
  }
}
