package dev.crossfade.deploy.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A gateway that is measured: each sends the visitor of a cookie to one of two backends, both of
 * which have the same two endpoints, keeps connections on both sides, sets forwarding headers and
 * writes one line in a hundred to an access log.
 */
enum BenchPeer {
  HAPROXY("HAProxy") {
    @Override
    List<String> command(Path folder, int port, List<Integer> endpoints) throws IOException {
      Path config =
          Files.writeString(
              folder.resolve("haproxy.cfg"),
              """
              global
                nbthread 1
                maxconn 4096
                log stdout format raw sample 1:100 local0
              defaults
                mode http
                log global
                option httplog
                option forwardfor
                http-reuse always
                balance leastconn
                timeout connect 1s
                timeout client 60s
                timeout server 60s
              frontend shop
                bind 127.0.0.1:%1$d
                http-request set-header X-Forwarded-Proto http
                http-request set-header X-Forwarded-Host %%[req.hdr(host)]
                unique-id-format %%[uuid()]
                unique-id-header X-Request-Id
                use_backend next if { path_beg / } { req.cook(cf_id),crc32,mod(100) lt 50 }
                default_backend legacy
              backend legacy
                server one 127.0.0.1:%2$d
                server two 127.0.0.1:%3$d
              backend next
                server one 127.0.0.1:%2$d
                server two 127.0.0.1:%3$d
              """
                  .formatted(port, endpoints.get(0), endpoints.get(1)));
      return List.of(executable("haproxy"), "-db", "-f", config.toString());
    }
  },
  NGINX("nginx") {
    @Override
    List<String> command(Path folder, int port, List<Integer> endpoints) throws IOException {
      String servers =
          """
          least_conn;
          server 127.0.0.1:%d max_fails=0;
          server 127.0.0.1:%d max_fails=0;
          keepalive 64;
          keepalive_requests 100000000;
          """
              .formatted(endpoints.get(0), endpoints.get(1));
      return nginx(
          folder,
          "nginx-peer",
          """
          split_clients $cookie_cf_id $storefront { 50%% next; * legacy; }
          split_clients $request_id $logged { 1%% 1; * 0; }
          upstream legacy { %1$s }
          upstream next { %1$s }
          access_log %2$s combined if=$logged;
          server {
            listen 127.0.0.1:%3$d;
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
              .formatted(servers, folder.resolve("nginx-peer.log"), port));
    }
  },
  CROSSFADE("Crossfade") {
    @Override
    List<String> command(Path folder, int port, List<Integer> endpoints) throws IOException {
      String both =
          "\"http://127.0.0.1:%d\", \"http://127.0.0.1:%d\""
              .formatted(endpoints.get(0), endpoints.get(1));
      Path config =
          Files.writeString(
              folder.resolve("crossfade.yaml"),
              """
              listeners: [ { bind: "127.0.0.1:%1$d" } ]
              admin: { bind: "127.0.0.1:0" }
              backends:
                legacy: { endpoints: [ %2$s ] }
                next: { endpoints: [ %2$s ] }
              units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 50%% } } ]
              state: { dir: "%3$s" }
              telemetry: { accessLog: { file: "%4$s", sample: 1%% } }
              """
                  .formatted(
                      port, both, folder.resolve("state"), folder.resolve("crossfade-access.log")));
      return List.of(
          ProcessHandle.current().info().command().orElse("java"),
          "-XX:ActiveProcessorCount=1",
          "-Dio.netty.availableProcessors=1",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-cp",
          System.getProperty("java.class.path"),
          "dev.crossfade.deploy.Main",
          "run",
          "-c",
          config.toString());
    }
  };

  private final String title;

  BenchPeer(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Writes its configuration and says how it is started, in the foreground. */
  abstract List<String> command(Path folder, int port, List<Integer> endpoints) throws IOException;

  /** The origin: files of a fixed size, from one nginx that listens at both endpoints. */
  static List<String> origin(Path folder, List<Integer> endpoints) throws IOException {
    return nginx(
        folder,
        "origin",
        """
        access_log off;
        open_file_cache max=16;
        server {
          listen 127.0.0.1:%d;
          listen 127.0.0.1:%d;
          root %s;
        }
        """
            .formatted(endpoints.get(0), endpoints.get(1), folder.resolve("www")));
  }

  private static List<String> nginx(Path folder, String name, String http) throws IOException {
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
            events { worker_connections 4096; }
            http {
              client_body_temp_path %2$s/body;
              proxy_temp_path %2$s/proxy;
              fastcgi_temp_path %2$s/fastcgi;
              uwsgi_temp_path %2$s/uwsgi;
              scgi_temp_path %2$s/scgi;
              keepalive_requests 100000000;
              keepalive_timeout 60s;
              sendfile on;
              tcp_nodelay on;
              %3$s
            }
            """
                .formatted(user, own, http));
    return List.of(
        executable("nginx"),
        "-p",
        own.toString(),
        "-e",
        own.resolve("error.log").toString(),
        "-c",
        config.toString());
  }

  private static String executable(String program) {
    return BenchStage.program(program).orElseThrow().toString();
  }

  static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port + "/file");
  }
}
