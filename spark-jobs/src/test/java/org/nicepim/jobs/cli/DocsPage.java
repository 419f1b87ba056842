package org.nicepim.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as tests look at it: its {@code sh} blocks and what is printed below them.
 *
 * @param file the page, as seen from the repository's root
 * @param own files that the page calls the reader's own, in comments such as {@code <!-- yours: net.onnx -->}
 * @param blocks in order
 */
record DocsPage(String file, List<String> own, List<Block> blocks) {
    /** The repository's root, as seen from where tests run. */
    static final Path ROOT = Path.of("..");

    private static final Pattern OWN = Pattern.compile("<!-- yours: (.*?) -->");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$(?:\\n```text\\n(.*?)^```$)?");
    private static final String CALL = "./nicepim";

    /**
     * A block of shell lines.
     *
     * @param commands that call this program, each as its words
     * @param printed the {@code text} block right below, if there is one
     */
    record Block(List<List<String>> commands, Optional<String> printed) {}

    /** README, all pages of docs and of conf. */
    static List<DocsPage> all() throws IOException {
        List<DocsPage> pages = new ArrayList<>(List.of(read("README.md"), read("conf/README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(read("docs/" + file.getFileName()));
            }
        }
        return pages;
    }

    /** One page. */
    static DocsPage read(String file) throws IOException {
        String text = Files.readString(ROOT.resolve(file), StandardCharsets.UTF_8);
        List<String> own = new ArrayList<>();
        Matcher yours = OWN.matcher(text);
        while (yours.find()) {
            own.addAll(List.of(yours.group(1).split(" +", -1)));
        }
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            if (fence.group(1).equals("sh")) {
                blocks.add(new Block(commands(fence.group(2)), Optional.ofNullable(fence.group(3))));
            }
        }
        return new DocsPage(file, own, blocks);
    }

    private static List<List<String>> commands(String block) {
        List<List<String>> commands = new ArrayList<>();
        for (String line : block.replace("\\\n", " ").lines().toList()) {
            for (String one : line.replaceFirst("(^|\\s)#.*", "").split("&&|\\||;", -1)) {
                List<String> words = words(one.strip());
                if (!words.isEmpty() && words.get(0).equals(CALL)) {
                    commands.add(words.subList(1, words.size()));
                }
            }
        }
        return commands;
    }

    /** As a shell takes them apart; single quotes keep blanks. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }
}
