package org.nicepim.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does each complaint name file, line, key, value and rule? */
class YamlNodeTest {
    private static final String FILE = """
            rows: 4
            clock:
              mhz: 400.5
              gated: true
            sizes: [16, 32]
            goal: edp
            """;

    private static YamlNode parse(String text) {
        return YamlNode.parse(text, "a.yaml");
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    private static void assertSays(ThrowingCallable reading, String part) {
        assertThatThrownBy(reading).isInstanceOf(ConfigException.class).hasMessageContaining(part);
    }

    @Test
    void readsWhatIsThere() {
        YamlNode top = parse(FILE);
        YamlNode clock = top.get("clock");
        assertThat(top.get("rows").integer(1, 16)).isEqualTo(4);
        assertThat(top.get("rows").integer(1L, 1L << 40)).isEqualTo(4L);
        assertThat(clock.get("mhz").number(1, 1000)).isEqualTo(400.5);
        assertThat(clock.get("gated").flag()).isTrue();
        assertThat(clock.get("mhz").path()).isEqualTo("clock.mhz");
        assertThat(top.get("sizes").list())
                .extracting(item -> item.integer(1, 64))
                .containsExactly(16, 32);
        assertThat(top.get("sizes").list().get(1).path()).isEqualTo("sizes[1]");
        assertThat(top.get("goal").word(List.of("edp", "latency"))).isEqualTo("edp");
        assertThat(top.keys()).containsExactly("rows", "clock", "sizes", "goal");
        assertThat(top.has("absent")).isFalse();
        assertThat(clock.isMapping()).isTrue();
        assertThat(top.get("sizes").isList()).isTrue();
        top.done();
        clock.done();
    }

    @Test
    void unknownKeysAreRefusedWithLineAndGuess() {
        YamlNode top = parse("rows: 4\nclosk: 3\n");
        top.get("rows");
        top.has("clock");
        assertRefused(top::done, "a.yaml:2: closk: unknown key; known here: rows, clock. Maybe 'clock'?");
    }

    @Test
    void missingKeysAreRefusedWithGuess() {
        assertRefused(() -> parse("rosw: 4\n").get("rows"), "a.yaml:1: key 'rows' is missing. Maybe 'rosw'?");
        assertRefused(
                () -> parse("x: 1\nclock:\n  gated: true\n").get("clock").get("volts"),
                "a.yaml:3: clock: key 'volts' is missing.");
    }

    @Test
    void wrongTypesAreRefused() {
        YamlNode top = parse(FILE);
        assertRefused(
                () -> top.get("goal").integer(1, 9), "a.yaml:6: goal: 'edp' must be a whole number between 1 and 9.");
        assertRefused(
                () -> top.get("clock").get("mhz").integer(1, 999),
                "a.yaml:3: clock.mhz: '400.5' must be a whole number between 1 and 999.");
        assertRefused(
                () -> top.get("goal").number(0, 1), "a.yaml:6: goal: 'edp' must be a number between 0.0 and 1.0.");
        assertRefused(() -> top.get("sizes").integer(1, 9), "a.yaml:5: sizes: must be a whole number, not a list.");
        assertRefused(() -> top.get("clock").text(), "a.yaml:3: clock: must be text, not a mapping.");
        assertRefused(() -> top.get("rows").flag(), "a.yaml:1: rows: '4' must be true or false.");
        assertRefused(() -> top.get("rows").list(), "a.yaml:1: rows: must be a list, such as [1, 2].");
        assertRefused(() -> top.get("rows").done(), "a.yaml:1: rows: must be a mapping of keys to values.");
        assertRefused(() -> parse("a: []").get("a").list(), "a.yaml:1: a: must not be an empty list.");
        assertRefused(() -> parse("a: ' '").get("a").text(), "a.yaml:1: a: ' ' must not be blank.");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        YamlNode top = parse("rows: 17\nvolts: .inf\nratio: NaN\nbig: 99999999999999999999\n");
        assertRefused(() -> top.get("rows").integer(1, 16), "a.yaml:1: rows: '17' must lie between 1 and 16.");
        assertRefused(() -> top.get("rows").number(0, 1), "a.yaml:1: rows: '17' must lie between 0.0 and 1.0.");
        assertThatThrownBy(() -> top.get("volts").number(0, 9)).hasMessageContaining("a.yaml:2: volts: '.inf' must");
        assertThatThrownBy(() -> top.get("ratio").number(0, 9)).hasMessageContaining("a.yaml:3: ratio: 'NaN' must");
        assertThatThrownBy(() -> top.get("big").integer(0, 9)).hasMessageContaining("a.yaml:4: big: '999");
    }

    @Test
    void boundsAreIncluded() {
        assertThat(parse("a: 16").get("a").integer(16, 16)).isEqualTo(16);
        assertThat(parse("a: 0.5").get("a").number(0.5, 0.5)).isEqualTo(0.5);
        assertThat(parse("a: 1_000").get("a").integer(0, 1000)).isEqualTo(1000);
    }

    @Test
    void unknownWordsAreRefusedWithGuess() {
        assertRefused(
                () -> parse("goal: latencey").get("goal").word(List.of("edp", "latency")),
                "a.yaml:1: goal: 'latencey' must be one of edp, latency. Maybe 'latency'?");
    }

    @Test
    void duplicateKeysAreRefused() {
        assertThatThrownBy(() -> parse("a: 1\nb: 2\na: 3\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("key 'a' stands twice");
        assertThatThrownBy(() -> parse("x:\n  a: 1\n  a: 3\n").get("x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("key 'a' stands twice");
    }

    @Test
    void theTopMustBeAMapping() {
        assertRefused(() -> parse("- 1\n- 2\n"), "a.yaml: the file must be a mapping of keys to values.");
        assertRefused(() -> parse("word"), "a.yaml: the file must be a mapping of keys to values.");
        assertRefused(() -> parse(""), "a.yaml: the file is empty.");
        assertRefused(() -> parse("# only a comment\n"), "a.yaml: the file is empty.");
        assertThatThrownBy(() -> parse("? [a, b]\n: 1\n")).hasMessageContaining("a key must be a plain word");
    }

    @Test
    void brokenYamlIsRefusedInOneLine() {
        assertThatThrownBy(() -> parse("a: [1, 2\nb: }"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("a.yaml: not valid YAML: ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> parse("a: *nowhere")).isInstanceOf(ConfigException.class);
    }

    @Test
    void anAliasBombIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> parse(bomb.toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("aliases");
    }

    @Test
    void tagsCreateNothing() {
        YamlNode value = parse("a: !!java.lang.Runtime {}").get("a");
        assertThat(value.isMapping()).isTrue();
        assertThat(value.keys()).isEmpty();
    }

    @Test
    void filesAreReadAndMissingOnesGetTheirNeighbour(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("quickstart.yaml"), FILE);
        assertThat(YamlNode.read(file).get("rows").integer(1, 9)).isEqualTo(4);
        Path missing = folder.resolve("quikstart.yaml");
        assertRefused(() -> YamlNode.read(missing), missing + ": no such file. Maybe 'quickstart.yaml'?");
        Path lost = folder.resolve("nowhere").resolve("b.yaml");
        assertRefused(() -> YamlNode.read(lost), lost + ": no such file.");
        assertRefused(() -> YamlNode.read(folder), folder + ": is a folder, a YAML file is needed.");
    }

    @Test
    void filesThatAreNoTextAreRefused(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
        assertThatThrownBy(() -> YamlNode.read(binary))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read as UTF-8 text");
        Path large = Files.write(
                folder.resolve("large.yaml"), "a: 1 ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> YamlNode.read(large))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("larger than");
    }

    private static final Section SECTION = Section.of(
            Key.required("rows", KeyType.whole(1, 8), "rows"),
            Key.or("clock", KeyType.decimal(0, 5), 2.5, "clock"),
            Key.orElse("words", KeyType.oneOrMore(new KeyType.Words(List.of("a", "b"))), "none", "words"),
            Key.or("size", new KeyType.Bytes(1, 4096), "1KiB", "size"),
            Key.orElse("names", new KeyType.MapOf(KeyType.whole(0, 9)), "none", "names of the user's"),
            Key.orElse("more", Section.of(Key.or("deep", new KeyType.Flag(), true, "deep")), "none", "a mapping"),
            Key.unread("note", new KeyType.Anything(), "for people"));

    private static YamlNode typed(String text) {
        return YamlNode.parse(text, "a.yaml").as(SECTION);
    }

    @Test
    void aTypedNodeReadsByItsTable() {
        YamlNode top = typed("{rows: 3, words: [a, b], names: {x: 1}, note: [whatever]}");
        assertThat(top.get("rows").integer()).isEqualTo(3);
        assertThat(top.get("clock").number()).isEqualTo(2.5);
        assertThat(top.get("size").bytes()).isEqualTo(1024);
        assertThat(top.get("words").list()).extracting(YamlNode::word).containsExactly("a", "b");
        assertThat(top.get("names").get("x").integer()).isEqualTo(1);
        assertThat(top.getOrEmpty("more").get("deep").flag()).isTrue();
        assertThat(top.find("clock")).isEmpty();
        top.done();
    }

    @Test
    void boundsAndWordsAreThoseOfTheTable() {
        assertSays(() -> typed("rows: 9").get("rows").integer(), "a.yaml:1: rows: '9' must lie between 1 and 8.");
        assertSays(() -> typed("words: c").get("words").word(), "a.yaml:1: words: 'c' must be one of a, b.");
        assertSays(() -> typed("size: 5KiB").get("size").bytes(), "must lie between 1 and 4096 bytes.");
        assertSays(() -> typed("clock: 1").get("rows"), "a.yaml:1: key 'rows' is missing.");
    }

    @Test
    void whatNoTableDeclaresCannotBeRead() {
        YamlNode top = typed("{rows: 3, more: {deep: false}}");
        assertThatThrownBy(() -> top.has("colour")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> top.get("more").get("shallow")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> top.get("rows").number()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatStandsInATableAndIsNotAskedForIsRefused() {
        YamlNode top = typed("{rows: 3, clock: 1}");
        top.get("rows");
        assertSays(top::done, "a.yaml:1: clock: unknown key");
    }

    @Test
    void valuesComeWithTheCommentsThatStandAboveAndBesideThem() {
        String text = """
                # The file.
                name: x

                a:
                  # Above b.
                  # Two lines.
                  b: 1      # beside b
                  c: 2
                d: 3   # beside d
                """;
        assertThat(SourcedValue.read(text, "a.yaml"))
                .contains(
                        new SourcedValue("a.b", "1", "Above b. Two lines. beside b"),
                        new SourcedValue("a.c", "2", ""),
                        new SourcedValue("d", "3", "beside d"));
    }
}
