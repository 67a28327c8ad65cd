package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.problem.Excerpt;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One request: where it goes, and the form it posts, if any. What is said of it never has a user's
 * name, a password or a query in it, since those may be secrets.
 *
 * @param uri without user and password
 * @param authorization the header that says who asks; null: nobody in particular
 */
record Call(URI uri, @Nullable String form, @Nullable String authorization) {

  static Call get(URI configured) throws NoAnswer {
    return of(configured, null);
  }

  static Call post(URI configured, String form) throws NoAnswer {
    return of(configured, form);
  }

  private static Call of(URI configured, @Nullable String form) throws NoAnswer {
    String user = configured.getUserInfo();
    return new Call(withoutUser(configured), form, user == null ? null : basic(user));
  }

  /** The same, by somebody whose name and password, or token, are not in the URL. */
  Call by(@Nullable String header) {
    return header == null ? this : new Call(uri, form, header);
  }

  /** The header of a name and a password with a colon between them. */
  static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
  }

  /** The same at the address that it was sent to; the password is for those it was given for. */
  Call redirected(String location) throws NoAnswer {
    URI target;
    try {
      target = withoutUser(uri.resolve(location));
    } catch (IllegalArgumentException e) {
      throw new NoAnswer(where() + " redirects to what is no URL", e);
    }
    if (!"https".equals(target.getScheme()) && !target.getScheme().equals(uri.getScheme())) {
      throw new NoAnswer(
          where() + " redirects from " + uri.getScheme() + " to " + target.getScheme());
    }
    boolean same =
        target.getScheme().equals(uri.getScheme())
            && String.valueOf(target.getRawAuthority()).equals(uri.getRawAuthority());
    return new Call(target, form, same ? authorization : null);
  }

  HttpRequest toRequest() throws NoAnswer {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(uri);
    } catch (IllegalArgumentException e) {
      throw new NoAnswer(where() + " is nothing that can be asked", e);
    }
    request.header("Accept", "application/json").header("User-Agent", "Crossfade");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(form));
    }
    return request.build();
  }

  /** Scheme, host and path, none of them longer than a sentence bears: they may be a redirect's. */
  String where() {
    return uri.getScheme()
        + "://"
        + Excerpt.of(String.valueOf(uri.getRawAuthority()))
        + Excerpt.of(String.valueOf(uri.getRawPath()));
  }

  private static URI withoutUser(URI uri) throws NoAnswer {
    String authority = uri.getRawAuthority();
    if (authority == null || authority.indexOf('@') < 0) {
      return uri;
    }
    String text = uri.toString();
    int start = text.indexOf("//") + 2;
    try {
      return new URI(
          text.substring(0, start) + text.substring(start + authority.lastIndexOf('@') + 1));
    } catch (URISyntaxException e) {
      // Neither the message nor the cause: they quote the password.
      throw new NoAnswer("a " + uri.getScheme() + " URL with a user cannot be asked");
    }
  }
}
