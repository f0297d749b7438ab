package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.console.Console;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what with the console's server, and what goes through it. */
class ConsoleITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MAX_READERS = 32;
  private static final String QUESTION =
      """
      {"cameras": ["yard"], "text": "Is anybody there?", "answer": "yes-no", "last": "PT30S"}
      """;

  @TempDir static Path directory;
  private static ConsoleSite site;

  private Console console;
  private Visitor visitor;

  @BeforeAll
  static void startBroker() {
    site = new ConsoleSite(directory);
  }

  @AfterAll
  static void stopBroker() {
    site.close();
  }

  @BeforeEach
  void startConsole() {
    console = Console.start(site.kafka(), 0);
    visitor = new Visitor(console.port());
  }

  @AfterEach
  void closeConsole() throws Exception {
    console.close();
  }

  @Test
  void opensToItsLinkOnce() throws Exception {
    String link = console.link();
    assertThat(visitor.open(link + "x").statusCode()).isEqualTo(401);
    HttpResponse<String> first = visitor.open(link);

    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("Location")).hasValue("/");
    assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    assertThat(new Visitor(console.port()).open(link).statusCode()).isEqualTo(401);
    assertThat(visitor.get("/").body()).contains("<title>");
  }

  @Test
  void tellsNothingToWhoHasNoSession() throws Exception {
    for (String path : List.of("/", "/console.js", "/api/session", "/api/events", "/nothing")) {
      assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(401);
    }
    int before = site.questions().size();
    assertThat(visitor.ask(QUESTION, "X-Voco-Csrf", "guess").statusCode()).isEqualTo(401);
    assertThat(site.questions()).hasSize(before);
  }

  @Test
  void isNotKnownByAnotherName() throws Exception {
    visitor.logIn(console.link());
    for (String host : List.of("evil.example:" + console.port(), "127.0.0.1", "127.0.0.1:1")) {
      assertThat(visitor.raw("GET / HTTP/1.1", host)).as(host).startsWith("HTTP/1.1 403");
    }
    String known = "localhost:" + console.port();
    assertThat(visitor.raw("GET / HTTP/1.1", known)).startsWith("HTTP/1.1 200");
  }

  @Test
  void takesNoQuestionThatDidNotComeFromItsPage() throws Exception {
    visitor.logIn(console.link());
    int before = site.questions().size();
    String csrf = visitor.csrf();
    String own = "http://127.0.0.1:" + console.port();

    assertThat(visitor.ask(QUESTION, new String[0]).statusCode()).isEqualTo(403);
    assertThat(visitor.ask(QUESTION, "X-Voco-Csrf", csrf + "x").statusCode()).isEqualTo(403);
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      HttpResponse<String> foreign = visitor.ask(QUESTION, "X-Voco-Csrf", csrf, "Origin", origin);
      assertThat(foreign.statusCode()).as(origin).isEqualTo(403);
    }
    assertThat(site.questions()).hasSize(before);
    assertThat(visitor.ask(QUESTION, "X-Voco-Csrf", csrf, "Origin", own).statusCode())
        .isEqualTo(202);
    assertThat(site.questions()).hasSize(before + 1);
  }

  @Test
  void refusesWhatIsNotAQuestionInWords() throws Exception {
    visitor.logIn(console.link());
    int before = site.questions().size();
    String deep = "[".repeat(5_000);
    for (String bad : List.of("", "{", deep, "[]", "{\"text\": \"a\"}", "{\"cameras\": [\"a\"]}")) {
      assertThat(visitor.ask(bad).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(visitor.ask("x".repeat(16 * 1024 + 1)).statusCode()).isEqualTo(413);
    assertThat(site.questions()).hasSize(before);
  }

  @Test
  void letsNobodyGuessOrFlood() throws Exception {
    Visitor guesser = new Visitor(console.port());
    visitor.logIn(console.link());
    String guess = "http://127.0.0.1:" + console.port() + "/?token=guess";
    // One of twenty was used to come in.
    for (int i = 1; i < 20; i++) {
      assertThat(guesser.open(guess).statusCode()).as("guess %d", i).isEqualTo(401);
    }
    assertThat(guesser.open(guess).statusCode()).isEqualTo(429);

    for (int i = 0; i < 30; i++) {
      assertThat(visitor.ask("{}").statusCode()).as("question %d", i).isEqualTo(400);
    }
    assertThat(visitor.ask(QUESTION).statusCode()).isEqualTo(429);
  }

  @Test
  void servesNothingButItsFiles() throws Exception {
    visitor.logIn(console.link());
    String host = "127.0.0.1:" + console.port();
    String paths =
        "/../log4j2.properties /console/../../log4j2.properties /%2e%2e/log4j2.properties"
            + " /..%2flog4j2.properties //etc/passwd /console.js/ /nothing";
    for (String path : paths.split(" ")) {
      assertThat(visitor.raw("GET " + path + " HTTP/1.1", host))
          .as(path)
          .startsWith("HTTP/1.1 404");
    }
    for (String method : List.of("PUT", "DELETE", "TRACE")) {
      assertThat(visitor.raw(method + " / HTTP/1.1", host)).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void putsTheQuestionOnItsTopicAsTheContractSays() throws Exception {
    visitor.logIn(console.link());
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
    visitor.logIn(console.link());
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
  void letsAReaderGoThatDoesNotKeepUp() throws Exception {
    site.status("yard");
    visitor.logIn(console.link());
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
    visitor.logIn(console.link());
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
