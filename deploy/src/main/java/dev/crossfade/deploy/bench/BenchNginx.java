package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * nginx in a folder of its own, with one worker: as a gateway that is measured, and as the origin.
 */
final class BenchNginx {
  private BenchNginx() {}

  static List<String> gateway(BenchSite site) throws IOException {
    String servers =
        """
        least_conn;
        server 127.0.0.1:%d max_fails=0;
        server 127.0.0.1:%d max_fails=0;
        keepalive 64;
        keepalive_requests 100000000;
        """
            .formatted(site.endpoints().get(0), site.endpoints().get(1));
    return nginx(
        site.folder(),
        "nginx-peer",
        2 * site.connections() + 64,
        """
        split_clients $cookie_cf_id $storefront { 50%% next; * legacy; }
        split_clients $request_id $logged { 1%% 1; * 0; }
        %5$s
        upstream legacy { %1$s }
        upstream next { %1$s }
        access_log %2$s combined if=$logged;
        server {
          listen 127.0.0.1:%3$d backlog=4096%4$s
          %6$s
          location / {
            proxy_pass http://$storefront;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Request-Id $request_id;
            proxy_buffers 16 16k;
            proxy_max_temp_file_size 0;
          }
        }
        """
            .formatted(
                servers,
                site.folder().resolve("nginx-peer.log"),
                site.port(),
                listen(site),
                map(site.moved()),
                site.moved() == null ? "" : "if ($moved) { return 301 $moved; }"));
  }

  /**
   * Buckets for the longest address; as many as there are entries, or nginx says that it is slow.
   */
  private static String map(@Nullable BenchMoved moved) {
    return moved == null
        ? ""
        : "map_hash_bucket_size 256; map_hash_max_size %d; map $uri $moved { default \"\"; include %s; }"
            .formatted(Math.max(2048, 2 * moved.entries()), moved.nginx());
  }

  /** What follows the address: for TLS, everything that makes handshakes alike. */
  private static String listen(BenchSite site) {
    return switch (site.protocol()) {
      case H1 -> ";";
      case H1_TLS -> " ssl;" + tls(site);
      case H2_TLS -> " ssl http2;" + tls(site);
    };
  }

  private static String tls(BenchSite site) {
    return """

      ssl_certificate %s;
      ssl_certificate_key %s;
      ssl_protocols TLSv1.3;
      ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
      ssl_session_cache off;
      ssl_session_tickets off;
    """
        .formatted(site.certificate().cert(), site.certificate().key());
  }

  /** The origin: files of the folder {@code www}, from one nginx that listens at all endpoints. */
  static List<String> origin(Path folder, String name, List<Integer> endpoints) throws IOException {
    return origin(
        folder,
        name,
        endpoints,
        "open_file_cache max=16;",
        "root %s;".formatted(folder.resolve("www")));
  }

  /**
   * The same with one answer out of memory, which leaves in one segment, as an application's does.
   * A file leaves in two, and costs an origin so much that it, not the gateway, is the limit.
   */
  static List<String> origin(Path folder, String name, List<Integer> endpoints, int bytes)
      throws IOException {
    return origin(
        folder,
        name,
        endpoints,
        "",
        "location = /file { return 200 \"%s\"; }".formatted("x".repeat(bytes)));
  }

  /** A shop that has moved: everything below /old/ is below /new/ now, and a small page there. */
  static List<String> moved(Path folder, int port) throws IOException {
    return nginx(
        folder,
        "moved",
        1024,
        """
        access_log off;
        server {
          listen 127.0.0.1:%d backlog=1024;
          absolute_redirect off;
          default_type text/html;
          location ~ ^/old/(.*)$ { return 301 /new/$1; }
          location ~ ^/new/(.*)$ { return 200 "%s"; }
          location = / { return 200 "%s"; }
        }
        """
            .formatted(port, page("$1"), page("home")));
  }

  private static String page(String name) {
    return "<!doctype html><html lang=en><title>"
        + name
        + "</title><meta name=robots content=index><body><main><h1>"
        + name
        + "</h1><p>"
        + "A shoe like any other, and yet a little different. ".repeat(8)
        + "</p></main></body></html>";
  }

  /** The same where every path is the file {@code file} of that folder, a page. */
  static List<String> pages(Path folder, String name, List<Integer> endpoints) throws IOException {
    return origin(
        folder,
        name,
        endpoints,
        "open_file_cache max=16; default_type text/html;",
        "root %s; location / { try_files /file =404; }".formatted(folder.resolve("www")));
  }

  private static List<String> origin(
      Path folder, String name, List<Integer> endpoints, String http, String answer)
      throws IOException {
    StringBuilder listen = new StringBuilder();
    endpoints.forEach(port -> listen.append("listen 127.0.0.1:").append(port).append(";\n"));
    return nginx(
        folder,
        name,
        4096,
        """
        access_log off;
        %s
        server {
          %s
          %s
        }
        """
            .formatted(http, listen, answer));
  }

  private static List<String> nginx(Path folder, String name, int connections, String http)
      throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    // As root its workers would become another user, who cannot look into the folder.
    String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
    Path config =
        Files.writeString(
            own.resolve("nginx.conf"),
            """
            %1$s
            daemon off;
            worker_processes 1;
            pid %2$s/pid;
            events { worker_connections %3$d; }
            http {
              client_body_temp_path %2$s/body;
              proxy_temp_path %2$s/proxy;
              fastcgi_temp_path %2$s/fastcgi;
              uwsgi_temp_path %2$s/uwsgi;
              scgi_temp_path %2$s/scgi;
              keepalive_requests 100000000;
              keepalive_timeout 600s;
              sendfile on;
              tcp_nodelay on;
              %4$s
            }
            """
                .formatted(user, own, connections, http));
    return List.of(
        BenchStage.executable("nginx"),
        "-p",
        own.toString(),
        "-e",
        own.resolve("error.log").toString(),
        "-c",
        config.toString());
  }

  static URI file(int port) {
    return URI.create("http://127.0.0.1:" + port + "/file");
  }
}
