package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.console.Console;
import dev.vocostream.job.console.Entrance;
import dev.vocostream.job.console.Role;
import dev.vocostream.job.console.User;
import dev.vocostream.job.kafka.CameraJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  @TempDir Path directory;

  @Test
  void showsCamerasTakesAQuestionAndShowsItsAnswer() throws Exception {
    Path program = Browser.assumed();
    Path profile = Files.createDirectory(directory.resolve("profile"));
    try (ConsoleSite site = new ConsoleSite(directory.resolve("broker"));
        Console console = Console.start(site.kafka(), new CameraJson(), withUsers());
        Browser browser = new Browser(program, profile)) {
      site.status("yard");
      browser.open(console.link(Role.ADMIN));
      browser.awaitTrue("/online/.test(document.querySelector('[data-camera=yard]')?.innerText)");
      site.status(HOSTILE);
      browser.awaitTrue("!!document.querySelector(`[data-camera=\"${CSS.escape(%s)}\"]`)", HOSTILE);

      askAndSeeTheAnswer(browser, site);
      addAMonitorAndSeeItsAlert(browser, site);
      seeAPicture(browser, site);

      assertThat(browser.eval("document.title").asText()).isEqualTo("VoCo Stream");
      assertThat(browser.eval("location.search").asText()).as("token in the address").isEmpty();
      logInAndOut(browser, console);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .hasSizeGreaterThan(5)
          .allMatch(url -> url.startsWith("http://127.0.0.1:" + console.port() + "/"));
    }
  }

  /** Whoever may write to a topic must not stop the page of all others. */
  @Test
  void whatIsNotAsTheContractSaysStopsNoPage() throws Exception {
    Path program = Browser.assumed();
    Path profile = Files.createDirectory(directory.resolve("profile"));
    try (ConsoleSite site = new ConsoleSite(directory.resolve("broker"));
        Console console = Console.start(site.kafka(), new CameraJson(), withUsers());
        Browser browser = new Browser(program, profile)) {
      browser.open(console.link(Role.VIEW));
      site.status("before");
      browser.awaitTrue("/online/.test(document.querySelector('[data-camera=before]')?.innerText)");
      tellWhatIsWrong(site);
      site.status("later");
      site.answer("a-1", "later", "Two people.");
      site.say(site.kafka().monitoring().monitors(), "z", "{\"id\": \"z\", \"text\": \"Is it?\"}");
      browser.awaitTrue("/online/.test(document.querySelector('[data-camera=later]')?.innerText)");
      browser.awaitTrue("/Is it/.test(document.querySelector('[data-monitor=z]')?.innerText)");
      browser.awaitTrue("document.querySelector('#answers').textContent.includes('Two people.')");
      site.say(site.kafka().status(), "later", "{\"camera\": \"later\", \"state\": \"stalled\"}");
      browser.awaitTrue("/stalled/.test(document.querySelector('[data-camera=later]')?.innerText)");
    }
  }

  private static void tellWhatIsWrong(ConsoleSite site) {
    for (String wrong :
        List.of(
            "null",
            "5",
            "\"x\"",
            "[]",
            "{}",
            "{\"id\": 5, \"every\": 5, \"text\": {}}",
            "{\"state\": 7, \"memory\": 3, \"reason\": [], \"counts\": \"x\"}",
            "{\"answers\": 5, \"timings\": {\"total\": \"x\"}, \"monitor\": {}, \"at\": []}",
            "{\"answers\": [5, {\"window\": 1, \"evidence\": 5}], \"probability\": \"x\"}")) {
      for (String topic :
          List.of(
              site.kafka().status(),
              site.kafka().answers(),
              site.kafka().questions(),
              site.kafka().monitoring().monitors(),
              site.kafka().monitoring().scores(),
              site.kafka().monitoring().alerts())) {
        site.shout(topic, "wrong " + wrong, wrong);
      }
    }
  }

  private Entrance withUsers() throws Exception {
    String line = User.of("anna", Role.VIEW, PASSWORD.toCharArray()).line();
    Path users = Files.writeString(directory.resolve("users"), line);
    return new Entrance(Entrance.address("127.0.0.1"), 0, null, users);
  }

  private static void logInAndOut(Browser browser, Console console) throws Exception {
    browser.open(console.home() + "login");
    browser.awaitTrue("document.activeElement?.name === 'name'");
    browser.type("anna");
    browser.eval("document.querySelector('[name=password]').focus()");
    browser.type(PASSWORD);
    browser.eval("document.querySelector('#login button').click()");
    browser.awaitTrue("/online/.test(document.querySelector('[data-camera=yard]')?.innerText)");
    assertThat(browser.eval("document.body.dataset.role").asText()).isEqualTo("VIEW");
    browser.eval("document.querySelector('#leave').click()");
    browser.awaitTrue("location.pathname === '/login'");
  }

  private static void askAndSeeTheAnswer(Browser browser, ConsoleSite site) throws Exception {
    JsonNode question = askAndReceive(browser, site);
    assertThat(question.path("text").asText()).isEqualTo("Who is there?");
    assertThat(question.path("cameras")).hasSize(1);
    assertThat(question.at("/cameras/0").asText()).isEqualTo("yard");

    site.answer(question.path("id").asText(), "yard", "Two people. " + HOSTILE);
    browser.awaitTrue(
        "document.querySelector('.answer')?.textContent.includes(%s)", "Two people. " + HOSTILE);
    browser.awaitTrue(
        "document.querySelector('.answer').textContent.includes(%s)", "Who is there?");
  }

  private static void addAMonitorAndSeeItsAlert(Browser browser, ConsoleSite site)
      throws Exception {
    browser.eval("document.querySelector('#add-monitor').closest('details').open = true");
    for (String[] field : new String[][] {{"id", "person"}, {"text", "Is a person there?"}}) {
      browser.eval("document.querySelector('#add-monitor [name=%s]').focus()".formatted(field[0]));
      browser.type(field[1]);
    }
    browser.eval("document.querySelector('#add-monitor button').click()");
    browser.awaitTrue(
        "document.querySelector('[data-monitor=person]')?.textContent.includes(%s)",
        "Is a person there?");
    site.say(
        site.kafka().monitoring().alerts(),
        "person",
        """
        {"id": "1", "monitor": "person", "camera": "yard", "state": "raised",
         "at": "2026-05-01T12:00:02Z", "probability": 0.93}
        """);
    browser.awaitTrue(
        "/Is a person there.*93 %/s.test(document.querySelector('.alert')?.innerText)");
  }

  private static void seeAPicture(Browser browser, ConsoleSite site) throws Exception {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
    Instant time = Instant.parse("2026-05-01T12:00:02Z");
    site.picture("yard", time, jpeg.toByteArray(), Duration.ofSeconds(15));
    browser.awaitTrue("document.querySelector('[data-camera=yard] img')?.naturalWidth === 48");
    browser.awaitTrue(
        "document.querySelector('[data-camera=yard]').innerText.includes('no picture')");
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
}
