package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.console.Console;
import dev.vocostream.job.console.Entrance;
import dev.vocostream.job.console.Role;
import dev.vocostream.job.console.User;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person meets it, in a real browser. */
class ConsolePageITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String PASSWORD = "correct horse battery";

  /** Would run and leave a mark if it ever became markup. */
  private static final String HOSTILE = "<img src=x onerror=document.title='breached'>";

  /** Each would do something if it became markup; %d makes them differ. */
  private static final List<String> PAYLOADS =
      List.of(
          "<img src=x%d onerror=document.title='breached'>",
          "<script>document.title='breached%d'</script>",
          "<svg onload=\"document.title='breached%d'\"></svg>",
          "\"><iframe srcdoc='<script>parent.document.title=%d</script>'></iframe>",
          "</p></li><style>*{display:none}/*%d*/</style>",
          "<a href=\"javascript:document.title='breached%d'\">here</a>",
          "<details open ontoggle=document.title='breached%d'>",
          "${document.title='breached%d'} {{constructor.constructor('1')()}}",
          "<base href='http://evil.example/%d/'>",
          "<meta http-equiv=refresh content='0;url=http://evil.example/%d'>");

  private static final String MARKUP =
      "document.querySelectorAll('#answers :is(img,script,iframe,style,a,details,base,meta,svg)')";

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
        Console console = Console.start(site.kafka(), withUsers());
        Browser browser = new Browser(program.get(), profile)) {
      site.status("yard");
      browser.open(console.link(Role.ADMIN));
      awaitTrue(browser, "/online/.test(document.querySelector('[data-camera=yard]')?.innerText)");
      site.status(HOSTILE);
      awaitTrue(
          browser, "!!document.querySelector(`[data-camera=\"${CSS.escape(%s)}\"]`)", HOSTILE);

      askAndSeeTheAnswer(browser, site);
      addAMonitorAndSeeItsAlert(browser, site);
      seeAPicture(browser, site);
      readHostileAnswers(browser, site);

      assertThat(browser.eval("document.title").asText()).isEqualTo("VoCo Stream");
      assertThat(browser.eval("location.search").asText()).as("token in the address").isEmpty();
      logInAndOut(browser, console);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .hasSizeGreaterThan(5)
          .allMatch(url -> url.startsWith("http://127.0.0.1:" + console.port() + "/"));
    }
  }

  private Entrance withUsers() throws Exception {
    String line = User.of("anna", Role.VIEW, PASSWORD.toCharArray()).line();
    Path users = Files.writeString(directory.resolve("users"), line);
    return new Entrance(Entrance.address("127.0.0.1"), 0, null, users);
  }

  private static void logInAndOut(Browser browser, Console console) throws Exception {
    browser.open(console.home() + "login");
    awaitTrue(browser, "document.activeElement?.name === 'name'");
    browser.type("anna");
    browser.eval("document.querySelector('[name=password]').focus()");
    browser.type(PASSWORD);
    browser.eval("document.querySelector('#login button').click()");
    awaitTrue(browser, "/online/.test(document.querySelector('[data-camera=yard]')?.innerText)");
    assertThat(browser.eval("document.body.dataset.role").asText()).isEqualTo("VIEW");
    browser.eval("document.querySelector('#leave').click()");
    awaitTrue(browser, "location.pathname === '/login'");
  }

  private static void askAndSeeTheAnswer(Browser browser, ConsoleSite site) throws Exception {
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
  }

  private static void addAMonitorAndSeeItsAlert(Browser browser, ConsoleSite site)
      throws Exception {
    browser.eval("document.querySelector('#add-monitor').closest('details').open = true");
    for (String[] field : new String[][] {{"id", "person"}, {"text", "Is a person there?"}}) {
      browser.eval("document.querySelector('#add-monitor [name=%s]').focus()".formatted(field[0]));
      browser.type(field[1]);
    }
    browser.eval("document.querySelector('#add-monitor button').click()");
    awaitTrue(
        browser,
        "document.querySelector('[data-monitor=person]')?.textContent.includes(%s)",
        "Is a person there?");
    site.say(
        site.kafka().monitoring().alerts(),
        "person",
        """
        {"id": "1", "monitor": "person", "camera": "yard", "state": "raised",
         "at": "2026-05-01T12:00:02Z", "probability": 0.93}
        """);
    awaitTrue(
        browser, "/Is a person there.*93 %/s.test(document.querySelector('.alert')?.innerText)");
  }

  private static void seeAPicture(Browser browser, ConsoleSite site) throws Exception {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
    site.picture("yard", Instant.parse("2026-05-01T12:00:02Z"), jpeg.toByteArray());
    awaitTrue(browser, "document.querySelector('[data-camera=yard] img')?.naturalWidth === 48");
  }

  /** As text, whatever it is; the page keeps the last fifty, of partitions in any order. */
  private static void readHostileAnswers(Browser browser, ConsoleSite site) throws Exception {
    int before = browser.eval("document.querySelectorAll('.answer').length").asInt();
    assertThat(before).isLessThan(50);
    for (int i = 0; i < 1_000; i++) {
      String text = PAYLOADS.get(i % PAYLOADS.size()).formatted(i);
      site.answerSoon("hostile-" + i, "yard", text);
    }
    awaitTrue(browser, "document.querySelectorAll('.answer').length === 50");
    awaitTrue(browser, "!document.querySelector('#answers').textContent.includes('Two people')");
    assertThat(browser.eval(MARKUP + ".length").asInt()).isZero();
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
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(browser.eval(js).asBoolean())
                    .as("%s, complaints %s, page %s", js, browser.complaints(), text(browser))
                    .isTrue());
  }

  private static String text(Browser browser) throws Exception {
    return browser.eval("document.querySelector('main').innerText").asText();
  }

  /**
   * @param js with one place for {@code text}, which becomes a literal there
   */
  private static void awaitTrue(Browser browser, String js, String text) throws Exception {
    awaitTrue(browser, js.formatted(JSON.writeValueAsString(text)));
  }
}
