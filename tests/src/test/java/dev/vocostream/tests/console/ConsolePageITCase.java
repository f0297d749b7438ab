package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.console.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person meets it, in a real browser. */
class ConsolePageITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Would run and leave a mark if it ever became markup. */
  private static final String HOSTILE = "<img src=x onerror=document.title='breached'>";

  @TempDir Path directory;

  @Test
  void showsCamerasTakesAQuestionAndShowsItsAnswer() throws Exception {
    Optional<Path> program = Browser.installed();
    if (program.isEmpty()) {
      System.out.println("SKIPPED: no chromium or google-chrome on the PATH, page not tested");
    }
    assumeTrue(program.isPresent(), "no chromium or google-chrome on the PATH");
    Path profile = Files.createDirectory(directory.resolve("profile"));
    try (ConsoleSite site = new ConsoleSite(directory.resolve("broker"));
        Console console = Console.start(site.kafka(), 0);
        Browser browser = new Browser(program.get(), profile)) {
      site.status("yard");
      browser.open(console.link());
      awaitTrue(browser, "/online/.test(document.querySelector('[data-camera=yard]')?.innerText)");
      site.status(HOSTILE);
      awaitTrue(
          browser, "!!document.querySelector(`[data-camera=\"${CSS.escape(%s)}\"]`)", HOSTILE);

      JsonNode question = askAndReceive(browser, site);
      assertThat(question.path("text").asText()).isEqualTo("Who is there?");
      assertThat(question.path("cameras")).hasSize(1);
      assertThat(question.at("/cameras/0").asText()).isEqualTo("yard");

      site.answer(question.path("id").asText(), "yard", "Two people. " + HOSTILE);
      awaitTrue(
          browser,
          "document.querySelector('.answer')?.textContent.includes(%s)",
          "Two people. " + HOSTILE);
      awaitTrue(
          browser, "document.querySelector('.answer').textContent.includes(%s)", "Who is there?");

      assertThat(browser.eval("document.title").asText()).isEqualTo("VoCo Stream");
      assertThat(browser.eval("location.search").asText()).as("token in the address").isEmpty();
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .hasSizeGreaterThan(5)
          .allMatch(url -> url.startsWith("http://127.0.0.1:" + console.port() + "/"));
    }
  }

  private static JsonNode askAndReceive(Browser browser, ConsoleSite site) throws Exception {
    browser.eval("document.querySelector('#ask [name=text]').focus()");
    browser.type("Who is there?");
    browser.eval("document.querySelector('#ask button[type=submit]').click()");
    List<ConsumerRecord<String, String>> asked =
        await().atMost(PATIENCE).until(site::questions, found -> !found.isEmpty());
    assertThat(asked).hasSize(1);
    return JSON.readTree(asked.get(0).value());
  }

  private static void awaitTrue(Browser browser, String js) {
    await().alias(js).atMost(PATIENCE).until(() -> browser.eval(js).asBoolean());
  }

  /**
   * @param js with one place for {@code text}, which becomes a literal there
   */
  private static void awaitTrue(Browser browser, String js, String text) throws Exception {
    awaitTrue(browser, js.formatted(JSON.writeValueAsString(text)));
  }
}
