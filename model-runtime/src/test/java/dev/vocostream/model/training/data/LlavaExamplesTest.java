package dev.vocostream.model.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.training.BadExampleException;
import dev.vocostream.model.training.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlavaExamplesTest {
  @TempDir Path directory;
  private Path images;

  @BeforeEach
  void paintOnePicture() throws IOException {
    images = directory.resolve("images");
    Pictures.write(images.resolve("coco/1.png"), 0x102030);
  }

  @Test
  void readsAConversationAboutAPicture() throws IOException {
    Example example =
        only(
            "{'id': '1', 'image': 'coco/1.png', 'conversations': ["
                + "{'from': 'human', 'value': '<image>\\nWhich colour?\\nOne word.'},"
                + "{'from': 'gpt', 'value': 'Blue.'},"
                + "{'from': 'human', 'value': 'Sure?'}, {'from': 'gpt', 'value': 'Yes.'}]}");

    assertThat(example.turns())
        .containsExactly(new Turn("Which colour?\nOne word.", "Blue."), new Turn("Sure?", "Yes."));
    assertThat(example.frames()).hasSize(1);
    assertThat(example.frames().get(0).rgb()).containsExactly(16, 32, 48, 16, 32, 48);
    assertThat(example.independent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'<image>\\nWhat?', 'What?'",
    "'What?\\n<image>', 'What?'",
    "'<image>', ''",
    "'<image> What?', 'What?'",
    "'Look.\\n<image>\\nWhat?', 'Look.\nWhat?'",
    "'Look at <image> here.', 'Look at  here.'"
  })
  void takesTheMarkerOutOfTheQuestion(String asked, String question) throws IOException {
    Example example = only(pictured("{'from': 'human', 'value': '%s'}".formatted(asked)));

    assertThat(example.turns().get(0).question()).isEqualTo(question);
  }

  @Test
  void readsTextAloneAndLeavesItsWords() throws IOException {
    Example example = only(texted("How do I write an <image> tag?\\nIn SVG.", "Like <image/>."));

    assertThat(example.frames()).isEmpty();
    assertThat(example.turns())
        .containsExactly(new Turn("How do I write an <image> tag?\nIn SVG.", "Like <image/>."));
  }

  @Test
  void refusesTextThatLostItsPicture() {
    assertThatThrownBy(() -> only(texted("<image>\\nWhat is this?", "A cat.")))
        .isInstanceOf(BadExampleException.class)
        .hasMessage(
            json()
                + ": id 9 (element 0, byte 1): expected an image, as the first question has"
                + " <image>, found none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'id':'a', 'image':['1.png','2.png'] | image to be the path of one file, found 2 of them",
        "'id':'a', 'image':7 | image to be a text, found 7",
        "'id':'a', 'image':'' | image to be a text, found \"\"",
        "'id':'a', 'image':'../../etc/passwd' | found ../../etc/passwd",
        "'id':'a', 'image':'/etc/passwd' | found /etc/passwd",
        "'id':'a', 'image':'x.png' | x.png: expected a picture, found no file",
        "'id':'a' | conversations to be a list, found nothing",
        "'id':'a', 'conversations':{} | conversations to be a list, found {}",
        "'id':'a', 'conversations':[] | conversations to be a list, found []",
        "'id':'a', 'conversations':[{'from':'human','value':'q'}] |"
            + " an answer to every question, found 1 messages",
        "'id':'a', 'conversations':[{'from':'gpt','value':'q'},{'from':'human','value':'a'}] |"
            + " conversations[0] to be from \"human\", found \"gpt\"",
        "'id':'a', 'conversations':[{'from':'human','value':'q'},{'from':'human','value':'a'}] |"
            + " conversations[1] to be from \"gpt\", found \"human\"",
        "'id':'a', 'conversations':[7,8] | conversations[0] to be from \"human\", found nothing",
        "'id':'a', 'conversations':[{'from':'human','value':7},{'from':'gpt','value':'a'}] |"
            + " conversations[0] to have a text as value, found 7",
        "'id':'a', 'conversations':[{'from':'human','value':'q'},{'from':'gpt','value':' \\n'}] |"
            + " an answer in conversations[1], found an empty one",
        "'id':'a', 'conversations':[{'from':'human','value':''},{'from':'gpt','value':'a'}] |"
            + " a question in conversations[0], found an empty one"
      })
  void refusesOneBadRecordByFileAndId(String fields, String problem) {
    assertThatThrownBy(() -> only("{" + fields + "}"))
        .isInstanceOf(BadExampleException.class)
        .hasMessageStartingWith(json() + ": id a (element 0, byte 1): expected ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What? | <image> in the first question, found none",
        "<image>\\n<image>\\nSame? | one <image>, found 2 of them: several are not supported"
      })
  void refusesAPictureWithoutItsMarkerOrWithTwo(String asked, String problem) {
    String record = pictured("{'from': 'human', 'value': '%s'}".formatted(asked));

    assertThatThrownBy(() -> only(record)).hasMessageEndingWith("expected " + problem);
  }

  @Test
  void refusesAMarkerInTheAnswer() {
    String record = pictured("{'from': 'human', 'value': 'What?'}").replace("It is", "<image>");

    assertThatThrownBy(() -> only(record)).hasMessageEndingWith("question, found it elsewhere");
  }

  @Test
  void refusesAPictureThatDoesNotDecodeAndGoesOnWithTheNext() throws IOException {
    Files.writeString(images.resolve("bad.png"), "no picture");
    String good = pictured("{'from': 'human', 'value': '<image>\\nWhat?'}");
    write(good.replace("coco/1.png", "bad.png") + "," + good);

    try (LlavaExamples examples = LlavaExamples.open(json(), images)) {
      assertThatThrownBy(() -> examples.get(0))
          .isInstanceOf(BadExampleException.class)
          .hasMessageContaining("id 5 (element 0, byte 1): expected an image that can be read")
          .hasMessageContaining("bad.png");
      assertThat(examples.get(1).turns()).hasSize(1);
      assertThat(examples.size()).isEqualTo(2);
    }
  }

  private Path json() {
    return directory.resolve("train.json");
  }

  private void write(String records) throws IOException {
    Files.writeString(json(), "[" + records.replace('\'', '"') + "]");
  }

  private Example only(String record) throws IOException {
    write(record);
    try (LlavaExamples examples = LlavaExamples.open(json(), images)) {
      return examples.get(0);
    }
  }

  private static String pictured(String question) {
    return "{'id': 5, 'image': 'coco/1.png', 'conversations': [%s, {'from': 'gpt', 'value': 'It is'}]}"
        .formatted(question);
  }

  private static String texted(String question, String answer) {
    return ("{'id': '9', 'conversations': [{'from': 'human', 'value': '%s'},"
            + " {'from': 'gpt', 'value': '%s'}]}")
        .formatted(question, answer);
  }
}
