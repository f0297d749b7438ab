package dev.vocostream.model.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VqaAccuracyTest {
  private static final Offset<Double> EXACTLY = within(1e-12);

  @Test
  void isTheMeanOverLeavingEachPersonOut() {
    // 0 equal: nothing.
    assertThat(VqaAccuracy.vqa2("cat", people(0))).isZero();
    // 1 of 10: without that person 0/3, without one of the 9 others 1/3: (0 + 9 * 1/3) / 10.
    assertThat(VqaAccuracy.vqa2("cat", people(1))).isEqualTo(0.3, EXACTLY);
    // 2: (2 * 1/3 + 8 * 2/3) / 10.
    assertThat(VqaAccuracy.vqa2("cat", people(2))).isEqualTo(0.6, EXACTLY);
    // 3: (3 * 2/3 + 7 * 1) / 10.
    assertThat(VqaAccuracy.vqa2("cat", people(3))).isEqualTo(0.9, EXACTLY);
    // 4 and more: three others remain whoever is left out.
    assertThat(VqaAccuracy.vqa2("cat", people(4))).isEqualTo(1, EXACTLY);
    assertThat(VqaAccuracy.vqa2("cat", people(10))).isEqualTo(1, EXACTLY);
  }

  @Test
  void scoresTextVqaByItsTable() {
    // The table of these ten: "cat" 0.9 as above; "dog", the other seven, 1.
    assertThat(VqaAccuracy.textVqa("A cat.", people(3))).isEqualTo(0.9, EXACTLY);
    assertThat(VqaAccuracy.textVqa("dog", people(3))).isEqualTo(1, EXACTLY);
    assertThat(VqaAccuracy.textVqa("cow", people(3))).isZero();
  }

  @Test
  void leavesPeoplesAnswersAloneIfTheyAreAllEqual() {
    List<String> agreed = Collections.nCopies(10, "red-blue");
    List<String> others = new ArrayList<>(agreed);
    others.set(0, "green");

    // The prediction becomes "red blue". All equal: theirs stays "red-blue", no match.
    assertThat(VqaAccuracy.vqa2("red-blue", agreed)).isZero();
    // Not all equal: theirs becomes "red blue", too; 9 match.
    assertThat(VqaAccuracy.vqa2("red-blue", others)).isEqualTo(1, EXACTLY);
    assertThat(VqaAccuracy.textVqa("red-blue", agreed)).isEqualTo(1, EXACTLY);
  }

  @Test
  void comparesPeoplesAnswersInTheirOwnWordsOfNumbers() {
    List<String> two = new ArrayList<>(Collections.nCopies(9, "two"));
    two.add("2");

    // The prediction becomes "2", which one person wrote; "two" stays theirs: 0.3.
    assertThat(VqaAccuracy.vqa2("two", two)).isEqualTo(0.3, EXACTLY);
    assertThat(VqaAccuracy.textVqa("two", two)).isEqualTo(1, EXACTLY);
  }

  @Test
  void takesUnanswerableForAnAnswer() {
    List<String> people = new ArrayList<>(Collections.nCopies(6, "unanswerable"));
    people.addAll(Collections.nCopies(4, "dog"));

    assertThat(VqaAccuracy.vqa2("Unanswerable", people)).isEqualTo(1, EXACTLY);
  }

  private static List<String> people(int cats) {
    List<String> people = new ArrayList<>(Collections.nCopies(cats, "cat"));
    people.addAll(Collections.nCopies(10 - cats, "dog"));
    return people;
  }
}
