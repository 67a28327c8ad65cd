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
 * @param user as the URL of the configuration has them; null: none
 */
record Call(URI uri, @Nullable String form, @Nullable String user) {

  static Call get(URI configured) throws NoAnswer {
    return of(configured, null);
  }

  static Call post(URI configured, String form) throws NoAnswer {
    return of(configured, form);
  }

  private static Call of(URI configured, @Nullable String form) throws NoAnswer {
    return new Call(withoutUser(configured), form, configured.getUserInfo());
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
    return new Call(target, form, same ? user : null);
  }

  HttpRequest toRequest() throws NoAnswer {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(uri);
    } catch (IllegalArgumentException e) {
      throw new NoAnswer(where() + " is nothing that can be asked", e);
    }
    request.header("Accept", "application/json").header("User-Agent", "Crossfade");
    if (user != null) {
      String encoded = Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
      request.header("Authorization", "Basic " + encoded);
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
