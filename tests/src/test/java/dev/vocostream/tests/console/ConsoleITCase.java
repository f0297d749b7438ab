package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.console.Console;
import dev.vocostream.job.console.Entrance;
import dev.vocostream.job.console.Role;
import dev.vocostream.job.console.User;
import dev.vocostream.job.kafka.CameraJson;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what with the console's server. */
class ConsoleITCase extends RunningConsole {
  private static final String QUESTION =
      """
      {"cameras": ["yard"], "text": "Is anybody there?", "answer": "yes-no", "last": "PT30S"}
      """;

  @Test
  void opensToItsLinkOnce() throws Exception {
    String link = console.link(Role.ASK);
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
  void listensElsewhereForThoseWithAPassword(@TempDir Path own) throws Exception {
    String line = User.of("anna", Role.VIEW, "correct horse battery".toCharArray()).line();
    Path users = Files.writeString(own.resolve("users"), line);
    Entrance all = new Entrance(Entrance.address("0.0.0.0"), 0, null, users);
    try (Console open = Console.start(site.kafka(), new CameraJson(), all)) {
      Visitor guest = new Visitor(open.port());
      HttpResponse<String> page = guest.get("/");
      assertThat(page.statusCode()).isEqualTo(303);
      assertThat(page.headers().firstValue("Location")).hasValue("/login");
      assertThat(guest.get("/login").body()).contains("type=\"password\"");
      assertThat(guest.get("/console.js").statusCode()).isEqualTo(401);
      assertThat(guest.raw("GET /login HTTP/1.1", "0.0.0.0:" + open.port()))
          .startsWith("HTTP/1.1 403");
    }
    Files.delete(users);
    assertThatThrownBy(() -> Console.start(site.kafka(), new CameraJson(), all))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("users file " + users);
  }

  @Test
  void isNotKnownByAnotherName() throws Exception {
    visitor.logIn(console.link(Role.ASK));
    for (String host : List.of("evil.example:" + console.port(), "127.0.0.1", "127.0.0.1:1")) {
      assertThat(visitor.raw("GET / HTTP/1.1", host)).as(host).startsWith("HTTP/1.1 403");
    }
    String known = "localhost:" + console.port();
    assertThat(visitor.raw("GET / HTTP/1.1", known)).startsWith("HTTP/1.1 200");
  }

  @Test
  void takesNoQuestionThatDidNotComeFromItsPage() throws Exception {
    visitor.logIn(console.link(Role.ASK));
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
    assertThat(
            visitor
                .ask(
                    QUESTION,
                    "X-Voco-Csrf",
                    csrf,
                    "Origin",
                    own,
                    "Content-Type",
                    "application/json")
                .statusCode())
        .isEqualTo(202);
    assertThat(site.questions()).hasSize(before + 1);
  }

  @Test
  void refusesWhatIsNotAQuestionInWords() throws Exception {
    visitor.logIn(console.link(Role.ASK));
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
    visitor.logIn(console.link(Role.ASK));
    String guess = "http://127.0.0.1:" + console.port() + "/?token=guess";
    for (int i = 0; i < 5; i++) {
      assertThat(guesser.open(guess).statusCode()).as("guess %d", i).isEqualTo(401);
    }
    assertThat(guesser.open(guess).statusCode()).isEqualTo(429);
    new Visitor(console.port()).logIn(console.link(Role.ASK)); // guesses keep nobody out

    for (int i = 0; i < 30; i++) {
      assertThat(visitor.ask("{}").statusCode()).as("question %d", i).isEqualTo(400);
    }
    assertThat(visitor.ask(QUESTION).statusCode()).isEqualTo(429);
  }

  @Test
  void servesNothingButItsFiles() throws Exception {
    visitor.logIn(console.link(Role.ASK));
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
}
