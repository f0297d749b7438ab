package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.console.Role;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What goes through the console, and how much of it. */
class ConsoleFeedITCase extends RunningConsole {
  private static final int MAX_READERS = 32;

  @Test
  void servesWhoAsksBesideManyWhoSendByTheLetter() throws Exception {
    visitor.logIn(console.link(Role.VIEW));
    String host = "Host: 127.0.0.1:" + console.port();
    String body = "POST /api/questions HTTP/1.1\r\n" + host + "\r\nContent-Length: 99\r\n\r\n{";
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port());
        slow.add(socket);
        String begun = i % 2 == 0 ? "GET / HT" : body;
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
      long start = System.nanoTime();
      assertThat(visitor.get("/").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      // Nor are they waited for without end.
      slow.get(0).setSoTimeout((int) Duration.ofSeconds(40).toMillis());
      assertThat(slow.get(0).getInputStream().read()).isEqualTo(-1);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void putsTheQuestionOnItsTopicAsTheContractSays() throws Exception {
    visitor.logIn(console.link(Role.ASK));
    HttpResponse<String> reply =
        visitor.ask("{\"cameras\": [\"yard\", \"yard\"], \"text\": \" Öl? \", \"last\": \"PT5S\"}");
    assertThat(reply.statusCode()).isEqualTo(202);

    ConsumerRecord<String, String> question =
        site.questions().stream()
            .filter(each -> reply.body().contains(each.key()))
            .findAny()
            .orElseThrow();
    assertThat(question.value())
        .contains("\"id\":\"" + question.key() + "\"", "\"text\":\"Öl?\"", "\"last\":\"PT5S\"");
    assertThat(ConsoleSite.violations(question.value())).isEmpty();
  }

  @Test
  void tellsWhatTheTopicsSay() throws Exception {
    site.status("before");
    site.say(site.kafka().status(), "broken", "{");
    visitor.logIn(console.link(Role.ASK));
    try (Following page = new Following(visitor.events(0))) {
      page.await("status", "before");
      // From here on the console follows every topic.
      site.status("after");
      site.answer("a-1", "after", "Two people.");
      String alert = "{\"id\": \"1\", \"monitor\": \"m\", \"camera\": \"after\"}";
      site.say(site.kafka().monitoring().alerts(), "m", alert);
      page.await("status", "after");
      page.await("answer", "a-1");
      page.await("alert", "m");
      site.say(site.kafka().monitoring().scores(), "m", "{\"probability\": 0.5}");
      page.await("score", "m");
      Instant time = Instant.parse("2026-05-01T12:00:00.500Z");
      site.picture("after", time, new byte[] {1, 2, 3});
      page.await("snapshot", "after");
      String picture = "/api/snapshots?camera=after&time=";
      assertThat(visitor.get(picture + time).body()).hasSize(3);
      assertThat(visitor.get(picture + time.plusMillis(1)).statusCode()).isEqualTo(404);
      assertThat(visitor.get(picture + "now").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/api/snapshots").statusCode()).isEqualTo(404);
      assertThat(page.heard("answer", "a-1").at("/answers/0/text").asText())
          .isEqualTo("Two people.");
      assertThat(page.heard("status", "broken")).isNull();
    }
    try (Following later = new Following(visitor.events(0))) {
      later.await("answer", "a-1");
      later.await("status", "before");
    }
  }

  @Test
  void takesAPictureAwayWhenTheCamerasMemoryEnds() throws Exception {
    Instant time = Instant.parse("2026-05-01T12:00:00Z");
    site.status("yard");
    visitor.logIn(console.link(Role.VIEW));
    try (Following page = new Following(visitor.events(0))) {
      page.await("status", "yard");
      // From here on the console follows every topic.
      site.picture("old", time, new byte[] {1}, Duration.ofMillis(-1));
      site.picture("yard", time, new byte[] {1}, Duration.ofSeconds(15));
      page.await("snapshot", "yard");
      assertThat(page.heard("snapshot", "old")).isNull();
      String picture = "/api/snapshots?camera=yard&time=" + time;
      assertThat(visitor.get(picture).statusCode()).isEqualTo(200);

      await().atMost(PATIENCE).until(() -> page.last("snapshot", "yard").isNull());
      assertThat(visitor.get(picture).statusCode()).isEqualTo(404);
    }
    try (Following later = new Following(visitor.events(0))) {
      later.await("status", "yard");
      assertThat(later.heard("snapshot", "yard")).isNull();
    }
  }

  @Test
  void letsAReaderGoThatDoesNotKeepUp() throws Exception {
    site.status("yard");
    visitor.logIn(console.link(Role.ASK));
    try (Socket slow = visitor.events(4_096);
        Following page = new Following(visitor.events(0))) {
      page.await("status", "yard");
      // More than a reader's queue and what the system holds for a connection, together.
      String large = "{\"text\": \"" + "x".repeat(20_000) + "\"}";
      for (int i = 0; i < 2_000; i++) {
        site.shout(site.kafka().answers(), "large-" + i, large);
        if (i % 200 == 199) {
          page.await("answer", "large-" + i);
        }
      }
      // Nothing of the reply is ever read: a thread that waits for that would wait for ever.
      await().atMost(PATIENCE).until(() -> Following.threadsServing() == 1);
      assertThat(page.ended()).isFalse();
    }
  }

  @Test
  void hasRoomForSoManyReadersAndClosesOnThemAtOnce() throws Exception {
    visitor.logIn(console.link(Role.ASK));
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_READERS; i++) {
        Socket reader = visitor.events(0);
        readers.add(reader);
        assertThat(Visitor.firstLine(reader)).contains(" 200 ");
      }
      assertThat(visitor.get("/api/events").statusCode()).isEqualTo(503);
      assertThat(visitor.get("/").statusCode()).isEqualTo(200);

      long start = System.nanoTime();
      console.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      for (Socket reader : readers) {
        try (Following rest = new Following(reader)) {
          await().atMost(PATIENCE).until(rest::ended);
        }
      }
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
  }
}
