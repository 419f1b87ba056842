package org.nicepim.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as tests look at it: its blocks of shell lines with what is printed below them, and commands in its
 * sentences and tables.
 *
 * @param file the page, as seen from the repository's root
 * @param own files that the page calls the reader's own, in comments such as {@code <!-- yours: net.onnx -->}
 * @param blocks in order
 * @param mentions commands between backquotes, each as its words; some are patterns, such as {@code report RUN_DIR}
 */
record DocsPage(String file, List<String> own, List<Block> blocks, List<List<String>> mentions) {
    /** The repository's root, as seen from where tests run. */
    static final Path ROOT = Path.of("..");

    private static final Pattern OWN = Pattern.compile("<!-- yours: (.*?) -->");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$(?:\\n```text\\n(.*?)^```$)?");
    /** What calls this program: its launcher, or a script that hands on what stands from the command's name on. */
    private static final Pattern CALL = Pattern.compile("\\./nicepim|spark-submit|deploy/\\w+/(run|submit)\\.sh");

    private static final String LAUNCHER = "./nicepim";
    private static final Pattern SETTING = Pattern.compile("[A-Z_]+=\\S*");
    private static final Pattern MENTION = Pattern.compile("`(?:\\./)?nicepim ([^`\\n]+)`");
    private static final Set<String> COMMANDS = Main.line().getSubcommands().keySet();

    /**
     * A block of shell lines.
     *
     * @param commands that call this program, each as its words
     * @param printed the {@code text} block right below, if there is one
     */
    record Block(List<List<String>> commands, Optional<String> printed) {}

    /** README, all pages of docs, of conf and of deploy. */
    static List<DocsPage> all() throws IOException {
        List<DocsPage> pages = new ArrayList<>(List.of(read("README.md"), read("conf/README.md")));
        for (String folder : List.of("docs", "deploy")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder), 2)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    pages.add(read(ROOT.relativize(file).toString()));
                }
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
            if (fence.group(1).equals("sh") || fence.group(1).isEmpty()) {
                blocks.add(new Block(commands(fence.group(2)), Optional.ofNullable(fence.group(3))));
            }
        }
        return new DocsPage(file, own, blocks, mentions(fence.replaceAll("")));
    }

    private static List<List<String>> mentions(String prose) {
        List<List<String>> mentions = new ArrayList<>();
        Matcher mention = MENTION.matcher(prose);
        while (mention.find()) {
            mentions.add(words(mention.group(1).replaceFirst("[>)].*", "")));
        }
        return mentions;
    }

    private static List<List<String>> commands(String block) {
        List<List<String>> commands = new ArrayList<>();
        for (String line : block.replace("\\\n", " ").lines().toList()) {
            for (String one : line.replaceFirst("(^|\\s)#.*", "").split("&&|\\||;", -1)) {
                command(words(one.strip())).ifPresent(commands::add);
            }
        }
        return commands;
    }

    private static Optional<List<String>> command(List<String> line) {
        List<String> words =
                line.stream().dropWhile(word -> SETTING.matcher(word).matches()).toList();
        if (words.isEmpty() || !CALL.matcher(words.get(0)).matches()) {
            return Optional.empty();
        }
        List<String> command = words.stream()
                .skip(1)
                .dropWhile(word -> !words.get(0).equals(LAUNCHER) && !COMMANDS.contains(word))
                .toList();
        return command.isEmpty() ? Optional.empty() : Optional.of(command);
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
