package dev.vocostream.operators.simulated;

import static dev.vocostream.operators.simulated.Request.bytes;

import dev.vocostream.operators.simulated.RtspFault.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** One client's requests, in the order they come. */
final class RtspConnection {
  private static final String METHODS =
      "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

  // -- configuration
  private final RtspServer server;
  private final Socket socket;
  private final String nonce = random();
  private final String session = random();

  // -- runtime
  private final OutputStream out;
  private RtpTransport transport;
  private Thread player;

  RtspConnection(RtspServer server, Socket socket) throws IOException {
    this.server = server;
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  private static String random() {
    return String.format(Locale.ROOT, "%016x", ThreadLocalRandom.current().nextLong());
  }

  /** Until the client leaves. */
  void serve() throws IOException, InterruptedException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    try {
      boolean more = true;
      while (more) {
        Request request = Request.read(in);
        if (!server.fault().is(Kind.SILENT)) {
          more = answer(request);
        }
      }
    } finally {
      if (player != null) {
        player.interrupt();
      }
      if (transport != null) {
        transport.close();
      }
    }
  }

  private boolean answer(Request request) throws IOException, InterruptedException {
    RtspFault fault = server.fault();
    String authorization = request.headers().get("authorization");
    if (fault.is(Kind.ENDLESS_HEADERS)) {
      headersWithoutEnd();
    }
    if (request.method().equals("OPTIONS")) {
      respond(request, "200 OK", "Public: " + METHODS + "\r\n", "");
    } else if (fault.is(Kind.REDIRECT)) {
      respond(request, "302 Found", "Location: " + fault.location() + "\r\n", "");
    } else if (fault.is(Kind.UNAUTHORIZED)
        || !server.settings().login().admits(request.method(), authorization, nonce)) {
      String challenge = server.settings().login().challenge(nonce);
      respond(request, "401 Unauthorized", "WWW-Authenticate: " + challenge + "\r\n", "");
    } else if (fault.is(Kind.NOT_FOUND) || !isOurs(request.url())) {
      respond(request, "404 Not Found", "", "");
    } else {
      return admitted(request, fault);
    }
    return true;
  }

  /** By its path alone: a client that comes through a proxy names the proxy's port. */
  private boolean isOurs(String url) {
    return url.equals("*")
        || url.replaceFirst("^rtsp://[^/]*", "").startsWith(server.settings().path());
  }

  private boolean admitted(Request request, RtspFault fault) throws IOException {
    switch (request.method()) {
      case "DESCRIBE" -> describe(request, fault);
      case "SETUP" -> {
        if (!fault.is(Kind.SILENT_AFTER_DESCRIBE)) {
          setUp(request);
        }
      }
      case "PLAY" -> play(request);
      case "GET_PARAMETER", "SET_PARAMETER" -> respond(request, "200 OK", sessionHeader(), "");
      case "TEARDOWN" -> {
        respond(request, "200 OK", sessionHeader(), "");
        return false;
      }
      default -> respond(request, "501 Not Implemented", "Public: " + METHODS + "\r\n", "");
    }
    return true;
  }

  private void describe(Request request, RtspFault fault) throws IOException {
    String headers = "Content-Base: " + request.url() + "/\r\nContent-Type: application/sdp\r\n";
    String sdp = Sdp.of(server.clip());
    String told = fault.is(Kind.BROKEN_SDP) ? Sdp.broken(sdp) : sdp;
    respond(request, "200 OK", headers, fault.is(Kind.WRONG_CODEC) ? Sdp.ofH265(told) : told);
  }

  private void setUp(Request request) throws IOException {
    if (transport != null) {
      transport.close();
    }
    String wanted = request.headers().getOrDefault("transport", "");
    boolean refused = server.settings().datagramsOnly() && wanted.contains("RTP/AVP/TCP");
    transport = refused ? null : RtpTransport.of(wanted, socket, out);
    if (transport == null) {
      respond(request, "461 Unsupported Transport", "", "");
    } else {
      String headers = "Transport: " + transport.header() + "\r\n" + sessionHeader();
      respond(request, "200 OK", headers, "");
    }
  }

  private void play(Request request) throws IOException {
    if (transport == null) {
      respond(request, "455 Method Not Valid in This State", "", "");
      return;
    }
    RtspPlayer next = new RtspPlayer(server, socket, transport);
    respond(request, "200 OK", sessionHeader() + next.info(request.url()), "");
    if (player == null) {
      player = server.startThread(" player " + socket.getPort(), next);
    }
  }

  private String sessionHeader() {
    return "Session: " + session + ";timeout=60\r\n";
  }

  private void respond(Request request, String status, String headers, String body)
      throws IOException {
    String head = "RTSP/1.0 " + status + "\r\nCSeq: " + request.headers().get("cseq") + "\r\n";
    String length = body.isEmpty() ? "" : "Content-Length: " + bytes(body).length + "\r\n";
    synchronized (out) {
      out.write(bytes(head + headers + length + "\r\n" + body));
    }
  }

  private void headersWithoutEnd() throws IOException, InterruptedException {
    out.write(bytes("RTSP/1.0 200 OK\r\n"));
    for (int i = 0; !Thread.interrupted(); i++) {
      out.write(bytes("X-More-" + i + ": " + "and more ".repeat(20) + "\r\n"));
      Thread.sleep(1);
    }
  }
}
